/** View of `types.ts`: the types of named schemas, then the request and response types of each operation. */
import type { SchemaForm } from "../1-document/rewrite/schema-forms.ts";
import type { Api } from "../2-model/api.ts";
import { code, type Code, join } from "./code.ts";
import { formsOfOperation } from "./forms.ts";
import { responseTypes } from "./types/response-types.ts";
import { isUntypedEventStream, SERVER_SENT_EVENT } from "./types/body-types.ts";
import type { DeclarationView } from "./types/declaration-view.ts";
import { requestTypes } from "./types/request-types.ts";
import { schemaTypes } from "./types/schema-types.ts";
import type { FormTypes } from "./types/form-types.ts";
import { typesByForm } from "./types/schema-to-type.ts";

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

export function typesView(api: Api, types: Readonly<Record<SchemaForm, FormTypes>> = typesByForm(api)): TypesView {
  const operations = api.operations.flatMap((operation) => {
    const { taken, answered } = formsOfOperation(operation);
    return [...requestTypes(operation, types[taken]), ...responseTypes(operation, types[answered])];
  });
  return { imports: runtimeImports(api, operations), declarations: [...schemaTypes(api, types), ...operations] };
}

/** Returns the imports of the runtime types that declarations mention. Compilers report unused imports. */
function runtimeImports(api: Api, declarations: readonly DeclarationView[]): TypesView["imports"] {
  const results = new Set(api.operations.map(({ typeName }) => `${typeName}Result`));
  const words = new Set(
    // in the type of a result, all words outside of strings are type names
    declarations
      .filter(({ name }) => results.has(name))
      .flatMap(({ definition }) => definition.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").match(/\w+/g) ?? []),
  );
  const contents = api.operations.flatMap(({ body, responses }) =>
    [...(body === undefined ? [] : [body]), ...responses].flatMap((holder) => holder.contents),
  );
  const sequences = contents.some(isUntypedEventStream) ? [SERVER_SENT_EVENT.text] : [];
  return [
    { names: RESULT_TYPES.filter((name) => words.has(name)), from: code`"./runtime/result.js"` },
    { names: sequences, from: code`"./runtime/wire/events.js"` },
  ].flatMap(({ names, from }) => (names.length === 0 ? [] : { names: join(names, code`, `), from }));
}
