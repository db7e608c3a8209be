import { expect, test } from "vitest";
import type { Finding, OperationReport, TestReport } from "../../../../generator/5-oracle/report/test-report.ts";
import { FINDINGS } from "../../../../generator/5-oracle/response/problem.ts";
import { prettyReport } from "../../../../generator/6-test/report/report-pretty.ts";

const FINDING: Finding = {
  kind: "invalid-body",
  message: "The body at /name must be string.",
  about: "a valid request",
  place: { in: "body", pointer: "/name" },
  promised: {
    location: { file: "openapi.yaml", line: 7, column: 3, endLine: 7, endColumn: 9, pointer: "#/x" },
    frame: "  6 | a\n> 7 |   b\n    |   ^\n",
  },
  request: {
    method: "GET",
    url: "http://127.0.0.1/pets",
    headers: [["X-Key", "$SPECWRIGHT_AUTH_KEY"]],
    body: undefined,
  },
  response: {
    status: 200,
    headers: [["content-type", "application/json"]],
    body: { text: '{"name":\u001b[31m1}', truncated: false },
  },
  reproduction: "curl -sS http://127.0.0.1/pets",
};

const OPERATION: OperationReport = {
  id: "listPets",
  method: "GET",
  path: "/pets",
  tags: [],
  summary: undefined,
  location: undefined,
  cases: { valid: 3, invalid: 1, untried: 0 },
  coverage: [
    { status: "200", mediaType: "application/json", cases: 3 },
    { status: "404", mediaType: undefined, cases: 0 },
  ],
  findings: [FINDING],
  notes: ["Something was left out."],
};

const REPORT: TestReport = {
  ok: false,
  description: { title: "Pets", version: "1", file: "openapi.yaml" },
  subject: { kind: "server", url: "http://127.0.0.1" },
  seed: 9,
  operations: [
    OPERATION,
    {
      ...OPERATION,
      id: "addPet",
      method: "POST",
      cases: { valid: 0, invalid: 0, untried: 0 },
      coverage: [],
      findings: [],
      notes: ["Not called."],
    },
  ],
  notes: ["The time limit ended the run."],
  duration: 1_234,
};

test("prints a line per operation, and each finding with request, response, description and reproduction", () => {
  expect(prettyReport(REPORT, { color: false })).toBe(
    [
      "Pets 1: http://127.0.0.1, tested with the description",
      "",
      "✗ GET    /pets  4 cases, 1 of 2 responses seen, 1 finding",
      "– POST   /pets  Not called.",
      "",
      `1. ${FINDINGS["invalid-body"]} (invalid-body)`,
      "   The body at /name must be string.",
      "   listPets, a valid request",
      "",
      "   → GET http://127.0.0.1/pets",
      "",
      "   ← 200 application/json",
      '     {"name": [31m1}',
      "",
      "   openapi.yaml:7:3",
      "     6 | a",
      "   > 7 |   b",
      "       |   ^",
      "",
      "   Reproduce: curl -sS http://127.0.0.1/pets",
      "",
      "note: The time limit ended the run.",
      "note: listPets: Something was left out.",
      "1 of 2 operations tested, 3 valid and 1 invalid cases, 1 finding (1.2 s, seed 9)",
      "",
    ].join("\n"),
  );
});

test("prints colours only on demand", () => {
  expect(prettyReport(REPORT, { color: true })).toContain("\u001b[31m✗\u001b[0m");
  expect(prettyReport(REPORT, { color: false })).not.toContain("\u001b");
});
