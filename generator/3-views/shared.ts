/**
 * Data that several operations of a file have in common: media types, sets of headers and whole responses, such as
 * errors. It becomes constants of the file. A bundle with one operation contains only the constants that it uses. No
 * constant is spread into another object, because bundlers could not drop it then. Parameters are never shared: each
 * takes one line, and readers of an operation look for them.
 */
import type { BodyContent, Operation, Response, ResponseHeader } from "../2-model/api.ts";
import type { Schema } from "../1-document/openapi.ts";
import { parsePointer } from "../1-document/pointer.ts";
import { RESERVED_FOR_VALUES } from "../2-model/reserved-names.ts";
import { camelCase, splitWords } from "../2-model/identifiers.ts";
import { mediaTypeEssence } from "../1-document/media-kinds.ts";
import { code, type Code, identifier } from "./code.ts";
import type { Imports } from "./import-lines.ts";
import { type Data, layOut, onOneLine } from "./layout.ts";
import { contentData, headersData } from "./wire-data.ts";

export interface SharedView {
  readonly name: Code;
  readonly type: Code;
  readonly data: Code;
}

export interface SharedData {
  readonly views: readonly SharedView[];
  /** Returns the data of contents, with the names of constants in place of shared data. */
  contents(contents: readonly BodyContent[]): readonly Data[];
  /** Returns the data of a response, with the names of constants in place of shared data. */
  response(response: Response): Data;
}

/** The minimum number of characters of data that becomes a constant. */
const SHORTEST = 40;

export interface SharedDataOptions {
  readonly operations: readonly Operation[];
  /** The names that the file declares or imports. */
  readonly taken: readonly string[];
  readonly imports: Imports;
  readonly isExact: (schema: Schema | undefined) => boolean;
}

/** Returns the constants that the operations of one file share. */
export function sharedData({ operations, taken, imports, isExact }: SharedDataOptions): SharedData {
  const importSpecType = (name: string) => imports.useType("runtime/operation", name);
  const contentOf = (content: BodyContent) => contentData(content, isExact(content.itemSchema ?? content.schema));
  const headersOf = (list: readonly ResponseHeader[]) => headersData(list, isExact);
  const names = new Set([...taken, ...RESERVED_FOR_VALUES]);
  const bodies = operations.flatMap(({ body }) => body ?? []);
  const responses = operations.flatMap((operation) => operation.responses);
  // A response that many operations refer to counts as one use of its headers and contents.
  const plain = memoise(
    (response: Response) => responseData(response, contentOf, headersOf),
    ({ pointer }) => pointer,
  );
  const distinct = [...new Map(responses.map((response) => [plain(response).text, response])).values()];

  const contents = shareRepeated(
    [...distinct, ...bodies].flatMap((holder) => holder.contents),
    {
      dataOf: memoise(contentOf),
      typeOf: () => importSpecType("ContentSpec"),
      nameOf: ({ mediaType }) => camelCase(splitWords(mediaTypeEssence(mediaType).replace(/^.*\//, ""))) || "content",
      commonName: "content",
      names,
    },
  );
  const headers = shareRepeated(
    distinct.map((response) => response.headers),
    {
      dataOf: memoise(headersOf),
      typeOf: () => code`Readonly<Record<string, ${importSpecType("HeaderSpec")}>>`,
      nameOf: () => "commonHeaders",
      commonName: "commonHeaders",
      names,
    },
  );
  const whole = shareRepeated(responses, {
    dataOf: memoise(
      (response) => responseData(response, contents.dataOf, headers.dataOf),
      ({ pointer }) => pointer,
    ),
    typeOf: () => importSpecType("ResponseSpec"),
    nameOf: responseConstantName,
    commonName: "commonResponse",
    names,
  });
  return {
    views: [...contents.views, ...headers.views, ...whole.views],
    contents: (list) => list.map(contents.dataOf),
    response: whole.dataOf,
  };
}

function responseData(
  { contents, headers }: Response,
  contentOf: (content: BodyContent) => Data,
  headersOf: (headers: readonly ResponseHeader[]) => Data,
): Data {
  return {
    contents: contents.length === 0 ? undefined : contents.map(contentOf),
    headers: headers.length === 0 ? undefined : headersOf(headers),
  };
}

/** Data with its code on one line. Data is equal if that code is equal. */
interface DataWithCode {
  readonly data: Data;
  readonly text: Code;
}

/** Caches the data of a value. The model uses one object for a shared response, so its data is built once. */
function memoise<T>(
  dataOf: (value: T) => Data,
  keyOf: (value: T) => unknown = (value) => value,
): (value: T) => DataWithCode {
  const cache = new Map<unknown, DataWithCode>();
  return (value) => {
    const cached = cache.get(keyOf(value));
    if (cached !== undefined) return cached;
    const data = dataOf(value);
    const constant = { data, text: onOneLine(data) };
    cache.set(keyOf(value), constant);
    return constant;
  };
}

/** Returns the name of the constant of a response: the name of the component, or `response` and the status. */
function responseConstantName({ pointer, status }: Response): string {
  const [parent, kind, component] = parsePointer(pointer);
  if (parent !== "components" || kind !== "responses" || component === undefined) return `response${status}`;
  return /^\d|^default$/.test(component) ? `response${status}` : camelCase(splitWords(component)) || "response";
}

interface SharingOptions<T> {
  dataOf(value: T): DataWithCode;
  nameOf(value: T): string;
  /** The name of a constant whose uses have different names. */
  readonly commonName: string;
  /** Returns the type of the constants, and imports it. */
  typeOf(): Code;
  /** The names that are taken. New names are added. */
  readonly names: Set<string>;
}

interface SharedValues<T> {
  readonly views: readonly SharedView[];
  /** Returns the name of the constant that has the data of `value`, or the data itself. */
  dataOf(value: T): Data;
}

/** Returns constants for data that occurs more than once, in the order of its first use. */
function shareRepeated<T>(
  values: readonly T[],
  { dataOf, nameOf, commonName, typeOf, names }: SharingOptions<T>,
): SharedValues<T> {
  const uses = new Map<string, { readonly data: Data; readonly names: string[] }>();
  for (const value of values) {
    const { data, text } = dataOf(value);
    const use = uses.get(text) ?? { data, names: [] };
    use.names.push(nameOf(value));
    uses.set(text, use);
  }
  const constants = new Map<string, SharedView>();
  for (const [text, use] of uses) {
    if (use.names.length === 1 || text.length < SHORTEST) continue;
    const [wanted = commonName, ...others] = new Set(use.names);
    const name = identifier(unusedName(others.length === 0 ? wanted : commonName, names));
    const type = typeOf();
    const taken = code`const ${name}: ${type} = ;`.length;
    constants.set(text, { name, type, data: layOut(use.data, { margin: 0, taken }) });
  }
  return {
    views: [...constants.values()],
    dataOf(value) {
      const { data, text } = dataOf(value);
      return constants.get(text)?.name ?? data;
    },
  };
}

/** Returns the name, with a number if it is taken. The constants are private to the file, so a number does no harm. */
function unusedName(wanted: string, names: Set<string>): string {
  let name = wanted;
  for (let number = 2; names.has(name); number++) name = `${wanted}${number}`;
  names.add(name);
  return name;
}
