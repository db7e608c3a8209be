/** Types of the status codes of each documented response: one code, or those of its range without a response. */
import type { Response } from "../../2-model/api.ts";
import type { TypeScope } from "./type-scope.ts";
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

const RANGE_TYPES = { "2XX": "Status2XX", "3XX": "Status3XX", "4XX": "Status4XX", "5XX": "Status5XX" };

export function documentedStatuses(responses: readonly Response[], scope: TypeScope): DocumentedStatuses {
  const rangeType = (range: keyof typeof RANGE_TYPES) => scope.runtime(RANGE_TYPES[range]);
  const keys = responses.map(({ status }) => status);
  const exact = keys.filter((status) => /^[2-5]\d\d$/.test(status));
  const ranges = keys.filter(isRange);
  const documented = [...exact.map(statusLiteral), ...ranges.map(rangeType)];
  const promisesSuccess = keys.some((status) => status.startsWith("2"));

  function statusSetsOfDefault(): readonly StatusSet[] {
    const all = scope.runtime("Status");
    if (promisesSuccess) return [{ isSuccess: false, type: excludeStatuses(all, documented) }];
    return [
      { isSuccess: true, type: rangeType("2XX") },
      { isSuccess: false, type: excludeStatuses(all, [rangeType("2XX"), ...documented]) },
    ];
  }

  function statusSets(status: string): readonly StatusSet[] {
    if (status === "default") return statusSetsOfDefault();
    const isSuccess = status.startsWith("2");
    if (!isRange(status)) return exact.includes(status) ? [{ isSuccess, type: statusLiteral(status) }] : [];
    const inside = exact.filter((each) => each[0] === status[0]).map(statusLiteral);
    return [{ isSuccess, type: excludeStatuses(rangeType(status), inside) }];
  }

  function excludeStatuses(set: Code, codes: readonly Code[]): Code {
    return codes.length === 0 ? set : code`${scope.global("Exclude")}<${set}, ${join(codes, code` | `)}>`;
  }

  const everything = keys.includes("default") ? [scope.runtime("Status")] : documented;
  return { statusSets, all: everything.length === 0 ? code`never` : join(everything, code` | `) };
}

function statusLiteral(status: string): Code {
  return literal(Number(status));
}

function isRange(status: string): status is keyof typeof RANGE_TYPES {
  return Object.hasOwn(RANGE_TYPES, status);
}
