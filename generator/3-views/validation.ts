/** The model → the view of `templates/validation.ts.hbs`: the validators of each operation. */
import type { Api } from "../2-model/api.ts";
import { code, type Code, identifier, key } from "./code.ts";
import { Imports } from "./import-lines.ts";
import { type Data, layOut } from "./layout.ts";
import { ANY_SCOPE, type Conversions, NO_CONVERSIONS } from "./conversions.ts";
import { conversionOfSource } from "./validators.ts";
import {
  type ContentExport,
  listExports,
  type OperationExports,
  type ValidatorExport,
} from "./validators/list-exports.ts";

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
export function validationView(api: Api, conversions: Conversions = NO_CONVERSIONS): ValidationView {
  const { all, operations } = listExports(api);
  const isConverted = ({ source }: ValidatorExport) => conversionOfSource(source, conversions, ANY_SCOPE) !== undefined;
  const converted = new Set(all.filter(isConverted).map(({ identifier: name }) => name));
  const imports = new Imports();
  imports.useType("runtime/validation/validation", "OperationValidation");
  const ofDirection = (isCalled: boolean) =>
    operations
      .filter(({ operation }) => (operation.direction === "request") === isCalled)
      .map((operation) => operationView(operation, { imports, converted }));
  const webhooks = ofDirection(false);
  return { imports, operations: ofDirection(true), hasWebhooks: webhooks.length > 0, webhooks };
}

/** The imports of the file, and the validators of values that are converted. */
interface Table {
  readonly imports: Imports;
  readonly converted: ReadonlySet<string>;
}

function operationView(exported: OperationExports, table: Table): OperationView {
  const { operation, parameters, body, responses } = exported;
  const name = key(operation.name);
  const checked = responses.flatMap(({ status, headers, contents }): readonly (readonly [string, Data])[] => {
    const data = { headers: validator(headers, table), contents: byMediaType(contents, table) };
    return data.headers === undefined && data.contents === undefined ? [] : [[status, data]];
  });
  const parts = {
    parameters: validator(parameters, table),
    body: byMediaType(body, table),
    responses: checked.length === 0 ? undefined : Object.fromEntries(checked),
  };
  return { name, parts: layOut(parts, { margin: 2, taken: name.length + 3 }) };
}

function byMediaType(contents: readonly ContentExport[], table: Table): Data | undefined {
  if (contents.length === 0) return undefined;
  return Object.fromEntries(contents.map(({ mediaType, identifier: name }) => [mediaType, validator(name, table)]));
}

/** Returns the validator of values as they travel. */
function validator(name: string | undefined, { imports, converted }: Table): Code | undefined {
  if (name === undefined) return undefined;
  const found = code`${imports.useAll("validators", "validators")}.${identifier(name)}`;
  return converted.has(name) ? code`${found}.wire` : found;
}
