/** The model → the view of `templates/types.ts.hbs`: named schemas, then the requests and responses of operations. */
import type { SchemaForm } from "../1-document/rewrite/schema-forms.ts";
import type { Api } from "../2-model/api.ts";
import { formsOfOperation } from "./forms.ts";
import { Imports } from "./import-lines.ts";
import { responseTypes } from "./types/response-types.ts";
import { isUntypedEventStream, SERVER_SENT_EVENT } from "./types/body-types.ts";
import type { DeclarationView } from "./types/declaration-view.ts";
import { requestTypes } from "./types/request-types.ts";
import { schemaTypes } from "./types/schema-types.ts";
import type { FormTypes } from "./types/form-types.ts";
import type { TypeScope } from "./types/type-scope.ts";
import { typesByForm } from "./types/schema-to-type.ts";

export interface TypesView {
  readonly imports: Imports;
  readonly declarations: readonly DeclarationView[];
  /** True if nothing is declared. A file without exports is no module. */
  readonly isEmpty: boolean;
}

const RESULT_TYPES = ["Failure", "Status", "Status2XX", "Status3XX", "Status4XX", "Status5XX", "Success", "Unexpected"];

export function typesView(api: Api, types: Readonly<Record<SchemaForm, FormTypes>> = typesByForm(api)): TypesView {
  const operations = api.operations.flatMap((operation) => {
    const { taken, answered } = formsOfOperation(operation);
    return [...requestTypes(operation, types[taken]), ...responseTypes(operation, types[answered])];
  });
  const declarations = [...schemaTypes(api, types), ...operations];
  return {
    imports: runtimeImports(api, operations, types.response.scope),
    declarations,
    isEmpty: declarations.length === 0,
  };
}

/** Returns the imports that the declarations need. Compilers report unused imports. */
function runtimeImports(api: Api, declarations: readonly DeclarationView[], scope: TypeScope): Imports {
  const results = new Set(api.operations.map(({ typeName }) => `${typeName}Result`));
  const words = new Set(
    // In the type of a result, all words outside of string literals are names of types.
    declarations
      .filter(({ name }) => results.has(name))
      .flatMap(
        ({ definition }) => definition.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").match(/[\p{ID_Continue}$]+/gu) ?? [],
      ),
  );
  const contents = api.operations.flatMap(({ body, responses }) =>
    [...(body === undefined ? [] : [body]), ...responses].flatMap((holder) => holder.contents),
  );
  const imports = new Imports(scope.declared);
  for (const [name, module] of scope.codecs) imports.useType(module, name);
  for (const name of RESULT_TYPES) if (words.has(scope.runtime(name))) imports.useType("runtime/result", name);
  if (contents.some(isUntypedEventStream)) imports.useType("runtime/wire/events", SERVER_SENT_EVENT);
  return imports;
}
