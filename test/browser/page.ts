/** The script in the browser: calls the generated client and sends the results to the test. */
import { ApiError, createApi, unwrap } from "../../generated/index.ts";

const api = createApi({ baseUrl: location.origin, auth: { ApiKeyAuth: async () => "a token" } });

async function attempt(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    return error instanceof ApiError ? `ApiError ${error.status}` : String(error);
  }
}

const outcomes = {
  list: await attempt(async () => {
    const result = await api.getClients({
      query: { name: "Bob & Söhne", include: ["contacts", "documents"], page: 2 },
    });
    return { status: result.status, calls: result.status === 200 && result.headers["X-RateLimit-Remaining"] };
  }),
  missing: await attempt(() => unwrap(api.showClient({ path: { id: "a/b c" } }))),
  upload: await attempt(async () => {
    const files = [new File(["one"], "first.pdf"), new File([new Uint8Array([0, 255])], "second.pdf")];
    const body = { _method: "POST" as const, "documents[]": files };
    return unwrap(api.uploadClient({ path: { id: "1" }, body }));
  }),
  statement: await attempt(async () => {
    const body = { client_id: "1", start_date: "2026-01-01", end_date: "2026-02-01" };
    const pdf = await unwrap(api.clientStatement({ body }));
    return { type: pdf.type, text: await pdf.text() };
  }),
  refused: await attempt(() => api.showClient({ path: { id: ".." } })),
  aborted: await attempt(() => api.getClients({}, { signal: AbortSignal.abort() })),
};

await fetch("/outcomes", { method: "POST", body: JSON.stringify(outcomes) });
