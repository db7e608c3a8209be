/** The rules with names from a to n, each by its examples and its table. Two files of tests run in parallel. */
import { describeRules } from "./rule-tables.ts";

await describeRules(/^[a-n]/);
