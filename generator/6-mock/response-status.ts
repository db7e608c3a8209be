/** Statuses of the described responses: `200`, `2XX`, `default`. OpenAPI 3.2 §4.16 */
import type { OperationSpec } from "../../templates/runtime/operation.ts";

/** A status code, and the key of its described response. */
export interface DescribedStatus {
  readonly key: string;
  readonly status: number;
}

type Responses = OperationSpec["responses"];

/** Returns the described status for a code, or undefined if the description has none. */
export function describedStatus(responses: Responses, status: number): DescribedStatus | undefined {
  const keys = [`${status}`, `${Math.trunc(status / 100)}XX`, "default"];
  const key = keys.find((name) => Object.hasOwn(responses, name));
  return key === undefined ? undefined : { key, status };
}

/** Returns one status for each key, in document order. `default` is 500 if another key is a success, otherwise 200. */
export function describedStatuses(responses: Responses): readonly DescribedStatus[] {
  const keys = Object.keys(responses);
  const hasSuccess = keys.some((key) => key.startsWith("2"));
  return keys.map((key) => {
    if (key === "default") return { key, status: hasSuccess ? 500 : 200 };
    return { key, status: Number(key.replace(/XX$/i, "00")) };
  });
}

/** Returns the lowest success status. If there is none: the first status that is not informational, otherwise 200. */
export function defaultStatus(responses: Responses): DescribedStatus {
  const all = describedStatuses(responses).filter(({ status }) => status >= 200);
  const successes = all.filter(({ status }) => status < 300).toSorted((one, other) => one.status - other.status);
  return successes[0] ?? all[0] ?? { key: "200", status: 200 };
}
