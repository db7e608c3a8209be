/** The table of targets: their files, the views that print them, and the files that are copied. */
import { printJson } from "../visible-text.ts";
import type { JsonObject } from "../1-document/json.ts";
import type { Api } from "../2-model/api.ts";
import { clientView } from "../3-views/client.ts";
import { code, commentLines, join } from "../3-views/code.ts";
import { conversionsOf, conversionsView } from "../3-views/conversions.ts";
import { entryView } from "../3-views/entry.ts";
import { formatsView } from "../3-views/formats.ts";
import { linksView } from "../3-views/links.ts";
import { operationsView } from "../3-views/operations.ts";
import { pathsView } from "../3-views/paths.ts";
import { securityView } from "../3-views/security.ts";
import { handlersView, serverView, stubsView, webhookHandlersView, webhooksView } from "../3-views/server.ts";
import { typesView } from "../3-views/types.ts";
import { typesByForm } from "../3-views/types/schema-to-type.ts";
import { validationView } from "../3-views/validation.ts";
import { validatorsView } from "../3-views/validators.ts";
import type { ValueConversions, Adapter, Target } from "../options.ts";
import { copiedPage, templatePage, contentPage, type Page } from "./render.ts";
import { loadTemplates, type Render } from "./templates.ts";

/** The model, the description and the options that determine the files. */
export interface TargetSource {
  readonly api: Api;
  /** The description in its original version, with overlays applied. */
  readonly bundled: JsonObject;
  readonly targets: readonly Target[];
  /** The frameworks for which the server gets an adapter. */
  readonly adapters: readonly Adapter[];
  readonly conversions?: ValueConversions;
}

/** A target, or a set of files that several targets share. */
type TargetPart = Target | "conversions" | "document" | "operations";

/** The files of one part. */
interface TargetRow {
  /** Parts with files that these files import. */
  readonly needs: readonly TargetPart[];
  readonly pages: (source: TargetSource) => readonly Page[] | Promise<readonly Page[]>;
}

const PARTS = {
  document: {
    needs: [],
    pages: ({ bundled }) => [contentPage("openapi.json", printJson(bundled))],
  },
  types: {
    needs: ["document", "conversions"],
    pages: ({ api, conversions }) => [
      templatePage("types.ts", "types.ts", typesView(api, typesByForm(api, conversions))),
    ],
  },
  conversions: {
    needs: [],
    pages: ({ api, conversions }) => {
      const view = conversionsView(conversionsOf(api, conversions));
      const formats = formatsView(conversions);
      return [
        ...(view.conversions.length === 0 ? [] : [templatePage("conversions.ts", "conversions.ts", view)]),
        ...(formats === undefined ? [] : [templatePage("formats.ts", "formats.ts", formats)]),
      ];
    },
  },
  paths: {
    needs: ["document"],
    pages: async ({ api }) => [templatePage("paths.ts", "paths.ts", await pathsView(api))],
  },
  operations: {
    needs: ["types", "conversions"],
    pages: ({ api, conversions: chosen }) => {
      const conversions = conversionsOf(api, chosen);
      return [
        templatePage("security.ts", "security.ts", securityView(api)),
        ...api.groups.map((group) =>
          templatePage(`operations/${group.name}.ts`, "operations/[group].ts", operationsView(group, api, conversions)),
        ),
      ];
    },
  },
  client: {
    needs: ["operations"],
    pages: ({ api, targets }) => [
      templatePage("client.ts", "client.ts", clientView(api, { paths: targets.includes("paths") })),
      templatePage("index.ts", "index.ts", entryView(api)),
      ...linkPages(api),
    ],
  },
  validators: {
    needs: ["types", "conversions"],
    pages: ({ api, conversions: chosen }) => {
      const conversions = conversionsOf(api, chosen);
      return [
        templatePage("validators.ts", "validators.ts", validatorsView(api, conversions)),
        templatePage("validation.ts", "validation.ts", validationView(api, conversions)),
      ];
    },
  },
  server: {
    needs: ["operations", "validators"],
    pages: ({ api, adapters: frameworks }) => [
      templatePage("server/handlers.ts", "server/handlers.ts", handlersView(api)),
      templatePage("server/stubs.ts", "server/stubs.ts", stubsView(api)),
      templatePage("server/index.ts", "server/index.ts", serverView(api)),
      ...webhookPages(api),
      ...frameworks.map((framework) => copiedPage(`server/${framework}.ts`)),
    ],
  },
} satisfies Record<TargetPart, TargetRow>;

function linkPages(api: Api): readonly Page[] {
  const links = linksView(api);
  return links === undefined ? [] : [templatePage("links.ts", "links.ts", links)];
}

/** Returns the pages of the receiver of webhooks and callbacks, if the description has any. */
function webhookPages(api: Api): readonly Page[] {
  const handlers = webhookHandlersView(api);
  if (handlers === undefined) return [];
  return [
    templatePage("server/webhook-handlers.ts", "server/handlers.ts", handlers),
    templatePage("server/webhooks.ts", "server/webhooks.ts", webhooksView(api)),
  ];
}

/** Returns the pages of the targets, and of the parts that they need. */
export async function pagesOf(source: TargetSource): Promise<readonly Page[]> {
  const parts = new Set<TargetPart>(source.targets);
  // the loop also visits the parts that it adds
  for (const part of parts) for (const needed of PARTS[part].needs) parts.add(needed);
  const pages = await Promise.all(Array.from(parts, (part) => PARTS[part].pages(source)));
  return pages.flat();
}

/**
 * Returns the renderer of a run. Every template can print the title of the description. None prints its version, so that
 * a new version does not change all files.
 */
export function rendererFor({ info }: Api): Render {
  return loadTemplates({ source: join(commentLines(info.title), code` `) });
}
