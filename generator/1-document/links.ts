/** Reads Link Objects: the operation that they name and the values of its parameters. OpenAPI 3.2 §4.20 */
import { isObject } from "./json.ts";

export interface LinkObject {
  readonly operationId?: string;
  /** A URI reference to an operation. Only pointers into `paths` of the same description are followed. */
  readonly operationRef?: string;
  /**
   * Values by parameter key (`id` or `path.id`). A value is a constant, a runtime expression, or a string with
   * expressions in braces.
   */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly requestBody?: unknown;
  readonly description?: string;
  readonly server?: { readonly url: string };
}

/**
 * A runtime expression of OpenAPI 3.2 §4.20.3. Excludes `$response.path` and `$response.query`, because responses
 * have neither.
 */
const RUNTIME_EXPRESSION =
  /^\$(?:url|method|statusCode|(?:request|response)\.(?:header\.[!#$%&'*+.^_`|~0-9A-Za-z-]+|body(?:#(?:\/(?:[^~/]|~[01])*)*)?)|request\.(?:query|path)\..+)$/s;

/** Returns the invalid runtime expressions in a value of a Link Object. */
export function invalidExpressions(value: unknown): readonly string[] {
  if (typeof value !== "string") return [];
  const written = value.startsWith("$")
    ? [value]
    : [...value.matchAll(/\{(\$[^{}]*)\}/g)].map(([, embedded = ""]) => embedded);
  return written.filter((expression) => !RUNTIME_EXPRESSION.test(expression));
}

/**
 * Returns the parameters that a key of a Link Object names. The key `path.id` names the location too. The key `id`
 * fits any location.
 */
export function parametersForLinkKey<Parameter>(
  key: string,
  parameters: readonly Parameter[],
  read: (parameter: Parameter) => { readonly name: unknown; readonly in: unknown },
): readonly Parameter[] {
  const all = parameters.map((parameter) => ({ parameter, ...read(parameter) }));
  const qualified = all.filter((each) => `${each.in}.${each.name}` === key);
  return (qualified.length > 0 ? qualified : all.filter(({ name }) => name === key)).map(({ parameter }) => parameter);
}

/** Returns the entries of a Link Object's `parameters`. Returns an empty array if there are none. */
export function linkParameterEntries(link: object): readonly (readonly [key: string, value: unknown])[] {
  const parameters: unknown = Reflect.get(link, "parameters");
  return isObject(parameters) ? Object.entries(parameters) : [];
}
