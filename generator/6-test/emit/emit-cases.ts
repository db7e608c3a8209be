/** Builds the cases of an operation for the emitted suite: a few readable ones, all of them validated. */
import { PARAMETER_GROUPS } from "../../../templates/runtime/wire/parameter-places.ts";
import { type Json, valueAt } from "../../1-document/json.ts";
import { parsePointer } from "../../1-document/pointer.ts";
import { Bytes, type CaseValue, type OperationCases } from "../../3-views/contract.ts";
import { isEncodableInput } from "../cases/encodable-input.ts";
import type {
  DescribedContent,
  DescribedOperation,
  DescribedParameter,
} from "../../5-oracle/description/described-operation.ts";
import { generateInputs, type SampleSource } from "../cases/generate-inputs.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import {
  WITHOUT_CONVERSION,
  type ValueConverter,
  normalizeResponse,
  normalizeEach,
  normalizeInput,
} from "../loop/value-converter.ts";
import { planResponses } from "../loop/plan-responses.ts";
import type { PlannedResponse } from "../loop/planned-response.ts";
import { concreteMediaType } from "../../5-oracle/description/described-media.ts";
import { convertFiles } from "../cases/part-values.ts";
import { invalidBodies } from "../cases/mutations/invalid-bodies.ts";
import { canBeOmitted, invalidParameterValues } from "../cases/mutations/invalid-parameters.ts";
import { requiresCredentials, fitsOneRequest } from "../../5-oracle/description/described-security.ts";
import type { OperationInput } from "../../5-oracle/wire/encode-request.ts";

/** The number of inputs per media type: the smallest and the fullest. */
const INPUTS = 2;
/** The number of invalid values per parameter. */
const INVALID_VALUES = 2;
const INVALID_BODIES = 12;

interface EmitContext extends SampleSource, Pick<Oracle, "document"> {
  /** Converts samples to the values of callers and handlers. */
  readonly converter: ValueConverter;
}

/** Builds the cases of an operation. `id` is its name in generated code. */
export async function buildOperationCases(
  operation: DescribedOperation,
  id: string,
  context: EmitContext,
): Promise<OperationCases> {
  const contents = operation.body?.contents.length ?? 0;
  const { converter } = context;
  const { inputs: all, notes: unsent } = await generateInputs(operation, Math.max(INPUTS, contents * INPUTS), context);
  const { normalized, notes: unheldInputs } = normalizeEach(all, "A valid input", (input) =>
    normalizeInput(converter, input),
  );
  const isOpen = operation.security.length === 0 || operation.security.some(fitsOneRequest);
  const inputs = isOpen ? normalized : [];
  const { variants, notes: unplanned } = planResponses(operation, 1, context);
  const { normalized: responses, notes: unheldResponses } = normalizeEach(
    variants.flatMap((variant) => variant.slice(0, 1)),
    "A response",
    (response) => normalizeResponse(converter, response),
  );
  const todos = [...unsent, ...unheldInputs, ...unplanned, ...unheldResponses, ...context.judge.undecidedReasons()];
  if (!isOpen) todos.push("it needs two credentials in one place, which no request can carry");
  if (inputs.length === 0 && todos.length === 0) todos.push("no valid input was found: add one here");
  const [first] = inputs;
  // the smallest body, since it is repeated in each invalid case
  const body = inputs.find((input) => input.body !== undefined)?.body;
  return {
    id,
    name: `${id}: ${operation.method} ${operation.path}`,
    inputs: inputs.map((input) => callInputOf(operation, input, converter)),
    responses: responses.map((response) => handlerResponseOf(response, converter)),
    invalid: first === undefined ? [] : await invalidInputs(operation, { ...first, body }, context),
    isGuarded: requiresCredentials(operation),
    todos,
  };
}

