/** Which status codes a documented response stands for, as a type: its own, or those of its range that have none. */
import type { Response } from "../../2-model/api.ts";
import { code, type Code, join, literal } from "../code.ts";

/** A set of status codes that are all successes, or all failures. */
export interface StatusSet {
  readonly isSuccess: boolean;
  readonly type: Code;
}

export interface Statuses {
  /** The codes that the response of this status key stands for; none where it can be no final answer (`1XX`). */
  of(status: string): readonly StatusSet[];
  /** Every documented code. */
  readonly all: Code;
}

const RANGES = { "2XX": code`Status2XX`, "3XX": code`Status3XX`, "4XX": code`Status4XX`, "5XX": code`Status5XX` };

export function documentedStatuses(responses: readonly Response[]): Statuses {
  const keys = responses.map(({ status }) => status);
  const exact = keys.filter((status) => /^[2-5]\d\d$/.test(status));
  const ranges = keys.filter(isRange);
  const documented = [...exact.map(codeOf), ...ranges.map((range) => RANGES[range])];
  const promisesSuccess = keys.some((status) => status.startsWith("2"));

  function ofDefault(): readonly StatusSet[] {
    if (promisesSuccess) return [{ isSuccess: false, type: except(code`Status`, documented) }];
    return [
      { isSuccess: true, type: RANGES["2XX"] },
      { isSuccess: false, type: except(code`Status`, [RANGES["2XX"], ...documented]) },
    ];
  }

  function of(status: string): readonly StatusSet[] {
    if (status === "default") return ofDefault();
    const isSuccess = status.startsWith("2");
    if (!isRange(status)) return exact.includes(status) ? [{ isSuccess, type: codeOf(status) }] : [];
    const inside = exact.filter((each) => each[0] === status[0]).map(codeOf);
    return [{ isSuccess, type: except(RANGES[status], inside) }];
  }

  const everything = keys.includes("default") ? [code`Status`] : documented;
  return { of, all: everything.length === 0 ? code`never` : join(everything, code` | `) };
}

function except(set: Code, codes: readonly Code[]): Code {
  return codes.length === 0 ? set : code`Exclude<${set}, ${join(codes, code` | `)}>`;
}

function codeOf(status: string): Code {
  return literal(Number(status));
}

function isRange(status: string): status is keyof typeof RANGES {
  return Object.hasOwn(RANGES, status);
}
