import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

const bodyOf = (content: string): string =>
  `paths: { /a: { post: { requestBody: { content: { ${content} } }, ${OK} } } }`;

export const table: RuleTable = {
  reports: [
    [
      "JSON lines whose schema is an object",
      bodyOf("application/jsonl: { schema: { type: object } }"),
      ["info item-schema 3:71 The schema of a sequence is no array, so it describes one item of application/jsonl."],
    ],
  ],
  accepts: [
    ["an array", bodyOf("application/jsonl: { schema: { type: array, items: { type: object } } }")],
    ["an array that can be anything", bodyOf("application/x-ndjson: { schema: {} }")],
  ],
};
