/**
 * Decides whether a request can carry an input unchanged. Inputs that no request can carry are not generated, and
 * shrinking does not produce them.
 */
import { type Json, isObject } from "../../1-document/json.ts";
import type {
  DescribedContent,
  DescribedOperation,
  DescribedParameter,
} from "../../5-oracle/description/described-operation.ts";
import { encodeFormPairs } from "../../5-oracle/wire/encode-body.ts";
import { isBeyondFormData, encodeMultipart } from "../../5-oracle/wire/multipart-body.ts";
import { type OperationInput, encodeRequest } from "../../5-oracle/wire/encode-request.ts";
import { encodeStyle, UnencodableValue } from "../../5-oracle/wire/parameter-styles.ts";

/** Returns true if the input survives encoding and decoding unchanged. */
export async function isEncodableInput(
  operation: DescribedOperation,
  { parameters, body }: OperationInput,
): Promise<boolean> {
  const chosen = [...parameters];
  if (withoutNameConflicts(chosen).length < chosen.length) return false;
  for (const [parameter, value] of chosen) if (!(await isEncodableParameter(operation, parameter, value))) return false;
  if (body === undefined) return true;
  const { content, value } = body;
  if (content.kind === "lines" || content.kind === "events") return !Array.isArray(value) || value.length > 0;
  if (content.kind === "text" || content.kind === "binary") return value !== "";
  if (content.kind === "any") return value !== "";
  if (content.kind === "json") return true;
  if (content.kind === "parts" || content.kind === "part-stream") return isEncodableParts(content, value);
  return (
    isEncodableForm(content, value) && JSON.stringify(withoutEmptyFields(content, value)) === JSON.stringify(value)
  );
}

/** Drops parameters whose name equals a property of an exploded object: the server could not tell them apart. */
export function withoutNameConflicts(
  chosen: readonly [DescribedParameter, Json][],
): readonly [DescribedParameter, Json][] {
  const taken = new Set<string>();
  return chosen.filter(([parameter, value]) => {
    const isExploded = parameter.explode && isObject(value) && /^(?:form|cookie)$/.test(parameter.style);
    const names = (isExploded ? Object.keys(value) : [parameter.name]).map((name) => `${parameter.in} ${name}`);
    const others = new Set(
      chosen.filter(([other]) => other !== parameter).map(([other]) => `${other.in} ${other.name}`),
    );
    const isFree = names.every((name) => !taken.has(name)) && (!isExploded || names.every((name) => !others.has(name)));
    if (isFree) for (const name of names) taken.add(name);
    return isFree;
  });
}

/** Returns true if the value of a parameter leaves a trace in the request. */
export async function isEncodableParameter(
  operation: DescribedOperation,
  parameter: DescribedParameter,
  value: Json,
): Promise<boolean> {
  const path = parameter.in === "path" ? `/{${parameter.name}}` : "/";
  try {
    const alone = { ...operation, path };
    const { query, headers, cookies } = await encodeRequest(alone, {
      parameters: new Map([[parameter, value]]),
      body: undefined,
    });
    return parameter.in === "path" || query.length + headers.length + cookies.length > 0;
  } catch (error) {
    if (error instanceof UnencodableValue) return false;
    throw error;
  }
}

/** Returns true if a form can hold the value: it has a field, and no item contains the delimiter of its array. */
export function isEncodableForm(content: DescribedContent, value: Json): boolean {
  if (!isObject(value)) return false;
  if (isBeyondFormData(content)) return isEncodableMultipart(content, value);
  try {
    const styled = content.kind === "multipart" ? Object.entries(value) : [];
    const isUnambiguous = styled.every(([name, entry]) => {
      const style = Object.hasOwn(content.encoding, name) ? content.encoding[name]?.style : undefined;
      const pieces = style && encodeStyle(name, style, entry);
      return (
        pieces?.every(({ items, delimiter }) => delimiter === "" || !items.some((item) => item.includes(delimiter))) ??
        true
      );
    });
    return isUnambiguous && encodeFormPairs(content, value).length > 0;
  } catch (error) {
    if (error instanceof UnencodableValue) return false;
    throw error;
  }
}

/** Returns true if the value is a non-empty array that can be sent as parts without names. */
export function isEncodableParts(content: DescribedContent, value: Json): boolean {
  return Array.isArray(value) && value.length > 0 && isEncodableMultipart(content, value);
}

function isEncodableMultipart(content: DescribedContent, value: Json): boolean {
  try {
    return encodeMultipart(content, value, "") !== "----\r\n"; // a body without parts
  } catch (error) {
    if (error instanceof UnencodableValue) return false;
    throw error;
  }
}

/** Drops the fields that a form cannot encode: null, empty arrays and empty objects with a style. */
export function withoutEmptyFields({ encoding }: DescribedContent, value: Json): Json {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([name, entry]) => {
    if (entry === null || (Array.isArray(entry) && entry.length === 0)) return false;
    const isStyled = Object.hasOwn(encoding, name) && encoding[name]?.style !== undefined;
    return !(isStyled && isObject(entry) && Object.keys(entry).length === 0);
  });
  return Object.fromEntries(entries);
}
