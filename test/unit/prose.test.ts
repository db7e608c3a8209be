/** Comments, messages and guides are plain technical English: the part of that which a program can check. */
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { problemsOfFile } from "../support/prose.ts";

const root = new URL("../../", import.meta.url);

/** A prefix of paths: `PROSE=generator/5-oracle npx vitest run … test/unit/prose.test.ts`. */
const only = process.env["PROSE"] ?? "";

const files = ["generator", "templates"].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => /\.(ts|hbs)$/.test(path) && path.startsWith(only)),
);

/** Places that break a rule with reason: `path: start of the passage`. */
const ALLOWED: Readonly<Record<string, string>> = {};

test("comments and messages are in plain words", { timeout: 120_000 }, () => {
  expect(files.length).toBeGreaterThan(0);
  const problems = files.flatMap((path) =>
    problemsOfFile(root, path)
      .filter(({ text }) => !Object.keys(ALLOWED).some((allowed) => `${path}: ${text}`.startsWith(allowed)))
      .map(({ line, rule, text }) => `${path}:${line} ${rule}: ${text.slice(0, 100)}`),
  );
  expect(problems).toEqual([]);
});
