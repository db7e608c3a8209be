/** Fingerprints stay the same if a formatter changes a file, and differ for edits. */
import { describe, expect, test } from "vitest";
import { fingerprintOf } from "../../../generator/4-output/fingerprint.ts";

const SOURCE = `/**
 * Reads "pets".
 */
import { read, type Pet } from "./read.js";

export type Kind = "cat" | "dog";
export interface Names { "a-b": string; readonly first?: Kind[] }
export const LARGE = 1e+21;
export const find = async (pets: readonly Pet[]): Promise<string> => {
  if (!/^[a-z "']+$/u.test(pets[0]!.name) && pets.length > (1 + 2)) return "it's \\"odd\\"";
  return \`\${pets.map((pet) => pet.name).join(", ")}!\`; // all of them
};
`;

test.each<[string, readonly (readonly [string, string])[]]>([
  [
    "tabs and narrow lines",
    [
      ["  ", "\t"],
      ["{ read, type Pet }", "{\n\tread,\n\ttype Pet,\n}"],
    ],
  ],
  ["line ends of Windows", [["\n", "\r\n"]]],
  ["indentation of a comment", [["\n * ", "\n\t* "]]],
  ["no semicolons", [[";", ""]]],
  [
    "single quotes",
    [
      ['"./read.js"', "'./read.js'"],
      ['"it\'s \\"odd\\""', "'it\\'s \"odd\"'"],
    ],
  ],
  ["quotes of a property", [["readonly first?", 'readonly "first"?']]],
  ["a union on lines of its own", [['= "cat" | "dog"', "=\n  | 'cat'\n  | 'dog'"]]],
  ["the exponent of a number", [["1e+21", "1e21"]]],
  [
    "parentheses",
    [
      ["(pet) =>", "pet =>"],
      ["(1 + 2)", "1 + 2"],
    ],
  ],
  [
    "trailing commas",
    [
      ["[0]", "[0,]"],
      ["Pet[])", "Pet[],)"],
    ],
  ],
])("does not change with %s", (_name, changes) => {
  const formatted = changes.reduce((text, [from, to]) => text.replaceAll(from, to), SOURCE);
  expect(formatted).not.toBe(SOURCE);
  expect(fingerprintOf(formatted)).toBe(fingerprintOf(SOURCE));
});

test.each([
  ["a word of a comment", "all of them", "none of them"],
  ["a name", "pets[0]", "cats[0]"],
  ["a number", "1 + 2", "1 + 3"],
  ["an operator", "&& pets", "|| pets"],
  ["space in a string", '"cat"', '"c at"'],
  ["space in a template", "}!`", "} !`"],
  ["a regular expression", "[a-z \"']+", "[a-z \"',]+"],
  ["a statement", "return `", "console.log();\n  return `"],
  ["a call", "pets.length", "pets.length()"],
  ["an alternative of a union", '"cat" |', '"cat" | "cow" |'],
])("changes with %s", (_name, from, to) => {
  const edited = SOURCE.replace(from, () => to);
  expect(edited).not.toBe(SOURCE);
  expect(fingerprintOf(edited)).not.toBe(fingerprintOf(SOURCE));
});

describe("JSON", () => {
  test("does not depend on its layout", () => {
    expect(fingerprintOf('{\n\t"a": [1,\n\t2]\n}')).toBe(fingerprintOf('{"a":[1,2]}'));
  });

  test("depends on values and on the order of properties", () => {
    expect(fingerprintOf('{"a":"b c"}')).not.toBe(fingerprintOf('{"a":"bc"}'));
    expect(fingerprintOf('{"a":1,"b":2}')).not.toBe(fingerprintOf('{"b":2,"a":1}'));
  });
});
