/**
 * Values that cannot be encoded are rejected before anything is sent. Malformed requests are errors with their place.
 */
import { describe, expect, test } from "vitest";
import type { ParameterSpec } from "../../../templates/runtime/operation.ts";
import { WireError } from "../../../templates/runtime/wire/wire-error.ts";
import { decode, encode } from "./parameter-round-trip.ts";

const LIST = { items: "string" } as const;
const OBJECT = { properties: { a: "string" } } as const;
const EITHER = { anyOf: [OBJECT, "integer"] } as const;
const ANY_OBJECT = { properties: {}, rest: "any" } as const;

const UNSENDABLE: readonly [name: string, spec: Omit<ParameterSpec, "name">, value: unknown, why: RegExp][] = [
  ["an empty path value", { in: "path" }, "", /must not be null or empty/],
  ["a dot", { in: "path" }, ".", /must not be empty, "\."/],
  ["two dots", { in: "path" }, "..", /must not be empty, "\."/],
  ["two dots in a list", { in: "path", shape: LIST }, [".."], /must not be empty, "\."/],
  ["a dot after a label's dot", { in: "path", style: "label" }, ".", /must not be empty, "\."/],
  [
    "an encoded dot after a label's dot",
    { in: "path", style: "label", explode: true, shape: LIST },
    ["."],
    /must not be empty, "\."/,
  ],
  [
    "two empty items of a label",
    { in: "path", style: "label", explode: true, shape: LIST },
    ["", ""],
    /must not be empty, "\."/,
  ],
  ["a missing path value", { in: "path" }, undefined, /must not be null or empty/],
  ["null in a path", { in: "path" }, null, /must not be null or empty/],
  ["null in a path that may be null", { in: "path", shape: "null" }, null, /must not be null or empty/],
  ["an empty list in a path", { in: "path", shape: LIST }, [], /must not be null or empty/],
  ["half a character", { in: "path" }, "a\ud800", /surrogate/],
  ["half a character in a query", { in: "query" }, "\udc00a", /surrogate/],
  ["half a character in a key", { in: "query", style: "deepObject", shape: ANY_OBJECT }, { "\ud800": 1 }, /surrogate/],
  ["NaN", { in: "path", shape: "number" }, Number.NaN, /finite/],
  ["infinity", { in: "query", shape: "number" }, Infinity, /finite/],
  ["an object for a string", { in: "path" }, { a: 1 }, /single value/],
  ["an array for a string", { in: "query" }, ["a"], /single value/],
  ["a date", { in: "query" }, new Date(0), /single value/],
  ["a function", { in: "query" }, () => 1, /single value/],
  ["a symbol", { in: "query" }, Symbol("x"), /single value/],
  ["an array in an array", { in: "query", shape: LIST }, [["a"]], /single value/],
  ["an object in an object", { in: "query", shape: OBJECT }, { a: { b: 1 } }, /single value/],
  ["null in an array of strings", { in: "query", shape: LIST }, ["a", null], /null/],
  ["undefined in an array", { in: "query", shape: LIST }, ["a", undefined], /single value/],
  ["a space between spaces", { in: "query", style: "spaceDelimited", shape: LIST }, ["a b"], /separates/],
  ["a pipe between pipes", { in: "query", style: "pipeDelimited", shape: LIST }, ["a|b"], /separates/],
  [
    "a space that is escaped already, between spaces",
    { in: "query", style: "spaceDelimited", allowReserved: true, shape: LIST },
    ["a%20b"],
    /separates/,
  ],
  ["a control character in a header's text", { in: "header", content: "text" }, "\0", /character/],
  ["a comma in a header's list", { in: "header", shape: LIST }, ["a,b"], /separates/],
  ["an equals sign in a header's key", { in: "header", explode: true, shape: ANY_OBJECT }, { "a=b": "c" }, /separates/],
  ["a line break in a header", { in: "header" }, "a\r\nx: y", /character/],
  ["a NUL in a header", { in: "header" }, "a\0", /character/],
  ["a character beyond Latin-1 in a header", { in: "header" }, "€", /character/],
  ["white space around a header", { in: "header" }, " a", /white space/],
  ["a semicolon in a cookie", { in: "cookie", style: "cookie" }, "a;b=c", /separates/],
  ["a bracket in a key", { in: "query", style: "deepObject", shape: ANY_OBJECT }, { "a]": 1 }, /bracket/],
];

