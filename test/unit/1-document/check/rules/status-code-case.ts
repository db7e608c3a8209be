import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {};
