import { describe, expect, it } from "vitest";
import { Imports, Reexports } from "../../../generator/3-views/import-lines.ts";

const specifierOf = (module: string): string => `./${module}.js`;

describe("imports", () => {
  it("are sorted by module, and names without regard to case", () => {
    const imports = new Imports();
    imports.use("b", "send");
    imports.useType("b", "Send");
    imports.use("b", "create");
    imports.use("a/c", "one");
    expect(imports.lines(specifierOf)).toEqual([
      'import { one } from "./a/c.js";',
      'import { create, type Send, send } from "./b.js";',
    ]);
  });

  it("return the name that is to be printed", () => {
    const imports = new Imports();
    expect(imports.use("a", "one")).toBe("one");
    expect(imports.useType("a", "Two")).toBe("Two");
    expect(imports.useAll("b", "b")).toBe("b");
  });

  it("are of types only if no value of the module is used", () => {
    const imports = new Imports();
    imports.useType("a", "A");
    imports.useType("a", "B");
    expect(imports.lines(specifierOf)).toEqual(['import type { A, B } from "./a.js";']);
  });

  it("import a name once, as a value if it is used as one", () => {
    const imports = new Imports();
    imports.useType("a", "Same");
    imports.use("a", "Same");
    imports.useType("a", "Same");
    expect(imports.lines(specifierOf)).toEqual(['import { Same } from "./a.js";']);
  });

  it("import whole modules beside names", () => {
    const imports = new Imports();
    imports.useAll("a", "a");
    imports.useAllTypes("b", "types");
    imports.use("a", "one");
    expect(imports.lines(specifierOf)).toEqual([
      'import * as a from "./a.js";',
      'import { one } from "./a.js";',
      'import type * as types from "./b.js";',
    ]);
  });

  it("write one name per line if 120 columns are not enough", () => {
    const imports = new Imports();
    const names = ["x".repeat(45), "y".repeat(45)];
    for (const name of names) imports.use("a23", name);
    const [line] = imports.lines(specifierOf);
    expect(line).toBe(`import { ${names.join(", ")} } from "./a23.js";`);
    expect(line).toHaveLength(120);
    const more = new Imports();
    for (const name of [names[0] ?? "", `${names[1]}y`]) more.use("a23", name);
    expect(more.lines(specifierOf)).toEqual([`import {\n  ${names[0]},\n  ${names[1]}y,\n} from "./a23.js";`]);
  });

  it("reject what is not the name of a module", () => {
    for (const module of ["./a", "../a", "/a", "a//b", "a/../b", 'a"', ""]) {
      expect(() => new Imports().use(module, "one")).toThrow("not the name of a module");
    }
  });
});

describe("re-exports", () => {
  it("export names, other names and whole modules", () => {
    const reexports = new Reexports();
    reexports.addAll("b");
    reexports.addAllTypes("c");
    reexports.add("a", "one");
    reexports.addType("a", "Handlers", "WebhookHandlers");
    expect(reexports.lines(specifierOf)).toEqual([
      'export { type Handlers as WebhookHandlers, one } from "./a.js";',
      'export * from "./b.js";',
      'export type * from "./c.js";',
    ]);
  });
});
