import type { Rule, UserContext } from "../../rule.ts";

interface Written {
  readonly in?: unknown;
  readonly style?: unknown;
  readonly allowReserved?: unknown;
}

/** OpenAPI 3.2 §4.12.2.2: headers, and cookies of the style `cookie`, are never percent-encoded. */
export const reservedCharacters: Rule = {
  name: "reserved-characters",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Remove `allowReserved`; it is ignored.",
  explanation: {
    asks: "`allowReserved` stands only where values are percent-encoded, and so neither at a header nor at a cookie of the style `cookie`.",
    why: "Their values travel as they are, so that it changes nothing, and whoever wrote it expects something else.",
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
    Parameter(parameter: Written, context) {
      const { in: where, style } = parameter;
      if (where === "header" || (where === "cookie" && style === "cookie")) check(parameter, where, context);
    },
    Header: (header: Written, context) => check(header, "header", context),
  }),
};

function check({ allowReserved }: Written, where: string, { report, location }: UserContext): void {
  // `false` says what is so anyway
  if (allowReserved !== true) return;
  const message = `\`allowReserved\` changes nothing of a ${where}.`;
  report({ message, location: location.child(["allowReserved"]).key() });
}
