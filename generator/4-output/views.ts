/** The view type of each template. This file has types only: the contract between `3-views` and `templates/`. */
import type { ClientView } from "../3-views/client.ts";
import type { Code } from "../3-views/code.ts";
import type { ContractView, LoopView } from "../3-views/contract.ts";
import type { ConversionsView } from "../3-views/conversions.ts";
import type { EntryView } from "../3-views/entry.ts";
import type { FormatsView } from "../3-views/formats.ts";
import type { Imports, Reexports } from "../3-views/import-lines.ts";
import type { LinksView } from "../3-views/links.ts";
import type { OperationsView } from "../3-views/operations.ts";
import type { PathsView } from "../3-views/paths.ts";
import type { SecurityView } from "../3-views/security.ts";
import type { HandlersView, ServerView, StubsView, WebhooksView } from "../3-views/server.ts";
import type { TypesView } from "../3-views/types.ts";
import type { ValidationView } from "../3-views/validation.ts";
import type { ValidatorsView } from "../3-views/validators.ts";

interface ViewTable {
  "types.ts": TypesView;
  "paths.ts": PathsView;
  "security.ts": SecurityView;
  "operations/[group].ts": OperationsView;
  "conversions.ts": ConversionsView;
  "formats.ts": FormatsView;
  "client.ts": ClientView;
  "index.ts": EntryView;
  "links.ts": LinksView;
  "validators.ts": ValidatorsView;
  "validation.ts": ValidationView;
  "server/handlers.ts": HandlersView;
  "server/stubs.ts": StubsView;
  "server/index.ts": ServerView;
  "server/webhooks.ts": WebhooksView;
  "contract/[operation].test.ts": ContractView;
  "contract/loop.ts": LoopView;
}

/** Views by the name of their template. The type is `never` for a view that leaves a decision to the template. */
export type Views = { readonly [Name in keyof ViewTable]: Decided<ViewTable[Name]> };

/** The view of `{{> banner}}`, which every template can print in addition to its own view. */
export interface BannerView {
  readonly source: Code;
}

/** Accepts a view with only code, booleans, imports, arrays and nested views, and without optional fields. */
type Decided<View> = View extends Code | boolean | Imports | Reexports
  ? View
  : View extends readonly (infer Item)[]
    ? readonly Decided<Item>[]
    : View extends object
      ? { readonly [Field in keyof View]-?: Decided<View[Field]> }
      : never;
