/** The lists contain every name that the templates import, declare and export in addition to assigned names. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RESERVED_FOR_TYPES, RESERVED_FOR_VALUES } from "../../../generator/2-model/reserved-names.ts";

function template(name: string): string {
  return readFileSync(new URL(`../../../templates/${name}.hbs`, import.meta.url), "utf8");
}

/** Returns the names in `import { … }` or `export { … }` statements. */
function named(statement: "import" | "export", text: string): readonly string[] {
  const lists = [...text.matchAll(new RegExp(`^${statement}\\b[^;{]*\\{([^{};]*)\\}`, "gm"))].map(
    ([, list = ""]) => list,
  );
  const names = lists.flatMap((list) => list.split(",")).map((name) => name.trim().replace(/^type /, ""));
  return names.filter((name) => /^\w+$/.test(name));
}

function declared(text: string): readonly string[] {
  return [...text.matchAll(/^(?:export )?(?:const|interface|type|function) (\w+)/gm)].map(([, name = ""]) => name);
}

describe("operations cannot have names", () => {
  it.each(["client.ts", "links.ts", "server/index.ts", "server/webhooks.ts", "operations/[group].ts", "security.ts"])(
    "in the scope of %s",
    (name) => {
      const scope = [...named("import", template(name)), ...declared(template(name))];
      expect(scope.filter((taken) => !RESERVED_FOR_VALUES.has(taken))).toEqual([]);
    },
  );
});

describe("operations and schemas cannot have names", () => {
  const exports = [
    ...named("export", template("index.ts")),
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
