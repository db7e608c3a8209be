import { withParameters } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "`allowReserved` of a header, but not of a cookie with the style `form` or of a query",
      withParameters(
        "{ name: a, in: header, allowReserved: true, schema: {} }, { name: b, in: cookie, allowReserved: true, schema: {} }, { name: c, in: query, allowReserved: true, schema: {} }",
      ),
      ["warning reserved-characters 6:43 `allowReserved` has no effect on a header."],
    ],
    [
      "`allowReserved` of a response header",
      "components: { headers: { H: { allowReserved: true, schema: {} } } }\n",
      ["warning reserved-characters 3:31 `allowReserved` has no effect on a header."],
    ],
  ],
};
