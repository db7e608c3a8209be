/** Comments, messages and guides are plain technical English: the part of that which a program can check. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { snippetsOf } from "../support/snippets.ts";
import { passagesOf, problemsOf, problemsOfFile } from "../support/prose.ts";

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

const GUIDES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "generator/README.md"].concat(
  readdirSync(new URL("generator/guide/", root)).map((file) => `generator/guide/${file}`),
);

test.each(GUIDES)("%s uses the words of the specifications", (path) => {
  const lines = readFileSync(new URL(path, root), "utf8").split("\n");
  const problems = lines.flatMap((text, index) =>
    problemsOf({ kind: "string", line: index + 1, text }).filter(({ rule }) => rule.startsWith("says ")),
  );
  expect(problems).toEqual([]);
});

test.each(GUIDES.filter((path) => path === "README.md" || path.startsWith("generator/guide/")))(
  "%s has its code in fences, where a test runs it",
  (path) => {
    expect(() => snippetsOf(readFileSync(new URL(path, root), "utf8"))).not.toThrow();
  },
);

test("files that comments name exist", () => {
  const all = ["generator", "templates", "test", "generated"].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" }).map((path) => path.split(/[\\/]/).at(-1)),
  );
  const known = new Set(all.map((name) => name?.replace(/\.hbs$/, "")));
  const missing = files.flatMap((path) =>
    passagesOf(path, readFileSync(new URL(path, root), "utf8"))
      .filter(({ kind }) => kind === "comment")
      .flatMap(({ line, text }) =>
        [...text.matchAll(/`(?:[\w./-]*\/)?([\w-]+\.ts)`/g)].map(([, name = ""]) => ({ line, name })),
      )
      .filter(({ name }) => !known.has(name))
      .map(({ line, name }) => `${path}:${line} names ${name}`),
  );
  expect(missing).toEqual([]);
});
