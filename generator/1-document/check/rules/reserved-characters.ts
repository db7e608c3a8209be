import type { Rule, UserContext } from "../../rule.ts";

interface SerializationFields {
  readonly in?: unknown;
  readonly style?: unknown;
  readonly allowReserved?: unknown;
}

/** OpenAPI 3.2 §4.12.2.2: headers, and cookies with the style `cookie`, are never percent-encoded. */
export const reservedCharacters: Rule = {
  name: "reserved-characters",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Remove `allowReserved`, which is ignored here.",
  explanation: {
    asks: "`allowReserved` is not set for headers, nor for cookies with the style `cookie`.",
    why: "These values are never percent-encoded, so it has no effect.",
    breaks: `
      components:
        parameters:
          Trace: { name: X-Trace, in: header, allowReserved: true, schema: { type: string } }`,
    keeps: `
      components:
        parameters:
          Trace: { name: X-Trace, in: header, schema: { type: string } }`,
  },
  visitor: () => ({
    Parameter(parameter: SerializationFields, context) {
      const { in: where, style } = parameter;
      if (where === "header" || (where === "cookie" && style === "cookie")) check(parameter, where, context);
    },
    Header: (header: SerializationFields, context) => check(header, "header", context),
  }),
};

function check({ allowReserved }: SerializationFields, where: string, { report, location }: UserContext): void {
  // `false` is the default
  if (allowReserved !== true) return;
  const message = `\`allowReserved\` has no effect on a ${where}.`;
  report({ message, location: location.child(["allowReserved"]).key() });
}