describe("rejects before anything is sent", () => {
  test.each(UNSENDABLE)("%s", (_, cell, value, why) => {
    const spec = { ...cell, name: "secret-free" };
    expect(() => encode(spec, value)).toThrow(WireError);
    expect(() => encode(spec, value)).toThrow(why);
  });
});

const ABSENT: readonly [name: string, spec: Omit<ParameterSpec, "name">, value: unknown][] = [
  ["undefined", { in: "query" }, undefined],
  ["null beside strings", { in: "query", shape: { anyOf: ["string", "null"] } }, null],
  ["null as text/plain", { in: "query", content: "text", shape: { anyOf: ["string", "null"] } }, null],
  ["an empty list", { in: "query", shape: LIST }, []],
  ["an empty list that is not exploded", { in: "query", explode: false, shape: LIST }, []],
  ["an empty object", { in: "query", style: "deepObject", shape: OBJECT }, {}],
  ["an object of nothing", { in: "query", shape: OBJECT }, { a: undefined }],
  ["an empty list in a header", { in: "header", shape: LIST }, []],
  ["an empty list in a cookie", { in: "cookie", shape: LIST }, []],
];

describe("not sent, and absent at the other end", () => {
  test.each(ABSENT)("%s", (_, cell, value) => {
    const spec = { ...cell, name: "x" };
    expect(encode(spec, value)).toBeUndefined();
    expect(decode(spec, undefined)).toEqual({ value: undefined, errors: [] });
  });
});

const MALFORMED: readonly [name: string, spec: Omit<ParameterSpec, "name">, wire: string, message: string][] = [
  ["hexadecimal", { in: "query", shape: "integer" }, "x=0x10", "must be integer"],
  ["an exponent", { in: "query", shape: "integer" }, "x=1e3", "must be integer"],
  ["an exponent of a number", { in: "query", shape: "number" }, "x=1e3", "must be number"],
  ["a space before", { in: "query", shape: "integer" }, "x=%201", "must be integer"],
  ["nothing for a number", { in: "query", shape: "number" }, "x=", "must be number"],
  ["a plus sign", { in: "query", shape: "integer" }, "x=%2B1", "must be integer"],
  ["a leading zero", { in: "query", shape: "integer" }, "x=01", "must be integer"],
  ["a fraction for an integer", { in: "query", shape: "integer" }, "x=1.5", "must be integer"],
  ["more than a double holds", { in: "query", shape: "integer" }, "x=9007199254740993", "must be integer"],
  ["digits without end", { in: "query", shape: "number" }, `x=${"9".repeat(400)}`, "must be number"],
  ["capital TRUE", { in: "query", shape: "boolean" }, "x=TRUE", "must be boolean"],
  ["1 for true", { in: "query", shape: "boolean" }, "x=1", "must be boolean"],
  ["neither of two types", { in: "query", shape: { anyOf: ["null", "integer"] } }, "x=a", "must be null or integer"],
  ["a scalar twice", { in: "query" }, "x=1&x=2", "is given more than once"],
  ["a list twice", { in: "query", explode: false, shape: LIST }, "x=1&x=2", "is given more than once"],
  ["a key twice", { in: "query", style: "deepObject", shape: OBJECT }, "x[a]=1&x[a]=2", "is given more than once"],
  [
    "brackets that do not match",
    { in: "query", style: "deepObject", shape: OBJECT },
    "x[a=1",
    "has brackets that do not match",
  ],
  [
    "a key that is both",
    { in: "query", style: "deepObject", shape: ANY_OBJECT },
    "x[a]=1&x[a][b]=2",
    "must be a single value",
  ],
  [
    "too deep",
    { in: "query", style: "deepObject", shape: ANY_OBJECT },
    `x${"[a]".repeat(11)}=1`,
    "is nested deeper than 10 levels",
  ],
  [
    "names without values",
    { in: "query", explode: false, shape: OBJECT },
    "x=a,1,b",
    "must be a sequence of names and values",
  ],
  ["no name", { in: "header", explode: true, shape: OBJECT }, "a", "must be name=value"],
  ["a single value for a deep object", { in: "query", style: "deepObject", shape: OBJECT }, "x=1", "must be an object"],
  ["text/plain that is no integer", { in: "query", content: "text", shape: "integer" }, "x=a", "must be integer"],
  ["a label without its dot", { in: "path", style: "label" }, "a", 'must begin with "."'],
  ["a matrix without its semicolon", { in: "path", style: "matrix" }, "x=1", 'must begin with ";"'],
  ["JSON that is none", { in: "header", content: "json", shape: "any" }, "{", "is not valid JSON"],
  ["half a triple in a path", { in: "path" }, "%E4", "is not valid percent-encoding"],
];

