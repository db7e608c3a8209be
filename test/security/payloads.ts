/** Payloads: strings that try to become code. All contain `MARK`, which does not occur in specwright itself. */
import fc from "fast-check";

/** The mark. Generated names cannot contain it, because the generator splits words at the underscore. */
export const MARK = "pwned_mark";

/** The call in every payload. A test defines the function and records calls. */
const CALL = `globalThis.${MARK}("ran")`;

/** Ends of strings, comments, templates, patterns, lines and tags, each followed by code. */
const BREAKOUTS: readonly string[] = [
  `";${CALL};"`,
  `';${CALL};'`,
  `\`;${CALL};\``,
  `\\";${CALL};//`,
  `\\\\';${CALL};//`,
  `"+${CALL}+"`,
  `"]: ${CALL}, ["`,
  `"}; ${CALL}; export const a = {"`,
  `\${${CALL}}`,
  `\`\${${CALL}}\``,
  `*/ ${CALL}; /*`,
  `**// ${CALL}; /**`,
  `*\\/ ${CALL}; /*`,
  `*\u2028/ ${CALL}; /*`,
  `*\u0000/ ${CALL}; /*`,
  `*\u202e/ ${CALL}; /*`,
  `\n${CALL};\n//`,
  `\r${CALL};\r//`,
  `\r\n * @type {${CALL}}`,
  `\u2028${CALL};\u2029//`,
  `\u0085${CALL};//`,
  `// ${CALL}`,
  `/${CALL}/g`,
  `[/]/;${CALL};/`,
  `</script><script>${CALL}</script>`,
  `<!-- ${CALL} -->`,
  `\n--> ${CALL}`,
  `]]>${CALL}`,
  `\u202e${CALL}\u2066`,
  `\ufeff${CALL}`,
  `\\u0022;${CALL};//`,
  `\\u002a/${CALL};/\\u002a`,
  `\\`,
  `<T extends ${MARK}>`,
  `(${MARK}: any) => void`,
  `; declare global { var ${MARK}: any }`,
  `#!/usr/bin/env ${MARK}`,
];

/** Comments that compilers, test runners, bundlers and other tools obey. */
const DIRECTIVES: readonly string[] = [
  `@ts-nocheck ${MARK}`,
  `@ts-ignore ${MARK}`,
  `@ts-expect-error ${MARK}`,
  `\n@ts-ignore ${MARK}`,
  `*/ // @ts-nocheck ${MARK}`,
  `/// <reference path="${MARK}.ts" />`,
  `/// <amd-module name="${MARK}" />`,
  `<reference types="${MARK}"/>`,
  `//# sourceMappingURL=${MARK}.map`,
  `\n//@ sourceURL=${MARK}`,
  `/*# sourceMappingURL=data:application/json,${MARK} */`,
  `@jsx ${MARK}`,
  `@jsxImportSource ${MARK}`,
  `@jsxRuntime ${MARK}`,
  `@vitest-environment ${MARK}`,
  `@jest-environment ${MARK}`,
  `\n@jest-environment ${MARK}`,
  `@license ${MARK}`,
  `@preserve ${MARK}`,
  `@cc_on ${MARK}`,
  `@__PURE__ ${MARK}`,
  `#__NO_SIDE_EFFECTS__ ${MARK}`,
  `\n@internal ${MARK}`,
  `\n@deprecated ${MARK}`,
  `\n@type {import("${MARK}")}`,
  `\n@import * as ${MARK} from "node:fs"`,
  `{@link import("${MARK}")}`,
  `eslint-disable ${MARK}`,
  `@flow ${MARK}`,
];

/** Syntax of template engines, `String.replace` and shells. */
const TEMPLATES: readonly string[] = [
  `{{${MARK}}}`,
  `{{{${MARK}}}}`,
  `{{#each ${MARK}}}{{this}}{{/each}}`,
  `{{> ${MARK}}}`,
  `{{lookup . "${MARK}"}}`,
  `{{constructor.constructor "return ${MARK}"}}`,
  `$& ${MARK}`,
  `$\` ${MARK}`,
  `$' ${MARK}`,
  `$1 $<${MARK}>`,
  `%s %o ${MARK}`,
  `$(${MARK})`,
  `../../${MARK}`,
  `..\\..\\${MARK}`,
  `/etc/${MARK}`,
  `file:///${MARK}`,
  `javascript:${CALL}`,
  `data:text/javascript,${CALL}`,
];

const FRAGMENTS = [...BREAKOUTS, ...DIRECTIVES, ...TEMPLATES];

/** Names that have a meaning in objects, modules or files. */
const AWKWARD_NAMES: readonly string[] = (
  "__proto__ constructor prototype toString valueOf hasOwnProperty then default delete import export await arguments eval " +
  "undefined null true this Error Promise FormData Response Record Api Operation validator validate data schema errors " +
  "if each lookup log with unless banner docs source lines name con aux nul index client types $ref $schema x-a a.b a-b 0 1e3 -0"
).split(" ");

const fragment = fc.constantFrom(...FRAGMENTS);
const unit = fc.string({ unit: "binary", maxLength: 4 }); // controls and what is beyond the first plane included

/** A payload for any string: one or several fragments, with random text around them. Never an identifier. */
export const payload: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fragment, weight: 6 },
  { arbitrary: fc.tuple(fragment, fragment).map((parts) => parts.join("")), weight: 2 },
  { arbitrary: fc.tuple(unit, fragment, unit).map((parts) => parts.join("")), weight: 2 },
);

/** A payload, or a name that has a meaning already. */
export const name: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: payload, weight: 4 },
  { arbitrary: fc.constantFrom(...AWKWARD_NAMES), weight: 1 },
);

/** Returns payloads reduced to the characters that `allowed` matches, for strings whose syntax is validated. */
function only(allowed: RegExp): fc.Arbitrary<string> {
  return payload.map((text) => `${text.replaceAll(allowed, "")}-`); // the dash: no identifier
}

/** Payloads for names of headers, cookies and methods (RFC 9110 §5.6.2). */
export const token: fc.Arbitrary<string> = only(/[^!#$%&'*+.^_`|~0-9A-Za-z-]/g);

/** Payloads for path segments: without braces, spaces, question marks and slashes. */
export const segment: fc.Arbitrary<string> = only(/[{}?/\s\p{Cc}]/gu);

/** Payloads for URL templates. */
export const unbraced: fc.Arbitrary<string> = only(/[{}]/g);

/** A regular expression that matches the payload, or a random one. */
export const pattern: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: payload.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)), weight: 9 },
  { arbitrary: payload, weight: 1 },
);

export const mediaType: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom("application/json", "text/plain", "multipart/form-data", "*/*", "image/*"), weight: 5 },
  {
    arbitrary: fc.constantFrom("application/x-www-form-urlencoded", "text/event-stream", "application/jsonl"),
    weight: 2,
  },
  { arbitrary: fc.tuple(token, token).map((halves) => halves.join("/")), weight: 1 },
  { arbitrary: token.map((type) => `${type}/*`), weight: 1 },
  { arbitrary: token.map((subtype) => `application/${subtype}+json`), weight: 1 },
  { arbitrary: payload.map((text) => `application/json; a="${text.replaceAll(/["\r\n]/g, "")}"`), weight: 1 },
);
