/**
 * What several operations of a file have in common, said once: media types, sets of headers, whole responses (rate
 * limits and errors, mostly). They become constants of the file, so that an operation that is imported alone brings
 * only those that it uses; nothing is spread, which bundlers could not drop. Parameters stay where they are: a line
 * each, and what one looks for when reading an operation.
 */
import type { BodyContent, Operation, Response, ResponseHeader } from "../2-model/api.ts";
import type { Schema } from "../1-document/openapi.ts";
import { parsePointer } from "../1-document/pointer.ts";
import { RESERVED_FOR_VALUES } from "../2-model/reserved-names.ts";
import { camelCase, splitWords } from "../2-model/identifiers.ts";
import { mediaTypeEssence } from "../1-document/media-kinds.ts";
import { code, type Code, identifier } from "./code.ts";
import { type Data, layOut, onOneLine } from "./layout.ts";
import { contentData, headersData } from "./wire-data.ts";

export interface SharedView {
  readonly name: Code;
  readonly type: Code;
  readonly data: Code;
}

export interface SharedData {
  readonly views: readonly SharedView[];
  /** The types of `runtime/operation.ts` that the constants have. */
  readonly types: readonly Code[];
  /** The data of contents and responses, by the names of constants where there are some. */
  contents(contents: readonly BodyContent[]): readonly Data[];
  response(response: Response): Data;
}

/** Shorter data is not worth a name. */
const SHORTEST = 40;

/** `taken`: the names that the file declares or imports. */
export function sharedData(
  operations: readonly Operation[],
  taken: ReadonlySet<string>,
  isExact: (schema: Schema | undefined) => boolean = () => false,
): SharedData {
  const contentOf = (content: BodyContent) => contentData(content, isExact(content.itemSchema ?? content.schema));
  const headersOf = (list: readonly ResponseHeader[]) => headersData(list, isExact);
  const names = new Set([...taken, ...RESERVED_FOR_VALUES]);
  const bodies = operations.flatMap(({ body }) => body ?? []);
  const responses = operations.flatMap((operation) => operation.responses);
  // A response that many operations share uses its headers and contents once.
  const plain = memoise(
    (response: Response) => responseData(response, contentOf, headersOf),
    ({ pointer }) => pointer,
  );
  const distinct = [...new Map(responses.map((response) => [plain(response).text, response])).values()];

  const contents = share(
    [...distinct, ...bodies].flatMap((holder) => holder.contents),
    {
      dataOf: memoise(contentOf),
      type: code`ContentSpec`,
      nameOf: ({ mediaType }) => camelCase(splitWords(mediaTypeEssence(mediaType).replace(/^.*\//, ""))) || "content",
      commonName: "content",
      names,
    },
  );
  const headers = share(
    distinct.map((response) => response.headers),
    {
      dataOf: memoise(headersOf),
      type: code`Readonly<Record<string, HeaderSpec>>`,
      nameOf: () => "commonHeaders",
      commonName: "commonHeaders",
      names,
    },
  );
  const whole = share(responses, {
    dataOf: memoise(
      (response) => responseData(response, contents.dataOf, headers.dataOf),
      ({ pointer }) => pointer,
    ),
    type: code`ResponseSpec`,
    nameOf: responseName,
    commonName: "commonResponse",
    names,
  });
  return {
    views: [...contents.views, ...headers.views, ...whole.views],
    types: [
      ...(contents.views.length > 0 ? [code`ContentSpec`] : []),
      ...(headers.views.length > 0 ? [code`HeaderSpec`] : []),
      ...(whole.views.length > 0 ? [code`ResponseSpec`] : []),
    ],
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

/** Data with its text, which tells whether two are the same. */
interface SharedConstant {
  readonly data: Data;
  readonly text: Code;
}

/** The model builds what is shared once: what was written for one need not be written for the next. */
function memoise<T>(
  dataOf: (value: T) => Data,
  keyOf: (value: T) => unknown = (value) => value,
): (value: T) => SharedConstant {
  const known = new Map<unknown, SharedConstant>();
  return (value) => {
    const earlier = known.get(keyOf(value));
    if (earlier !== undefined) return earlier;
    const data = dataOf(value);
    const written = { data, text: onOneLine(data) };
    known.set(keyOf(value), written);
    return written;
  };
}

/** The component's own name, where the response is one. */
function responseName({ pointer, status }: Response): string {
  const [parent, kind, component] = parsePointer(pointer);
  if (parent !== "components" || kind !== "responses" || component === undefined) return `response${status}`;
  return /^\d|^default$/.test(component) ? `response${status}` : camelCase(splitWords(component)) || "response";
}

interface Sharing<T> {
  dataOf(value: T): SharedConstant;
  nameOf(value: T): string;
  /** For what has several names. */
  readonly commonName: string;
  readonly type: Code;
  /** Taken so far; those that are coined are added. */
  readonly names: Set<string>;
}

interface Shared<T> {
  readonly views: readonly SharedView[];
  /** The name of the constant that has the data of `value`, or the data. */
  dataOf(value: T): Data;
}

/** Constants for the data that more than one of `values` have, in the order of their first appearance. */
function share<T>(values: readonly T[], { dataOf, nameOf, commonName, type, names }: Sharing<T>): Shared<T> {
  const uses = new Map<string, { readonly data: Data; readonly names: string[] }>();
  for (const value of values) {
    const { data, text } = dataOf(value);
    const known = uses.get(text) ?? { data, names: [] };
    known.names.push(nameOf(value));
    uses.set(text, known);
  }
  const constants = new Map<string, SharedView>();
  for (const [text, use] of uses) {
    if (use.names.length === 1 || text.length < SHORTEST) continue;
    const [wanted = commonName, ...others] = new Set(use.names);
    const name = identifier(freeName(others.length === 0 ? wanted : commonName, names));
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

/** Names that nobody imports may have a running number. */
function freeName(wanted: string, names: Set<string>): string {
  let name = wanted;
  for (let number = 2; names.has(name); number++) name = `${wanted}${number}`;
  names.add(name);
  return name;
}