describe("malformed on the wire", () => {
  test.each(MALFORMED)("%s", (_, cell, wire, message) => {
    const spec = { ...cell, name: "x" };
    expect(decode(spec, wire)).toEqual({ value: undefined, errors: [{ in: spec.in, name: "x", message }] });
  });

  test.each([
    ["percent-encoding", "y=%E4", "is not valid percent-encoding"],
    ["a lone percent sign", "x=1&%=2", "is not valid percent-encoding"],
    ["101 pairs", "a&".repeat(101), "has more than 100 pairs"],
    ["20,000 characters", "a".repeat(20_000), "is longer than 16384 characters"],
  ])("the query as a whole: %s", (_, wire, message) => {
    expect(decode({ in: "query", name: "x" }, wire)).toEqual({
      value: undefined,
      errors: [{ in: "query", name: "", message }],
    });
  });
});

const LENIENT: readonly [name: string, spec: Omit<ParameterSpec, "name">, wire: string, value: unknown][] = [
  ["a plus sign is a space", { in: "query" }, "x=a+b", "a b"],
  ["a name alone is empty", { in: "query" }, "x", ""],
  ["spaces after commas of a header", { in: "header", shape: LIST }, "a, b ,c", ["a", "b", "c"]],
  ["raw brackets", { in: "query", style: "deepObject", shape: OBJECT }, "x[a]=1", { a: "1" }],
  ["raw pipes", { in: "query", style: "pipeDelimited", shape: LIST }, "x=a|b", ["a", "b"]],
  ["one item is a list", { in: "query", shape: LIST }, "x=a", ["a"]],
  ["a matrix without a value", { in: "path", style: "matrix" }, ";x", ""],
  ["minus zero", { in: "query", shape: "integer" }, "x=-0", -0],
  ["anything once is text", { in: "query", shape: "any" }, "x=1", "1"],
  ["anything twice is a list", { in: "query", shape: "any" }, "x=1&x=2", ["1", "2"]],
  ["null where no string can be", { in: "query", shape: { anyOf: ["null", "integer"] } }, "x=null", null],
  ["null where a string can be", { in: "query", shape: { anyOf: ["null", "string"] } }, "x=null", "null"],
  ["a deep object that may be a number", { in: "query", style: "deepObject", shape: EITHER }, "x=1", 1],
  [
    "a deep object that need not be a number",
    { in: "query", style: "deepObject", shape: EITHER },
    "x[a]=1",
    { a: "1" },
  ],
  ["a cookie without a name", { in: "cookie", shape: ANY_OBJECT }, "=a; b=c", { "": "a", b: "c" }],
  ["a cookie among malformed ones", { in: "cookie" }, "a; %=1; x=%20; =; y=%E4", " "],
];

describe("read though we would not write it", () => {
  test.each(LENIENT)("%s", (_, cell, wire, value) => {
    expect(decode({ ...cell, name: "x" }, wire)).toEqual({ value, errors: [] });
  });
});

/** PHP, Rails and qs write nested values so. */
const NESTED: readonly [name: string, wire: string, value: unknown][] = [
  ["nested objects", "x[a][b]=1", { a: { b: "1" } }],
  ["lists without numbers", "x[a][]=1&x[a][]=2", { a: ["1", "2"] }],
  ["lists by repetition", "x[a]=1&x[a]=2", { a: ["1", "2"] }],
  ["lists with numbers, in their order", "x[a][1]=2&x[a][0]=1", { a: ["1", "2"] }],
  ["objects in lists", "x[a][0][b]=1&x[a][1][b]=2", { a: [{ b: "1" }, { b: "2" }] }],
];

describe("deepObject deeper than the specification", () => {
  const item = { properties: { b: "string" } } as const;
  const shape = { properties: { a: { anyOf: [{ items: item }, { items: "string" }, item, "string"] } } } as const;
  test.each(NESTED)("%s", (_, wire, value) => {
    const spec: ParameterSpec = { in: "query", name: "x", style: "deepObject", shape };
    expect(decode(spec, wire)).toEqual({ value, errors: [] });
    expect(decode(spec, encode(spec, value))).toEqual({ value, errors: [] });
  });
});
