/**
 * What a request cannot carry, or only as something else: it is left out of the inputs, and of what they are made
 * smaller to.
 */
import { type Json, isObject } from "../../1-document/json.ts";
import type {
  DescribedContent,
  DescribedOperation,
  DescribedParameter,
} from "../../5-oracle/description/description.ts";
import { formPairs } from "../../5-oracle/wire/wire-body.ts";
import { isByHand, multipartText } from "../../5-oracle/wire/wire-multipart.ts";
import { type OperationInput, requestOf } from "../../5-oracle/wire/wire-request.ts";
import { piecesOf, Uncarriable } from "../../5-oracle/wire/wire-styles.ts";

/** Whether all of the input arrives, and as what it is. */
export async function isCarriable(
  operation: DescribedOperation,
  { parameters, body }: OperationInput,
): Promise<boolean> {
  const chosen = [...parameters];
  if (withoutQuarrel(chosen).length < chosen.length) return false;
  for (const [parameter, value] of chosen) if (!(await travels(operation, parameter, value))) return false;
  if (body === undefined) return true;
  const { content, value } = body;
  if (content.kind === "lines" || content.kind === "events") return !Array.isArray(value) || value.length > 0;
  if (content.kind === "text" || content.kind === "binary") return value !== "";
  if (content.kind === "json") return true;
  if (content.kind === "parts" || content.kind === "part-stream") return isList(content, value);
  return isForm(content, value) && JSON.stringify(withoutNothing(content, value)) === JSON.stringify(value);
}

/** An exploded object loses its own name: what else is called as its members are would be taken for one. */
export function withoutQuarrel(chosen: readonly [DescribedParameter, Json][]): readonly [DescribedParameter, Json][] {
  const taken = new Set<string>();
  return chosen.filter(([parameter, value]) => {
    const isSpread = parameter.explode && isObject(value) && /^(?:form|cookie)$/.test(parameter.style);
    const names = (isSpread ? Object.keys(value) : [parameter.name]).map((name) => `${parameter.in} ${name}`);
    const others = new Set(
      chosen.filter(([other]) => other !== parameter).map(([other]) => `${other.in} ${other.name}`),
    );
    const isFree = names.every((name) => !taken.has(name)) && (!isSpread || names.every((name) => !others.has(name)));
    if (isFree) for (const name of names) taken.add(name);
    return isFree;
  });
}

/** Whether anything is left of the value in a request. */
export async function travels(
  operation: DescribedOperation,
  parameter: DescribedParameter,
  value: Json,
): Promise<boolean> {
  const path = parameter.in === "path" ? `/{${parameter.name}}` : "/";
  try {
    const alone = { ...operation, path };
    const { query, headers, cookies } = await requestOf(alone, {
      parameters: new Map([[parameter, value]]),
      body: undefined,
    });
    return parameter.in === "path" || query.length + headers.length + cookies.length > 0;
  } catch (error) {
    if (error instanceof Uncarriable) return false;
    throw error;
  }
}

/** A form of no fields has no bytes, and is no body; in a multipart one nothing tells a delimiter from one in an item. */
export function isForm(content: DescribedContent, value: Json): boolean {
  if (!isObject(value)) return false;
  if (isByHand(content)) return isWritable(content, value);
  try {
    const styled = content.kind === "multipart" ? Object.entries(value) : [];
    const isClear = styled.every(([name, entry]) => {
      const style = Object.hasOwn(content.encoding, name) ? content.encoding[name]?.style : undefined;
      const pieces = style && piecesOf(name, style, entry);
      return (
        pieces?.every(({ items, delimiter }) => delimiter === "" || !items.some((item) => item.includes(delimiter))) ??
        true
      );
    });
    return isClear && formPairs(content, value).length > 0;
  } catch (error) {
    if (error instanceof Uncarriable) return false;
    throw error;
  }
}

/** Of parts without names, one at least. */
export function isList(content: DescribedContent, value: Json): boolean {
  return Array.isArray(value) && value.length > 0 && isWritable(content, value);
}

function isWritable(content: DescribedContent, value: Json): boolean {
  try {
    return multipartText(content, value, "") !== "----\r\n"; // which no part is in
  } catch (error) {
    if (error instanceof Uncarriable) return false;
    throw error;
  }
}

/** Null and empty lists do not travel in a form, and neither does an empty object that has a style. */
export function withoutNothing({ encoding }: DescribedContent, value: Json): Json {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([name, entry]) => {
    if (entry === null || (Array.isArray(entry) && entry.length === 0)) return false;
    const isStyled = Object.hasOwn(encoding, name) && encoding[name]?.style !== undefined;
    return !(isStyled && isObject(entry) && Object.keys(entry).length === 0);
  });
  return Object.fromEntries(entries);
}
