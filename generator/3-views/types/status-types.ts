/** Types of the status codes of each documented response: one code, or those of its range without a response. */
import type { Response } from "../../2-model/api.ts";
import { code, type Code, join, literal } from "../code.ts";

/** A set of status codes that are all successful (2XX) or all not. */
export interface StatusSet {
  readonly isSuccess: boolean;
  readonly type: Code;
}

export interface DocumentedStatuses {
  /** Returns the codes for a key of `responses`. Returns none for `1XX`, which is no final response. */
  statusSets(status: string): readonly StatusSet[];
  /** Type of all documented codes. */
  readonly all: Code;
}

const RANGE_TYPES = { "2XX": code`Status2XX`, "3XX": code`Status3XX`, "4XX": code`Status4XX`, "5XX": code`Status5XX` };

export function documentedStatuses(responses: readonly Response[]): DocumentedStatuses {
  const keys = responses.map(({ status }) => status);
  const exact = keys.filter((status) => /^[2-5]\d\d$/.test(status));
  const ranges = keys.filter(isRange);
  const documented = [...exact.map(statusLiteral), ...ranges.map((range) => RANGE_TYPES[range])];
  const promisesSuccess = keys.some((status) => status.startsWith("2"));

  function statusSetsOfDefault(): readonly StatusSet[] {
    if (promisesSuccess) return [{ isSuccess: false, type: excludeStatuses(code`Status`, documented) }];
    return [
      { isSuccess: true, type: RANGE_TYPES["2XX"] },
      { isSuccess: false, type: excludeStatuses(code`Status`, [RANGE_TYPES["2XX"], ...documented]) },
    ];
  }

  function statusSets(status: string): readonly StatusSet[] {
    if (status === "default") return statusSetsOfDefault();
    const isSuccess = status.startsWith("2");
    if (!isRange(status)) return exact.includes(status) ? [{ isSuccess, type: statusLiteral(status) }] : [];
    const inside = exact.filter((each) => each[0] === status[0]).map(statusLiteral);
    return [{ isSuccess, type: excludeStatuses(RANGE_TYPES[status], inside) }];
  }

  const everything = keys.includes("default") ? [code`Status`] : documented;
  return { statusSets, all: everything.length === 0 ? code`never` : join(everything, code` | `) };
}

function excludeStatuses(set: Code, codes: readonly Code[]): Code {
  return codes.length === 0 ? set : code`Exclude<${set}, ${join(codes, code` | `)}>`;
}

function statusLiteral(status: string): Code {
  return literal(Number(status));
}

function isRange(status: string): status is keyof typeof RANGE_TYPES {
  return Object.hasOwn(RANGE_TYPES, status);
}
