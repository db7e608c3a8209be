import { allowsPartStyles } from "../../ignored-part-styles.ts";
import type { Encoding, MediaType } from "../../openapi.ts";
import type { NodeLocation, Rule, UserContext } from "../../rule.ts";
import { partsOf, typesIn } from "../helpers/serialized-values.ts";

const MULTIPART = /^multipart\//i;
const URL_ENCODED = /^application\/x-www-form-urlencoded\s*(?:;|$)/i;
const BY_POSITION = ["prefixEncoding", "itemEncoding"] as const;
const FIELDS = ["encoding", ...BY_POSITION] as const;
const STYLE_FIELDS = ["style", "explode", "allowReserved"] as const;

/** OpenAPI 3.2 §4.14.4 and §4.15: what of it SHALL be ignored. */
export const partEncoding: Rule = {
  name: "part-encoding",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Say it where it means something, or leave it out: until then it is ignored.",
  explanation: {
    asks: "What Encoding Objects say is about parts that the body has, and means something there.",
    why: "Encodings are of multipart bodies and URL-encoded forms; a style takes the place of a content type and of headers; OpenAPI 3.0 knows styles in URL-encoded forms alone, later versions in `multipart/form-data` too. The specification has the rest ignored, and so it is.",
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
      if (!mediaType.includes("/")) return; // a component, which may be of any type
      checkBody(written as MediaType, { mediaType, location: context.location }, context); // by its structure
    },
  }),
};

interface Body {
  readonly mediaType: string;
  readonly location: NodeLocation;
}

/** A Media Type Object, or the Encoding Object of a part that is a body of its own. */
function checkBody(body: MediaType, { mediaType, location }: Body, context: UserContext): void {
  const { schema, itemSchema, encoding = {}, prefixEncoding = [], itemEncoding } = body;
  const tell = (message: string, field: string): void =>
    context.report({ message, location: location.child([field]).key() });
  for (const field of FIELDS) {
    const isKnown = MULTIPART.test(mediaType) || (field === "encoding" && URL_ENCODED.test(mediaType));
    if (body[field] !== undefined && !isKnown) tell(`\`${field}\` means nothing for \`${mediaType}\`.`, field);
  }
  if (!MULTIPART.test(mediaType) && !URL_ENCODED.test(mediaType)) return;
  if (itemSchema !== undefined && prefixEncoding.length > 0) {
    tell("`prefixEncoding` means nothing beside `itemSchema`, by which all parts are alike.", "prefixEncoding");
  }
  const types = typesIn(partsOf(schema, context));
  if (itemSchema === undefined && types.size > 0 && !types.has("array")) {
    for (const field of BY_POSITION) {
      if (body[field] !== undefined) tell(`\`${field}\` is about a list, and the schema is none.`, field);
    }
  }
  const place = (...steps: (string | number)[]): Body => ({ mediaType, location: location.child(steps) });
  for (const [name, part] of Object.entries(encoding)) {
    checkPart(part, `the part \`${name}\``, place("encoding", name), context);
  }
  for (const [index, part] of prefixEncoding.entries()) {
    checkPart(part, `the part ${index}`, place("prefixEncoding", index), context, true);
  }
  if (itemEncoding) checkPart(itemEncoding, "each part", place("itemEncoding"), context, true);
  checkNames(encoding, schema, location, context);
}

/** OpenAPI 3.2 §4.14.4.1: an encoding of a property that is not there is ignored; whatever has any name has this one. */
function checkNames(encoding: object, schema: unknown, location: NodeLocation, context: UserContext): void {
  const parts = partsOf(schema, context);
  const declared = new Set(parts.flatMap(({ properties }) => Object.keys(properties ?? {})));
  if (declared.size === 0 || parts.some((part) => "patternProperties" in part || "additionalProperties" in part)) {
    return;
  }
  for (const name of Object.keys(encoding)) {
    if (declared.has(name)) continue;
    const message = `The schema has no property \`${name}\`.`;
    context.report({ message, location: location.child(["encoding", name]).key() });
  }
}

function checkPart(
  part: Encoding,
  what: string,
  { mediaType, location }: Body,
  context: UserContext,
  isOrdered = false,
): void {
  const tell = (message: string, ...steps: string[]): void =>
    context.report({ message, location: location.child(steps).key() });
  const { contentType = "", headers = {} } = part;
  const style = STYLE_FIELDS.find((field) => part[field] !== undefined);
  const isStyled =
    style !== undefined && !isOrdered && (URL_ENCODED.test(mediaType) || allowsPartStyles(mediaType, is30(context)));
  if (style !== undefined && !isStyled) tell(`\`${style}\` of ${what} means nothing in \`${mediaType}\`.`, style);
  if (isStyled && part.contentType !== undefined) {
    tell(`\`${style}\` takes the place of \`contentType\`.`, "contentType");
  }
  for (const name of Object.keys(headers)) {
    if (/^content-type$/i.test(name)) tell(`The header \`${name}\` is told by \`contentType\`.`, "headers", name);
    else if (!isOrdered && /^content-disposition$/i.test(name)) {
      tell(`The header \`${name}\` is told by the name of the part.`, "headers", name);
    } else if (URL_ENCODED.test(mediaType)) tell(`Nothing has headers in \`${mediaType}\`.`, "headers", name);
    else if (isStyled) tell(`\`${style}\` of ${what} leaves no place for headers.`, "headers", name);
  }
  if (MULTIPART.test(contentType)) checkBody(part, { mediaType: contentType, location }, context);
  else {
    for (const field of FIELDS) {
      if (part[field] !== undefined) tell(`\`${field}\` means nothing: ${what} is no multipart of its own.`, field);
    }
  }
}

function is30({ specVersion }: UserContext): boolean {
  return specVersion === "oas3_0";
}
