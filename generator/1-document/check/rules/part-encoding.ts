import { allowsPartStyles } from "../../ignored-part-styles.ts";
import type { Encoding, MediaType } from "../../openapi.ts";
import type { NodeLocation, Rule, UserContext } from "../../rule.ts";
import { applicableSchemasOf, typesOfSchemas } from "../helpers/serialized-values.ts";

const MULTIPART = /^multipart\//i;
const URL_ENCODED = /^application\/x-www-form-urlencoded\s*(?:;|$)/i;
const BY_POSITION = ["prefixEncoding", "itemEncoding"] as const;
const FIELDS = ["encoding", ...BY_POSITION] as const;
const STYLE_FIELDS = ["style", "explode", "allowReserved"] as const;

/** OpenAPI 3.2 §4.14.4 and §4.15: the parts of Encoding Objects that SHALL be ignored. */
export const partEncoding: Rule = {
  name: "part-encoding",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Move it to a place where it has an effect, or remove it. Until then it is ignored.",
  explanation: {
    asks: "An Encoding Object describes a part of the body, by fields that have an effect there.",
    why: "Encodings apply to multipart bodies and URL-encoded forms. A style replaces the content type and the headers. OpenAPI 3.0 has styles in URL-encoded forms only, later versions also in `multipart/form-data`. Everything else is ignored, as the specification requires.",
    breaks: `
      paths:
        /pets:
          post:
            requestBody:
              content:
                multipart/mixed:
                  schema: { type: object, properties: { tags: { type: array, items: {} } } }
                  encoding: { tags: { style: pipeDelimited } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          post:
            requestBody:
              content:
                multipart/mixed:
                  schema: { type: object, properties: { tags: { type: array, items: {} } } }
                  encoding: { tags: { contentType: application/json } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    MediaType(written, context) {
      const mediaType = String(context.key);
      if (!mediaType.includes("/")) return; // a component has no media type
      checkBody(written as MediaType, { mediaType, location: context.location }, context); // same structure
    },
  }),
};

/** The media type and the place of a body, or of a part that is a body. */
interface EncodedBody {
  readonly mediaType: string;
  readonly location: NodeLocation;
}

/** Checks a Media Type Object, or the Encoding Object of a part that is itself a multipart body. */
function checkBody(body: MediaType, { mediaType, location }: EncodedBody, context: UserContext): void {
  const { schema, itemSchema, encoding = {}, prefixEncoding = [], itemEncoding } = body;
  const tell = (message: string, field: string): void =>
    context.report({ message, location: location.child([field]).key() });
  for (const field of FIELDS) {
    const isKnown = MULTIPART.test(mediaType) || (field === "encoding" && URL_ENCODED.test(mediaType));
    if (body[field] !== undefined && !isKnown) tell(`\`${field}\` has no effect for \`${mediaType}\`.`, field);
  }
  if (!MULTIPART.test(mediaType) && !URL_ENCODED.test(mediaType)) return;
  if (itemSchema !== undefined && prefixEncoding.length > 0) {
    tell("`prefixEncoding` has no effect beside `itemSchema`, which makes all parts alike.", "prefixEncoding");
  }
  const types = typesOfSchemas(applicableSchemasOf(schema, context));
  if (itemSchema === undefined && types.size > 0 && !types.has("array")) {
    for (const field of BY_POSITION) {
      if (body[field] !== undefined) tell(`\`${field}\` has no effect: the schema is not an array.`, field);
    }
  }
  const place = (...steps: (string | number)[]): EncodedBody => ({ mediaType, location: location.child(steps) });
  for (const [name, entry] of Object.entries(encoding)) {
    checkPart(entry, `the part \`${name}\``, place("encoding", name), context);
  }
  for (const [index, entry] of prefixEncoding.entries()) {
    checkPart(entry, `part ${index}`, place("prefixEncoding", index), context, true);
  }
  if (itemEncoding) checkPart(itemEncoding, "each part", place("itemEncoding"), context, true);
  checkNames(encoding, schema, location, context);
}

/** Reports encodings of properties that the schema does not have, which are ignored. OpenAPI 3.2 §4.14.4.1 */
function checkNames(encoding: object, schema: unknown, location: NodeLocation, context: UserContext): void {
  const schemas = applicableSchemasOf(schema, context);
  const declared = new Set(schemas.flatMap(({ properties }) => Object.keys(properties ?? {})));
  if (declared.size === 0 || schemas.some((each) => "patternProperties" in each || "additionalProperties" in each)) {
    return;
  }
  for (const name of Object.keys(encoding)) {
    if (declared.has(name)) continue;
    const message = `The schema has no property \`${name}\`.`;
    context.report({ message, location: location.child(["encoding", name]).key() });
  }
}

function checkPart(
  encoding: Encoding,
  part: string,
  { mediaType, location }: EncodedBody,
  context: UserContext,
  isOrdered = false,
): void {
  const tell = (message: string, ...steps: string[]): void =>
    context.report({ message, location: location.child(steps).key() });
  const { contentType = "", headers = {} } = encoding;
  const style = STYLE_FIELDS.find((field) => encoding[field] !== undefined);
  const isStyled =
    style !== undefined && !isOrdered && (URL_ENCODED.test(mediaType) || allowsPartStyles(mediaType, is30(context)));
  if (style !== undefined && !isStyled) tell(`\`${style}\` of ${part} has no effect in \`${mediaType}\`.`, style);
  if (isStyled && encoding.contentType !== undefined) {
    tell(`\`contentType\` has no effect beside \`${style}\`.`, "contentType");
  }
  for (const name of Object.keys(headers)) {
    if (/^content-type$/i.test(name)) {
      tell(`The header \`${name}\` has no effect: use \`contentType\`.`, "headers", name);
    } else if (!isOrdered && /^content-disposition$/i.test(name)) {
      tell(`The header \`${name}\` has no effect: it holds the name of the part.`, "headers", name);
    } else if (URL_ENCODED.test(mediaType)) tell(`Headers have no effect in \`${mediaType}\`.`, "headers", name);
    else if (isStyled) tell(`Headers of ${part} have no effect beside \`${style}\`.`, "headers", name);
  }
  if (MULTIPART.test(contentType)) checkBody(encoding, { mediaType: contentType, location }, context);
  else {
    for (const field of FIELDS) {
      if (encoding[field] !== undefined) tell(`\`${field}\` has no effect: ${part} is not a multipart body.`, field);
    }
  }
}

function is30({ specVersion }: UserContext): boolean {
  return specVersion === "oas3_0";
}
