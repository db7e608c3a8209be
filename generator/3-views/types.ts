/** The view of `types.ts`: the named schemas, then what each operation takes and answers. */
import type { SchemaForm } from "../1-document/rewrite/schema-forms.ts";
import type { Api } from "../2-model/api.ts";
import { code, type Code, join } from "./code.ts";
import { formsOfOperation } from "./forms.ts";
import { responseTypes } from "./types/answer-types.ts";
import { mentionsEvents, SERVER_SENT_EVENT } from "./types/content-types.ts";
import type { DeclarationView } from "./types/declaration-view.ts";
import { requestTypes } from "./types/request-types.ts";
import { schemaTypes } from "./types/schema-types.ts";
import type { Types } from "./types/type-context.ts";
import { typesOf } from "./types/type-expression.ts";

export interface TypesView {
  readonly imports: readonly { readonly names: Code; readonly from: Code }[];
  readonly declarations: readonly DeclarationView[];
}

const RESULT_TYPES = [
  code`Failure`,
  code`Status`,
  code`Status2XX`,
  code`Status3XX`,
  code`Status4XX`,
  code`Status5XX`,
  code`Success`,
  code`Unexpected`,
];

export function typesView(api: Api, types: Readonly<Record<SchemaForm, Types>> = typesOf(api)): TypesView {
  const operations = api.operations.flatMap((operation) => {
    const { taken, answered } = formsOfOperation(operation);
    return [...requestTypes(operation, types[taken]), ...responseTypes(operation, types[answered])];
  });
  return { imports: importsOf(api, operations), declarations: [...schemaTypes(api, types), ...operations] };
}

/** Only what is mentioned: compilers complain of the rest. */
function importsOf(api: Api, declarations: readonly DeclarationView[]): TypesView["imports"] {
  const results = new Set(api.operations.map(({ typeName }) => `${typeName}Result`));
  const words = new Set(
    // In the type of a result, words outside of strings are names of types.
    declarations
      .filter(({ name }) => results.has(name))
      .flatMap(({ definition }) => definition.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").match(/\w+/g) ?? []),
  );
  const contents = api.operations.flatMap(({ body, responses }) =>
    [...(body === undefined ? [] : [body]), ...responses].flatMap((holder) => holder.contents),
  );
  const sequences = contents.some(mentionsEvents) ? [SERVER_SENT_EVENT.text] : [];
  return [
    { names: RESULT_TYPES.filter((name) => words.has(name)), from: code`"./runtime/result.js"` },
    { names: sequences, from: code`"./runtime/wire/events.js"` },
  ].flatMap(({ names, from }) => (names.length === 0 ? [] : { names: join(names, code`, `), from }));
}
