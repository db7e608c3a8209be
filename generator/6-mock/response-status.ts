/** The statuses that an operation promises: `200`, `2XX`, `default`. */
import type { OperationSpec } from "../../templates/runtime/operation.ts";

/** A status that can be sent, and the key under which the description promises it. */
export interface Status {
  readonly key: string;
  readonly status: number;
}

type Responses = OperationSpec["responses"];

/** Undefined where the description does not promise that status. */
export function promised(responses: Responses, status: number): Status | undefined {
  const keys = [`${status}`, `${Math.trunc(status / 100)}XX`, "default"];
  const key = keys.find((name) => Object.hasOwn(responses, name));
  return key === undefined ? undefined : { key, status };
}

/** One status of each key, in the order of the description; `default` is an error where something else is a success. */
export function promises(responses: Responses): readonly Status[] {
  const keys = Object.keys(responses);
  const hasSuccess = keys.some((key) => key.startsWith("2"));
  return keys.map((key) => {
    if (key === "default") return { key, status: hasSuccess ? 500 : 200 };
    return { key, status: Number(key.replace(/XX$/i, "00")) };
  });
}

/** The first success, or else whatever comes first and is not informational. Where nothing is promised, 200. */
export function defaultStatus(responses: Responses): Status {
  const all = promises(responses).filter(({ status }) => status >= 200);
  const successes = all.filter(({ status }) => status < 300).toSorted((one, other) => one.status - other.status);
  return successes[0] ?? all[0] ?? { key: "200", status: 200 };
}
