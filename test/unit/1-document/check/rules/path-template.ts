import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "paths with the segments `.` and `..`",
      `paths: { /a/../b: { get: { ${OK} } }, /a/%2E: { get: { ${OK} } } }`,
      [
        "error path-template 3:10 The path `/a/../b` has a segment `.` or `..`, which clients resolve.",
        "error path-template 3:72 The path `/a/%2E` has a segment `.` or `..`, which clients resolve.",
      ],
    ],
    [
      "a path with an expression in its query",
      `paths:\n  "/a?b={c}": { get: { parameters: [{ name: c, in: path, required: true, schema: {} }], ${OK} } }\n`,
      ["error path-template 4:3 The query of the path `/a?b={c}` contains a template expression."],
    ],
    [
      "a path with a line break",
      `paths:\n  "/a\\r\\nb": { get: { ${OK} } }\n`,
      ['error path-template 4:3 The path "/a\\r\\nb" contains a space or a control character.'],
    ],
    [
      "a path with an unmatched brace",
      `paths:\n  /a{b: { get: { ${OK} } }\n`,
      ["error path-template 4:3 The path `/a{b` has an unmatched brace."],
    ],
    [
      "a path with an empty expression",
      `paths:\n  /a{}: { get: { ${OK} } }\n`,
      ["error path-template 4:3 The path `/a{}` has a template expression without a name."],
    ],
  ],
  leavesOut: [["an invalid path", `paths: { "/a{b": { get: { ${OK} } } }`, "paths", {}]],
};
