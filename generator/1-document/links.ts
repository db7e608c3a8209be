/** What Link Objects say: the operation that they name, the parameters that they fill, and with what. OpenAPI 3.2 §4.20 */
import { isObject } from "./json.ts";

export interface LinkObject {
  readonly operationId?: string;
  /** A URI reference to an operation: followed where it is a pointer into `paths` of the description itself. */
  readonly operationRef?: string;
  /** Constants, runtime expressions, or texts with such in braces, by `id` or `path.id`. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly requestBody?: unknown;
  readonly description?: string;
  readonly server?: { readonly url: string };
}

/** OpenAPI 3.2 §4.20.3, without the path and the query of an answer: it has none. */
const RUNTIME_EXPRESSION =
  /^\$(?:url|method|statusCode|(?:request|response)\.(?:header\.[!#$%&'*+.^_`|~0-9A-Za-z-]+|body(?:#(?:\/(?:[^~/]|~[01])*)*)?)|request\.(?:query|path)\..+)$/s;

/** The runtime expressions that are none in what a link says of a value. */
export function invalidExpressions(value: unknown): readonly string[] {
  if (typeof value !== "string") return [];
  const written = value.startsWith("$")
    ? [value]
    : [...value.matchAll(/\{(\$[^{}]*)\}/g)].map(([, embedded = ""]) => embedded);
  return written.filter((expression) => !RUNTIME_EXPRESSION.test(expression));
}

/** Those among `parameters` that a key of a link's means: `path.id` says where, `id` leaves it open. */
export function parametersForLinkKey<Parameter>(
  key: string,
  parameters: readonly Parameter[],
  read: (parameter: Parameter) => { readonly name: unknown; readonly in: unknown },
): readonly Parameter[] {
  const all = parameters.map((parameter) => ({ parameter, ...read(parameter) }));
  const qualified = all.filter((each) => `${each.in}.${each.name}` === key);
  return (qualified.length > 0 ? qualified : all.filter(({ name }) => name === key)).map(({ parameter }) => parameter);
}

/** The entries of `parameters`, if they are any. */
export function linkParameterEntries(link: object): readonly (readonly [key: string, value: unknown])[] {
  const parameters: unknown = Reflect.get(link, "parameters");
  return isObject(parameters) ? Object.entries(parameters) : [];
}
