import { afterEach, expect, test, vi } from "vitest";
import { readSettings } from "../../generator/commands/settings.ts";
import { UsageError } from "../../generator/usage-error.ts";

afterEach(() => vi.unstubAllEnvs());

const headersFor = async (header: readonly string[] = []): Promise<unknown> =>
  (await readSettings("http://localhost/openapi.yaml", { header: [...header] })).source.headers;

test("reads request headers from flags", async () => {
  expect(await headersFor(["Authorization: Bearer a:b", "X-One:1"])).toEqual({
    authorization: "Bearer a:b",
    "x-one": "1",
  });
});

test("reads request headers from the environment, one per line", async () => {
  vi.stubEnv("SPECWRIGHT_HEADER", "Authorization: Bearer x\nX-One: 1\n");
  expect(await headersFor()).toEqual({ authorization: "Bearer x", "x-one": "1" });
});

test("prefers flags to the environment", async () => {
  vi.stubEnv("SPECWRIGHT_HEADER", "authorization: Bearer x");
  expect(await headersFor(["Authorization: Bearer y"])).toEqual({ authorization: "Bearer y" });
});

test("rejects headers that HTTP does not allow, without repeating their value", async () => {
  for (const header of ["secret", "a b: secret", "A: secret\r\nB: 1", ": secret"]) {
    const error = await headersFor([header]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).not.toContain("secret");
  }
});
