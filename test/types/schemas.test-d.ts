/** Values that the types of schemas allow, and values that they do not. */
import type { Client, ClientBulkAction, ClientInput, ClientList, ClientRequest } from "../../generated/types.js";

// Properties that are readOnly are not part of requests.
const answered: Pick<Client, "id" | "created_at"> = { id: "a", created_at: 1 };
// @ts-expect-error `id` is readOnly
const sent: Partial<ClientInput> = { id: "a" };
const request: ClientRequest = { contacts: [{ first_name: "A" }], name: undefined as never };
// @ts-expect-error an optional property can be absent, but not undefined
const left: Partial<ClientRequest> = { name: undefined };
const list: ClientList["data"] = [];

// The union narrows by `action`.
function columnOf(action: ClientBulkAction): string | undefined {
  if (action.action === "bulk_update") return action.column;
  // @ts-expect-error only a bulk update has a column
  return action.column;
}

export { answered, columnOf, left, list, request, sent };
