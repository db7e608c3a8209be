/** Builds parameters and headers with their codecs. OpenAPI 3.2 §4.12, §4.21 */
import { defaultStyleOf, explodesByDefault } from "../../templates/runtime/wire/parameter-places.ts";
import { IGNORED_HEADER_PARAMETERS } from "../1-document/ignored-header-parameters.ts";
import type { HeaderObject, MediaType, ParameterObject, Referable, Schema } from "../1-document/openapi.ts";
import { childPointer } from "../1-document/pointer.ts";
import { resolveReference, type Located } from "../1-document/local-references.ts";
import type { BodyContent, Parameter, ParameterCodec, ParameterIn, ResponseHeader, ParameterStyle } from "./api.ts";
import { buildDocs } from "./docs.ts";
import { parameterContentCodec } from "./content-codecs.ts";
import { isObjectShape } from "./shape-algebra.ts";
import { defaultValueOf, resolvedEntries, singleValueOf, type ModelSource } from "./model-source.ts";

/** Returns a function that builds a Parameter Object. A parameter that several operations share is built once. */
export function parameterBuilder(
  source: ModelSource,
  buildForm: (media: Located<MediaType> & { readonly key: string }) => BodyContent,
): (written: Located<Referable<ParameterObject>>) => Parameter | undefined {
  const built = new Map<ParameterObject, Parameter>();

  function build({ value: parameter, pointer }: Located<ParameterObject>): Parameter {
    const described = buildHeaderFields(source, parameter, parameter.in, pointer);
    const [media] = resolvedEntries(source, parameter.content, childPointer(pointer, "content"));
    const isForm =
      parameter.in === "querystring" && described.codec.kind === "content" && described.codec.codec === "form";
    const required = parameter.required === true || parameter.in === "path";
    return {
      name: parameter.name,
      in: parameter.in,
      ...described,
      form: media && isForm && isObjectShape(described.shape) ? buildForm(media) : undefined,
      required,
      constant: required ? singleValueOf(source, described.schema) : undefined,
      default: defaultValueOf(source, described.schema),
    };
  }

  return (written) => {
    const found = resolveReference(source.document, written);
    if (found === undefined || isIgnoredHeaderParameter(found.value)) return undefined;
    const parameter = built.get(found.value) ?? build(found);
    built.set(found.value, parameter);
    return found.value === written.value ? parameter : { ...parameter, docs: buildDocs(found.value, written.value) };
  };
}

/**
 * Merges parameters. `own` parameters replace those of the path item with the same name and location. The path
 * item's parameters come first.
 */
export function mergeParameters(inherited: readonly Parameter[], own: readonly Parameter[]): readonly Parameter[] {
  const merged = new Map([...inherited, ...own].map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
  return [...merged.values()];
}

/** Returns the headers of a response. Excludes `Content-Type`, which the contents describe. OpenAPI 3.2 §4.17 */
export function buildHeaders(
  source: ModelSource,
  headers: Readonly<Record<string, Referable<HeaderObject>>> | undefined,
  pointer: string,
): readonly ResponseHeader[] {
  return resolvedEntries(source, headers, pointer)
    .filter(({ key }) => key.toLowerCase() !== "content-type")
    .map(({ key, value, unresolved, pointer: place }) => ({
      name: key,
      required: value.required === true,
      ...buildHeaderFields(source, value, "header", place),
      docs: buildDocs(value, unresolved),
    }));
}

function buildHeaderFields(
  source: ModelSource,
  written: HeaderObject & { allowReserved?: boolean },
  place: ParameterIn,
  pointer: string,
) {
  const [content] = resolvedEntries(source, written.content, childPointer(pointer, "content"));
  const schema: Schema = content?.value.schema ?? written.schema ?? true;
  const codec: ParameterCodec =
    content === undefined
      ? styleCodecOf(written, place)
      : { kind: "content", mediaType: content.key, codec: parameterContentCodec(content.key) };
  return { docs: buildDocs(written), codec, shape: source.shapeOf(schema), schema, pointer };
}

interface StyleFields {
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

/** Returns the style, `explode` and `allowReserved` with the defaults of the location. OpenAPI 3.2 §4.12.2.2 */
export function styleCodecOf(
  { style: written, explode, allowReserved = false }: StyleFields,
  place: ParameterIn,
): Extract<ParameterCodec, { readonly kind: "style" }> {
  const style = (written as ParameterStyle | undefined) ?? defaultStyleOf(place); // a valid document has no other styles
  return { kind: "style", style, explode: explode ?? explodesByDefault(style), allowReserved };
}

function isIgnoredHeaderParameter(parameter: ParameterObject): boolean {
  return parameter.in === "header" && IGNORED_HEADER_PARAMETERS.has(parameter.name.toLowerCase());
}
