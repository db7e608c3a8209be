/** A report with all optional parts, and hostile strings in every place. */
import type { Finding, OperationReport, TestReport } from "../../../../generator/5-oracle/report/test-report.ts";

export const HOSTILE = `</pre><script>alert("x")</script><img src=x onerror='alert(1)'>]]>&amp;\u202e\u0007`;

const location = { file: "openapi.yaml", line: 4, column: 3, endLine: 4, endColumn: 9, pointer: "#/paths" };

export const FINDING: Finding = {
  kind: "invalid-body",
  message: `The body at /id must be string. ${HOSTILE}`,
  about: `an example ${HOSTILE}`,
  place: { in: "body", pointer: "/id" },
  promised: { location: { ...location, file: HOSTILE }, frame: `> 4 | type: string ${HOSTILE}` },
  request: {
    method: "POST",
    url: `http://127.0.0.1/pets?${HOSTILE}`,
    headers: [["x-text", HOSTILE]],
    body: { text: HOSTILE, truncated: true },
  },
  response: { status: 200, headers: [["content-type", HOSTILE]], body: { text: '{"id":7}', truncated: false } },
  reproduction: `curl '${HOSTILE}'`,
};

const operation = (id: string, more: Partial<OperationReport>): OperationReport => ({
  id,
  method: "GET",
  path: `/${id}`,
  tags: ["pets"],
  summary: undefined,
  location,
  cases: { valid: 10, invalid: 5, untried: 0 },
  coverage: [
    { status: "200", mediaType: "application/json", cases: 10 },
    { status: "default", mediaType: undefined, cases: 0 },
  ],
  findings: [],
  notes: [],
  ...more,
});

export const REPORT: TestReport = {
  ok: false,
  description: { title: `Pets ${HOSTILE}`, version: HOSTILE, file: HOSTILE },
  subject: { kind: "server", url: `http://127.0.0.1/${HOSTILE}` },
  seed: 7,
  operations: [
    operation("good", {}),
    operation(HOSTILE, { findings: [FINDING], method: HOSTILE, path: HOSTILE, notes: [HOSTILE] }),
    operation("untested", { cases: { valid: 0, invalid: 0, untried: 0 }, notes: ["No credential was given."] }),
  ],
  notes: [HOSTILE],
  duration: 1_234,
};
