/** The model → the view of `templates/validation.ts.hbs`: the validators of each operation. */
import type { Api } from "../2-model/api.ts";
import { code, type Code, identifier, key } from "./code.ts";
import { Imports } from "./import-lines.ts";
import { type Data, layOut } from "./layout.ts";
import { type ContentExport, listExports, type OperationExports } from "./validators/list-exports.ts";

export interface ValidationView {
  readonly imports: Imports;
  readonly operations: readonly OperationView[];
  readonly hasWebhooks: boolean;
  readonly webhooks: readonly OperationView[];
}

interface OperationView {
  readonly name: Code;
  readonly parts: Code;
}

/** Returns the validators by operation, part and media type. Webhooks and callbacks have a table of their own. */
export function validationView(api: Api): ValidationView {
  const { operations } = listExports(api);
  const imports = new Imports();
  imports.useType("runtime/validation/validation", "OperationValidation");
  const ofDirection = (isCalled: boolean) =>
    operations
      .filter(({ operation }) => (operation.direction === "request") === isCalled)
      .map((operation) => operationView(operation, imports));
  const webhooks = ofDirection(false);
  return { imports, operations: ofDirection(true), hasWebhooks: webhooks.length > 0, webhooks };
}

function operationView(exported: OperationExports, imports: Imports): OperationView {
  const { operation, parameters, body, responses } = exported;
  const name = key(operation.name);
  const checked = responses.flatMap(({ status, headers, contents }): readonly (readonly [string, Data])[] => {
    const data = { headers: validator(headers, imports), contents: byMediaType(contents, imports) };
    return data.headers === undefined && data.contents === undefined ? [] : [[status, data]];
  });
  const parts = {
    parameters: validator(parameters, imports),
    body: byMediaType(body, imports),
    responses: checked.length === 0 ? undefined : Object.fromEntries(checked),
  };
  return { name, parts: layOut(parts, { margin: 2, taken: name.length + 3 }) };
}

function byMediaType(contents: readonly ContentExport[], imports: Imports): Data | undefined {
  if (contents.length === 0) return undefined;
  return Object.fromEntries(contents.map(({ mediaType, identifier: name }) => [mediaType, validator(name, imports)]));
}

function validator(name: string | undefined, imports: Imports): Code | undefined {
  return name === undefined ? undefined : code`${imports.useAll("validators", "validators")}.${identifier(name)}`;
}
