/** The values of one operation that are converted, as the data of its property `conversions`. */
import { PARAMETER_GROUPS } from "../../templates/runtime/wire/parameter-places.ts";
import type { BodyContent, Operation, Response } from "../2-model/api.ts";
import { type Conversions, importingScope, type Scope } from "./conversions.ts";
import { useCodec } from "./formats.ts";
import type { Imports } from "./import-lines.ts";
import type { Data } from "./layout.ts";
import { decodedValueSchema } from "./types/body-types.ts";

/** The conversions of a run, and the file that refers to them. */
interface Converter {
  readonly of: Conversions["of"];
  readonly scope: Scope;
}

/** Returns undefined if the operation has nothing to convert. */
export function conversionData(
  operation: Operation,
  { of, codecs, formats: chosen }: Conversions,
  imports: Imports,
): Data | undefined {
  const converter = { of, scope: importingScope(imports) };
  const members = {
    parameters: parameterConversions(operation.parameters, converter),
    body: contentConversions(operation.body?.contents ?? [], converter),
    responses: definedEntries(
      operation.responses.map((response) => [response.status, responseConversions(response, converter)]),
    ),
  };
  const isEmpty = Object.values(members).every((member) => member === undefined);
  if (isEmpty) return undefined;
  const formats = codecs.map((format) => useCodec(format, chosen, imports));
  return {
    codec: imports.use("runtime/conversion/conversions", "conversionCodec"),
    ...members,
    formats: formats.length === 0 ? undefined : formats,
  };
}

function parameterConversions(parameters: Operation["parameters"], { of, scope }: Converter): Data | undefined {
  const variable = parameters.filter(({ constant }) => constant === undefined); // callers never see constants
  const groups = Object.entries(PARAMETER_GROUPS).map(([location, group]) => {
    const own = variable.filter((parameter) => parameter.in === location);
    const properties = definedEntries(own.map(({ name, schema }) => [name, of(schema, scope)]));
    return [group, properties && { properties }] as const;
  });
  const querystring = variable.find((parameter) => parameter.in === "querystring");
  const properties = definedEntries([...groups, ["querystring", querystring && of(querystring.schema, scope)]]);
  return properties && { properties };
}

function responseConversions({ headers, contents }: Response, converter: Converter): Data | undefined {
  const { of, scope } = converter;
  return definedEntries([
    ["headers", definedEntries(headers.map(({ name, schema }) => [name, of(schema, scope)]))],
    ["contents", contentConversions(contents, converter)],
  ]);
}

function contentConversions(contents: readonly BodyContent[], { of, scope }: Converter): Data | undefined {
  return definedEntries(
    contents.map((content) => {
      const schema = decodedValueSchema(content);
      return [content.mediaType, schema === undefined ? undefined : of(schema, scope)];
    }),
  );
}

/** Returns the entries that have a value as an object, or undefined if there is none. */
function definedEntries(
  entries: readonly (readonly [name: string, value: Data | undefined])[],
): { readonly [name: string]: Data | undefined } | undefined {
  const defined = entries.filter(([, value]) => value !== undefined);
  return defined.length === 0 ? undefined : Object.fromEntries(defined);
}