function callInputOf(
  operation: DescribedOperation,
  { parameters, body }: OperationInput,
  converter: ValueConverter,
): CaseValue {
  const groups = new Map<string, CaseValue>();
  for (const [parameter, given] of parameters) {
    const { in: place, name, required, schema } = parameter;
    if (required && hasConstant(schema)) continue;
    const value = converter.parameter(parameter, given) as CaseValue; // JSON, or the value that it is converted to
    const group = place === "querystring" ? undefined : PARAMETER_GROUPS[place];
    const known = group === undefined ? undefined : groups.get(group);
    groups.set(
      group ?? "querystring",
      group === undefined ? value : { ...(known as object | undefined), [name]: value },
    );
  }
  if (body !== undefined) {
    groups.set("body", converter.body(body.content, caseValueOf(body.content, body.value)) as CaseValue); // as above
    if ((operation.body?.contents.length ?? 0) > 1) groups.set("contentType", body.content.mediaType);
  }
  return Object.fromEntries(groups);
}

function handlerResponseOf(response: PlannedResponse, converter: ValueConverter): CaseValue {
  const { status, content, body } = response;
  const headers = Object.entries(response.headers).map(([name, value]) => [
    name,
    converter.header(response, name, value),
  ]);
  return {
    status,
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) as CaseValue }), // as those of inputs
    ...(content !== undefined && {
      contentType: content.mediaType,
      body: converter.responseBody(response, caseValueOf(content, body)) as CaseValue,
    }),
  };
}

/** Returns a body as callers and handlers have it. */
function caseValueOf(content: DescribedContent, value: Json): CaseValue {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  switch (content.kind) {
    case "json":
    case "any":
    case "form":
      return value;
    case "text":
      return text;
    case "binary":
      return new Bytes(text, concreteMediaType(content.mediaType));
    case "lines":
    case "events":
      return arrayOf(value);
    case "multipart":
    case "parts":
    case "part-stream":
      return convertFiles(content, value, caseFile) as CaseValue; // JSON, and files in it
    default:
      return content.kind satisfies never;
  }
}

function caseFile(text: string, contentType: string | undefined): Bytes {
  return new Bytes(text, concreteMediaType(contentType?.split(",")[0]?.trim() ?? "application/octet-stream"));
}

function arrayOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

/** Returns inputs without a required part, or with an invalid value. Each is invalid in one place. */
async function invalidInputs(
  operation: DescribedOperation,
  input: OperationInput,
  { judge, document }: EmitContext,
): Promise<readonly CaseValue[]> {
  const found: CaseValue[] = [];
  const keep = (about: string, wrong: OperationInput): void => {
    found.push({ about, input: callInputOf(operation, wrong, WITHOUT_CONVERSION) });
  };
  for (const parameter of operation.parameters) {
    if (hasConstant(parameter.schema)) continue;
    const others = new Map([...input.parameters].filter(([one]) => one !== parameter));
    if (parameter.in !== "path" && canBeOmitted(document, parameter) && others.size < input.parameters.size) {
      keep(`an input without the ${parameterLabel(parameter)}`, { ...input, parameters: others });
    }
    // a path with an invalid parameter may match no path of the description
    if (parameter.in === "path") continue;
    const { values } = invalidParameterValues(
      { judge, document },
      parameter,
      input.parameters.get(parameter),
      INVALID_VALUES,
    );
    for (const { value, about } of values) {
      const wrong = { ...input, parameters: new Map(input.parameters).set(parameter, value) };
      if (await isEncodableInput(operation, wrong)) keep(`${parameterLabel(parameter)}: ${about}`, wrong);
    }
  }
  const { body } = input;
  if (body === undefined) return found;
  const { bodies } = await invalidBodies({ document, judge }, body.content, body.value, INVALID_BODIES);
  for (const { about, value, pointer } of bodies) {
    // the client cannot encode an object or array where a string belongs
    const isText = body.content.kind !== "json" && pointer !== "" && value !== undefined;
    if (isText && typeof valueAt(value, parsePointer(`#${pointer}`)) === "object") continue;
    if (value !== undefined) keep(`a ${about}`, { ...input, body: { content: body.content, value } });
  }
  return found;
}

function parameterLabel({ in: place, name }: DescribedParameter): string {
  return `${place} parameter ${name}`;
}

/** Returns true if the schema has a single value. The client sends such a parameter by itself. */
function hasConstant(schema: DescribedParameter["schema"]): boolean {
  return typeof schema === "object" && ("const" in schema || schema.enum?.length === 1);
}
