/** What is wrong for a parameter: that it is not there, or a text that nothing legal can be read from. */
import type { Json } from "../../1-document/json.ts";
import type { Document, Schema } from "../../1-document/openapi.ts";
import type { DescribedParameter } from "../description.ts";
import type { Judge } from "../judge.ts";
import { typesIn } from "../media.ts";
import { conjoined } from "../schemas.ts";
import { readingsOf } from "../wire/parse.ts";
import type { WireRequest } from "../wire/request.ts";
import { percentEncode, scalar, Uncarriable } from "../wire/styles.ts";
import { mutantsOf } from "./values.ts";

/** Whether a request is wrong without it: what has a default is never missing. */
export function isLeavable(document: Document, { required, schema }: DescribedParameter): boolean {
  return required && !conjoined(document, schema).some((one) => one.default !== undefined);
}

/** Undefined where it has no piece of its own that could be taken away. */
export function withoutParameter(request: WireRequest, parameter: DescribedParameter): WireRequest | undefined {
  const { in: place, name } = parameter;
  const isOwn = (piece: string): boolean => {
    const [own = ""] = piece.split("=", 1);
    return own === percentEncode(name) || own === name || own.startsWith(`${percentEncode(name)}%5B`);
  };
  switch (place) {
    case "query":
    case "cookie": {
      const key = place === "query" ? "query" : "cookies";
      const kept = request[key].filter((piece) => !isOwn(piece));
      return kept.length === request[key].length ? undefined : { ...request, [key]: kept };
    }
    case "header":
      return { ...request, headers: request.headers.filter(([own]) => own !== name) };
    case "querystring":
    case "path":
      return undefined;
    default:
      return place satisfies never;
  }
}

const TEXTS: readonly Json[] = ["no such value", "1.5", "-1", "maybe"];

interface Circumstances {
  readonly document: Document;
  readonly judge: Judge;
}

/** Values whose text no reading makes legal, near `legal`; of parameters that hold one value, or a list of them. */
export function wrongValues(
  { document, judge }: Circumstances,
  { schema, mediaType, in: place }: DescribedParameter,
  legal: Json | undefined,
): readonly Json[] {
  const types = typesIn(document, schema);
  if (mediaType !== undefined || place === "querystring" || types.length === 0 || types.includes("object")) return [];
  const isList = types.includes("array");
  const items = isList
    ? conjoined(document, schema).flatMap((one) => (one.items === undefined ? [] : [one.items]))
    : [];
  if (isList && items.length === 0) return [];
  const own: Schema = isList ? { allOf: items } : schema;

  function isIllegal(text: Json): boolean {
    try {
      return !readingsOf(document, own, scalar(text)).some((reading) => judge.accepts(own, reading, "request"));
    } catch (error) {
      if (error instanceof Uncarriable) return false;
      throw error;
    }
  }

  const single = (isList && Array.isArray(legal) ? (legal as readonly Json[])[0] : legal) ?? exampleOf(types);
  const near = mutantsOf(own, single, { document, judge, count: 50 }).map(({ value }) => value);
  const texts = new Set([...near, ...TEXTS].filter((one) => typeof one !== "object" && one !== "" && isIllegal(one)));
  return [...texts].map((one) => (isList ? [one] : one)).filter((one) => !judge.accepts(schema, one, "request"));
}

function exampleOf(types: readonly string[]): Json {
  return types.includes("integer") || types.includes("number") ? 1 : types.includes("boolean") ? true : "text";
}
