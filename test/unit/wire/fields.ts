/** The matrix of forms: each way to encode a property, by style or by media type. */
import type { JsonObject } from "../../../generator/1-document/json.ts";

/** An Encoding Object and its place. */
export interface Field {
  readonly form: "application/x-www-form-urlencoded" | "multipart/form-data" | typeof QUERYSTRING;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  /** The media type instead of a style. */
  readonly contentType?: string;
}

/** The content type that stands for a querystring parameter. */
export const QUERYSTRING = "querystring";

const FORMS = ["application/x-www-form-urlencoded", "multipart/form-data"] as const;
const STYLES = ["form", "spaceDelimited", "pipeDelimited", "deepObject"];
const BOTH = [false, true] as const;

/** Undefined for the default of the schema. */
const TYPES = [undefined, "text/plain", "application/json"];

export const FIELDS: readonly Field[] = [
  ...FORMS.flatMap(fieldsOf),
  // encoded and decoded as the other URL-encoded form
  { form: QUERYSTRING },
  { form: QUERYSTRING, contentType: "application/json" },
  { form: QUERYSTRING, style: "deepObject" },
  { form: QUERYSTRING, style: "pipeDelimited", explode: false },
];

function fieldsOf(form: (typeof FORMS)[number]): readonly Field[] {
  return [
    ...TYPES.map((contentType) => ({ form, ...(contentType !== undefined && { contentType }) })),
    ...STYLES.flatMap((style) =>
      BOTH.flatMap((explode) =>
        // no effect in multipart, so one case is enough
        (form === "multipart/form-data" && style !== "form" ? [false] : BOTH).map((allowReserved) => {
          return { form, style, explode, allowReserved };
        }),
      ),
    ),
  ];
}

export function fieldNameOf({ form, style, explode, allowReserved, contentType }: Field): string {
  const set = Object.entries({ explode, allowReserved }).flatMap(([name, isSet]) => (isSet ? [name] : []));
  return [form, style ?? contentType ?? "by default", ...set].join(" · ");
}

/** Returns the content of a body with that field only. */
export function mediaOf({ form, ...encoding }: Field, name: string, schema: JsonObject): JsonObject {
  const object = { type: "object", properties: { [name]: schema } };
  const mediaType = form === QUERYSTRING ? FORMS[0] : form;
  return {
    [mediaType]: { schema: object, ...(Object.keys(encoding).length > 0 && { encoding: { [name]: encoding } }) },
  };
}
