/** The table: what is written for each target, from which views, and with which copied files. */
import type { JsonObject } from "../1-document/json.ts";
import type { Api } from "../2-model/api.ts";
import { clientView } from "../3-views/client.ts";
import { code, commentLines, join } from "../3-views/code.ts";
import { conversionsOf, conversionsView } from "../3-views/conversions.ts";
import { entryView } from "../3-views/entry.ts";
import { linksView } from "../3-views/links.ts";
import { operationsView } from "../3-views/operations.ts";
import { pathsView } from "../3-views/paths.ts";
import { securityView } from "../3-views/security.ts";
import { handlersView, serverView, stubsView, webhookHandlersView, webhooksView } from "../3-views/server.ts";
import { typesView } from "../3-views/types.ts";
import { typesByForm } from "../3-views/types/schema-to-type.ts";
import { validationView } from "../3-views/validation.ts";
import { validatorsView, validatorTypesView } from "../3-views/validators.ts";
import type { ValueConversions, Adapter, Target } from "../options.ts";
import { copied, page, text, type Page } from "./render.ts";
import { loadTemplates, type Render } from "./templates.ts";

/** What a run has found out, and what was asked for. */
export interface TargetSource {
  readonly api: Api;
  /** The description in its own dialect, overlays applied. */
  readonly bundled: JsonObject;
  readonly targets: readonly Target[];
  /** Those that the server gets an adapter for. */
  readonly adapters: readonly Adapter[];
  readonly conversions?: ValueConversions;
}

/** A target, or what several of them share. */
type TargetPart = Target | "document" | "operations";

interface Row {
  /** What its files import. */
  readonly needs: readonly TargetPart[];
  readonly pages: (source: TargetSource) => readonly Page[] | Promise<readonly Page[]>;
}

const PARTS = {
  document: {
    needs: [],
    pages: ({ bundled }) => [text("openapi.json", `${JSON.stringify(bundled, undefined, 2)}\n`)],
  },
  types: {
    needs: ["document"],
    pages: ({ api, conversions }) => [page("types.ts", "types.ts", typesView(api, typesByForm(api, conversions)))],
  },
  paths: {
    needs: ["document"],
    pages: async ({ api }) => [page("paths.ts", "paths.ts", await pathsView(api))],
  },
  operations: {
    needs: ["types"],
    pages: ({ api, conversions: chosen }) => {
      const conversions = conversionsOf(api, chosen);
      const view = conversionsView(conversions);
      return [
        page("security.ts", "security.ts", securityView(api)),
        ...(view.conversions.length === 0 ? [] : [page("conversions.ts", "conversions.ts", view)]),
        ...api.groups.map((group) =>
          page(`operations/${group.name}.ts`, "operations/[group].ts", operationsView(group, api, conversions)),
        ),
      ];
    },
  },
  client: {
    needs: ["operations"],
    pages: ({ api, targets }) => [
      page("client.ts", "client.ts", clientView(api, { paths: targets.includes("paths") })),
      page("index.ts", "index.ts", entryView(api)),
      ...linkPages(api),
    ],
  },
  validators: {
    needs: ["types"],
    pages: ({ api, conversions }) => [
      page("validators.js", "validators.js", validatorsView(api)),
      page("validators.d.ts", "validators.d.ts", validatorTypesView(api, conversionsOf(api, conversions))),
      page("validation.ts", "validation.ts", validationView(api)),
    ],
  },
  server: {
    needs: ["operations", "validators"],
    pages: ({ api, adapters: frameworks }) => [
      page("server/handlers.ts", "server/handlers.ts", handlersView(api)),
      page("server/stubs.ts", "server/stubs.ts", stubsView(api)),
      page("server/index.ts", "server/index.ts", serverView(api)),
      ...webhookPages(api),
      ...frameworks.map((framework) => copied(`server/${framework}.ts`)),
    ],
  },
} satisfies Record<TargetPart, Row>;

function linkPages(api: Api): readonly Page[] {
  const links = linksView(api);
  return links === undefined ? [] : [page("links.ts", "links.ts", links)];
}

/** The receiver of webhooks and callbacks, where there are any. */
function webhookPages(api: Api): readonly Page[] {
  const handlers = webhookHandlersView(api);
  if (handlers === undefined) return [];
  return [
    page("server/webhook-handlers.ts", "server/handlers.ts", handlers),
    page("server/webhooks.ts", "server/webhooks.ts", webhooksView(api)),
  ];
}

/** The pages of the targets and of what they need. */
export async function pagesOf(source: TargetSource): Promise<readonly Page[]> {
  const parts = new Set<TargetPart>(source.targets);
  // a set visits what is added meanwhile
  for (const part of parts) for (const needed of PARTS[part].needs) parts.add(needed);
  const pages = await Promise.all(Array.from(parts, (part) => PARTS[part].pages(source)));
  return pages.flat();
}

/** The printer of a run: every template may say what the description is. */
export function rendererFor({ info }: Api): Render {
  return loadTemplates({ source: join([...commentLines(info.title), ...commentLines(info.version)], code` `) });
}
