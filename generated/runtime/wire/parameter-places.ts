/**
 * Places that a parameter can travel in, with the defaults that OpenAPI gives each of them. Client, server and
 * generator share this file, so it imports nothing.
 */

/** The value of `in` in a Parameter Object. OpenAPI 3.2 §4.12.1. */
export type ParameterIn = "path" | "query" | "querystring" | "header" | "cookie";

/** The value of `style` in a Parameter Object. OpenAPI 3.2 §4.12.3. */
export type ParameterStyle =
  | "simple"
  | "label"
  | "matrix"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "deepObject"
  | "cookie";

/**
 * The property of an operation's input that holds the parameters of a place, by name. A parameter of `querystring` has
 * no name on the wire: the property `querystring` is its value.
 */
export const PARAMETER_GROUPS = { path: "path", query: "query", header: "headers", cookie: "cookies" } as const;

/** Returns the place of the parameters in a group. */
export function placeOfGroup(group: string): ParameterIn {
  const places = Object.keys(PARAMETER_GROUPS) as (keyof typeof PARAMETER_GROUPS)[]; // a constant has no other keys
  return places.find((place) => PARAMETER_GROUPS[place] === group) ?? "querystring";
}

/** Returns the style of a value whose description names none. OpenAPI 3.2 §4.12.2.2. */
export function defaultStyleOf(place: string): "form" | "simple" {
  return place === "path" || place === "header" ? "simple" : "form";
}

/** Returns the `explode` of a value whose description does not set it. OpenAPI 3.2 §4.12.2.2. */
export function explodesByDefault(style: string): boolean {
  return style === "form" || style === "cookie";
}
