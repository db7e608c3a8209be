/**
 * Small descriptions of difficult cases. Each is generated, type-checks on the oldest and the newest compiler, and has
 * the expected types, validators and requests.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomeOf, prepare, wantedOf } from "../support/hazard.ts";
import { type Compiler, typecheck } from "../support/typecheck.ts";
import { makeWorkspace, typescriptIn } from "../support/workspace.ts";
import { FIDELITY } from "./hazards/fidelity.ts";
import { NAMES } from "./hazards/names.ts";
import { SCHEMAS } from "./hazards/schemas.ts";
import { WIRE } from "./hazards/wire.ts";

const HAZARDS = [...NAMES, ...SCHEMAS, ...FIDELITY, ...WIRE];
const COMPILERS: readonly Compiler[] = ["5.9", "7"];

describe("hazards", { timeout: 240_000 }, () => {
  let workspace: string;
  beforeAll(() => {
    workspace = makeWorkspace();
  });
  afterAll(() => rmSync(workspace, { recursive: true }));
  const folderOf = (name: string): string => join(workspace, name.replaceAll(/\W/g, "-"));

  it.each(HAZARDS)("$name: is generated", async (hazard) => {
    expect(await prepare(hazard, folderOf(hazard.name))).toEqual([]);
  });
  it.each(HAZARDS)("$name: has the expected types, validators and requests", async (hazard) => {
    expect(await outcomeOf(hazard, folderOf(hazard.name))).toEqual(wantedOf(hazard));
  });
  it.each(COMPILERS)("all type-check on TypeScript %s", async (compiler) => {
    const files = HAZARDS.flatMap(({ name }) => typescriptIn(folderOf(name)));
    expect(await typecheck(files, { compiler })).toEqual([]);
  });
});
