/** The lists contain every name that generated files import, declare and export in addition to assigned names. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RESERVED_FOR_TYPES, RESERVED_FOR_VALUES } from "../../../generator/2-model/reserved-names.ts";

const golden = new URL("../../golden/", import.meta.url);
const outputs = readdirSync(golden, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => new URL(`${name}/expected/`, golden));

function template(name: string): string {
  return readFileSync(new URL(`../../../templates/${name}.hbs`, import.meta.url), "utf8");
}

/** Returns the content of the files of golden outputs whose path is `path`, or begins with it. */
function printed(path: string): readonly string[] {
  return outputs.flatMap((output) =>
    readdirSync(output, { recursive: true, encoding: "utf8" })
      .filter((file) => file.replaceAll("\\", "/").startsWith(path))
      .map((file) => readFileSync(new URL(file, output), "utf8")),
  );
}

/** Returns the names in `import { … } from` or `export { … } from` statements that are not names of the description. */
function named(statement: "import" | "export", text: string): readonly string[] {
  const statements = [...text.matchAll(new RegExp(`^${statement}\\b[^;{]*\\{([^{};]*)\\} from "([^"]*)"`, "gm"))];
  const names = statements
    .filter(([, , from = ""]) => !/\/(?:operations\/.*|types|security)\.js$/.test(from) || from === "./security.js")
    .flatMap(([, list = ""]) => list.split(","))
    .map((name) => name.trim().replace(/^type /, ""));
  return [...new Set(names)].filter((name) => /^\w+$/.test(name));
}

function declared(text: string): readonly string[] {
  return [...text.matchAll(/^(?:export )?(?:const|interface|type|function) (\w+)/gm)].map(([, name = ""]) => name);
}

describe("imports of constants of operations avoid names", () => {
  it.each([
    ["client.ts", "client.ts"],
    ["links.ts", "links.ts"],
    ["server/index.ts", "server/index.ts"],
    ["server/webhooks.ts", "server/webhooks.ts"],
    ["operations/[group].ts", "operations/"],
    ["security.ts", "security.ts"],
  ])("in the scope of %s", (name, path) => {
    const imported = printed(path).flatMap((text) => named("import", text));
    expect(imported).not.toEqual([]);
    const scope = [...imported, ...declared(template(name))];
    expect(scope.filter((taken) => !RESERVED_FOR_VALUES.has(taken))).toEqual([]);
  });
});

describe("derived types avoid names", () => {
  const exports = [
    ...printed("index.ts").flatMap((text) => named("export", text)),
    ...declared(template("client.ts")),
    ...declared(template("security.ts")),
  ];
  it("that the index exports", () => {
    expect(exports).toContain("unwrap");
    expect(exports).toContain("createApi");
    expect(exports.filter((taken) => !RESERVED_FOR_VALUES.has(taken))).toEqual([]);
    expect(exports.filter((taken) => !RESERVED_FOR_TYPES.has(taken))).toEqual([]);
  });
});
