/** What the types of the schemas admit, and what not. */
import type { Client, ClientBulkAction, ClientInput, ClientList, ClientRequest } from "../../generated/types.js";

// What only answers carry is not in requests.
const answered: Pick<Client, "id" | "created_at"> = { id: "a", created_at: 1 };
// @ts-expect-error `id` is readOnly
const sent: Partial<ClientInput> = { id: "a" };
const request: ClientRequest = { contacts: [{ first_name: "A" }], name: undefined as never };
// @ts-expect-error an optional property is left out, not undefined
const left: Partial<ClientRequest> = { name: undefined };
const list: ClientList["data"] = [];

// A union by `action` narrows.
function columnOf(action: ClientBulkAction): string | undefined {
  if (action.action === "bulk_update") return action.column;
  // @ts-expect-error only a bulk update has a column
  return action.column;
}

export { answered, columnOf, left, list, request, sent };
