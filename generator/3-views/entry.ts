/** The model → the view of `templates/index.ts.hbs`: what a consumer imports from. */
import type { Api } from "../2-model/api.ts";
import { type Code, path } from "./code.ts";

export interface EntryView {
  /** Files of operations; `2-model/names.ts` keeps their names apart from all that is exported beside them. */
  readonly groups: readonly Code[];
}

export function entryView({ groups }: Api): EntryView {
  return { groups: groups.map(({ name }) => path(`./operations/${name}.js`)) };
}
