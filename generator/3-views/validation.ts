/** The view of `validation.ts`: which validator checks what of each operation. */
import type { Api } from "../2-model/api.ts";
import { code, type Code, identifier, key } from "./code.ts";
import { type Data, layOut } from "./layout.ts";
import { type ContentExport, listExports, type OperationExports } from "./validators/list-exports.ts";

export interface ValidationView {
  /** Whether any operation has something to check. */
  readonly hasValidators: boolean;
  readonly operations: readonly OperationView[];
  readonly hasWebhooks: boolean;
  readonly webhooks: readonly OperationView[];
}

interface OperationView {
  readonly name: Code;
  readonly parts: Code;
}

/** By operation, part and media type: of what clients call, and of what is sent to whoever asked for it. */
export function validationView(api: Api): ValidationView {
  const { operations } = listExports(api);
  const hasValidators = operations.some(({ parameters, body, responses }) => {
    const checked = responses.some(({ headers, contents }) => headers !== undefined || contents.length > 0);
    return checked || parameters !== undefined || body.length > 0;
  });
  const ofDirection = (isCalled: boolean) =>
    operations.filter(({ operation }) => (operation.direction === "request") === isCalled).map(operationView);
  const webhooks = ofDirection(false);
  return { hasValidators, operations: ofDirection(true), hasWebhooks: webhooks.length > 0, webhooks };
}

function operationView({ operation, parameters, body, responses }: OperationExports): OperationView {
  const name = key(operation.name);
  const checked = responses.flatMap(({ status, headers, contents }): readonly (readonly [string, Data])[] => {
    const data = { headers: validator(headers), contents: byMediaType(contents) };
    return data.headers === undefined && data.contents === undefined ? [] : [[status, data]];
  });
  const parts = {
    parameters: validator(parameters),
    body: byMediaType(body),
    responses: checked.length === 0 ? undefined : Object.fromEntries(checked),
  };
  return { name, parts: layOut(parts, { margin: 2, taken: name.length + 3 }) };
}

function byMediaType(contents: readonly ContentExport[]): Data | undefined {
  if (contents.length === 0) return undefined;
  return Object.fromEntries(contents.map(({ mediaType, identifier: name }) => [mediaType, validator(name)]));
}

function validator(name: string | undefined): Code | undefined {
  return name === undefined ? undefined : code`validators.${identifier(name)}`;
}
