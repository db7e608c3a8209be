/** Credentials that are fetched, shared and renewed. */
import { expect, test } from "vitest";
import { renewable } from "../../../templates/runtime/client/renewable.ts";

/** A provider of `1`, `2` … that renews when `release` is called, and a clock to turn. */
function counted(lifetime?: number) {
  const state = { now: 0, renewals: 0, fails: false };
  const provider = renewable(
    async () => {
      const credential = `${++state.renewals}`;
      await Promise.resolve();
      if (state.fails) throw new Error("offline");
      return { credential, lifetime };
    },
    { now: () => state.now },
  );
  return { state, provider };
}

test("fetches once for all waiting and all later calls", async () => {
  const { state, provider } = counted();
  expect(await Promise.all([provider({}), provider({}), provider({})])).toEqual(["1", "1", "1"]);
  expect(await provider({})).toBe("1");
  expect(state.renewals).toBe(1);
});

test("renews a rejected credential once for all calls that it failed", async () => {
  const { state, provider } = counted();
  await provider({});
  const renewed = await Promise.all([provider({ refused: "1" }), provider({ refused: "1" }), provider({})]);
  expect(renewed).toEqual(["2", "2", "1"]);
  expect(await provider({ refused: "1" })).toBe("2"); // late, and refused with one that is gone
  expect(state.renewals).toBe(2);
});

test("renews shortly before expiry", async () => {
  const { state, provider } = counted(60_000);
  await provider({});
  state.now = 49_999;
  expect(await provider({})).toBe("1");
  state.now = 50_000;
  expect(await provider({})).toBe("2");
});

test("renews after half of a lifetime that is shorter than the margin", async () => {
  const { state, provider } = counted(8000);
  await provider({});
  state.now = 3999;
  expect(await provider({})).toBe("1");
  state.now = 4000;
  expect(await provider({})).toBe("2");
});

test("tries again after renew threw or rejected", async () => {
  let attempts = 0;
  const provider = renewable(() => {
    if (++attempts === 1) throw new Error("at once");
    return Promise.resolve({ credential: "there" });
  });
  await expect(provider({})).rejects.toThrow("at once");
  expect(await provider({})).toBe("there");
});

test("tries again after renew rejected late", async () => {
  const { state, provider } = counted();
  state.fails = true;
  await expect(Promise.all([provider({}), provider({})])).rejects.toThrow("offline");
  state.fails = false;
  expect(await provider({})).toBe("2");
});
