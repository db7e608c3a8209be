/** The cases of an operation that a suite shows: few, readable, and each of them judged. */
import { PARAMETER_GROUPS } from "../../../templates/runtime/wire/parameter-places.ts";
import { type Json, valueAt } from "../../1-document/json.ts";
import { parsePointer } from "../../1-document/pointer.ts";
import { Bytes, type CaseValue, type OperationCases } from "../../3-views/contract.ts";
import { isCarriable } from "../cases/carriable.ts";
import type {
  DescribedContent,
  DescribedOperation,
  DescribedParameter,
} from "../../5-oracle/description/description.ts";
import { inputsOf, type Workshop } from "../cases/inputs.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import { AS_IT_TRAVELS, type CodeForm, spelledResponse, spelledIn, spelledInput } from "../loop/code-form.ts";
import { responsesOf } from "../loop/planned-responses.ts";
import type { PlannedResponse } from "../loop/planned-response.ts";
import { concrete } from "../../5-oracle/description/described-media.ts";
import { withFiles } from "../cases/part-values.ts";
import { wrongBodies } from "../cases/mutations/invalid-bodies.ts";
import { isLeavable, wrongValues } from "../cases/mutations/invalid-parameters.ts";
import { asksForCredentials, isSendable } from "../../5-oracle/description/described-security.ts";
import type { OperationInput } from "../../5-oracle/wire/wire-request.ts";

/** The barest and the fullest: people read them. */
const INPUTS = 2;
/** Of wrong values for each parameter, and of wrong bodies. */
const WRONG_VALUES = 2;
const WRONG_BODIES = 12;

interface CaseWorkshop extends Workshop, Pick<Oracle, "document"> {
  /** What callers and handlers of the operation have. */
  readonly form: CodeForm;
}

/** `id` is the name of the operation in generated code. */
export async function casesOf(
  operation: DescribedOperation,
  id: string,
  workshop: CaseWorkshop,
): Promise<OperationCases> {
  const contents = operation.body?.contents.length ?? 0;
  const { form } = workshop;
  const { inputs: all, notes: unsent } = await inputsOf(operation, Math.max(INPUTS, contents * INPUTS), workshop);
  const { kept: made, notes } = spelledIn(all, "A legal input", (input) => spelledInput(form, input));
  const isOpen = operation.security.length === 0 || operation.security.some(isSendable);
  const inputs = isOpen ? made : [];
  const { variants, notes: unanswered } = responsesOf(operation, 1, workshop);
  const { kept: responses, notes: unspelled } = spelledIn(
    variants.flatMap((variant) => variant.slice(0, 1)),
    "An answer",
    (response) => spelledResponse(form, response),
  );
  const todos = [...unsent, ...notes, ...unanswered, ...unspelled, ...workshop.judge.undecided()];
  if (!isOpen) todos.push("it asks for two credentials in one place: no request has both");
  if (inputs.length === 0 && todos.length === 0) todos.push("no legal input was found: give one here");
  const [first] = inputs;
  // the barest: it is read once for each thing that is wrong with it
  const body = inputs.find((input) => input.body !== undefined)?.body;
  return {
    id,
    name: `${id}: ${operation.method} ${operation.path}`,
    inputs: inputs.map((input) => inputOf(operation, input, form)),
    responses: responses.map((response) => responseOf(response, form)),
    invalid: first === undefined ? [] : await invalidOf(operation, { ...first, body }, workshop),
    isGuarded: asksForCredentials(operation),
    todos,
  };
}

function inputOf(operation: DescribedOperation, { parameters, body }: OperationInput, form: CodeForm): CaseValue {
  const groups = new Map<string, CaseValue>();
  for (const [parameter, given] of parameters) {
    const { in: place, name, required, schema } = parameter;
    if (required && hasConstant(schema)) continue;
    const value = form.parameter(parameter, given) as CaseValue; // JSON, or what it is converted to
    const group = place === "querystring" ? undefined : PARAMETER_GROUPS[place];
    const known = group === undefined ? undefined : groups.get(group);
    groups.set(
      group ?? "querystring",
      group === undefined ? value : { ...(known as object | undefined), [name]: value },
    );
  }
  if (body !== undefined) {
    groups.set("body", form.body(body.content, valueOf(body.content, body.value)) as CaseValue); // as above
    if ((operation.body?.contents.length ?? 0) > 1) groups.set("contentType", body.content.mediaType);
  }
  return Object.fromEntries(groups);
}

function responseOf(response: PlannedResponse, form: CodeForm): CaseValue {
  const { status, content, body } = response;
  const headers = Object.entries(response.headers).map(([name, value]) => [name, form.header(response, name, value)]);
  return {
    status,
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) as CaseValue }), // as those of inputs
    ...(content !== undefined && {
      contentType: content.mediaType,
      body: form.responseBody(response, valueOf(content, body)) as CaseValue,
    }),
  };
}

/** As callers and handlers have it. */
function valueOf(content: DescribedContent, value: Json): CaseValue {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  switch (content.kind) {
    case "json":
    case "form":
      return value;
    case "text":
      return text;
    case "binary":
      return new Bytes(text, concrete(content.mediaType));
    case "lines":
    case "events":
      return listOf(value);
    case "multipart":
    case "parts":
    case "part-stream":
      return withFiles(content, value, fileOf) as CaseValue; // JSON, and files in it
    default:
      return content.kind satisfies never;
  }
}

function fileOf(text: string, contentType: string | undefined): Bytes {
  return new Bytes(text, concrete(contentType?.split(",")[0]?.trim() ?? "application/octet-stream"));
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

/** The input without each thing that is required, and with each wrong one, unless it is legal all the same. */
async function invalidOf(
  operation: DescribedOperation,
  input: OperationInput,
  { judge, document }: CaseWorkshop,
): Promise<readonly CaseValue[]> {
  const found: CaseValue[] = [];
  const keep = (about: string, wrong: OperationInput): void => {
    found.push({ about, input: inputOf(operation, wrong, AS_IT_TRAVELS) });
  };
  for (const parameter of operation.parameters) {
    if (hasConstant(parameter.schema)) continue;
    const others = new Map([...input.parameters].filter(([one]) => one !== parameter));
    if (parameter.in !== "path" && isLeavable(document, parameter) && others.size < input.parameters.size) {
      keep(`an input without the ${where(parameter)}`, { ...input, parameters: others });
    }
    // a path that is no value of its parameter may be no path of the description at all
    if (parameter.in === "path") continue;
    const { values } = wrongValues({ judge, document }, parameter, input.parameters.get(parameter), WRONG_VALUES);
    for (const { value, about } of values) {
      const wrong = { ...input, parameters: new Map(input.parameters).set(parameter, value) };
      if (await isCarriable(operation, wrong)) keep(`${where(parameter)}: ${about}`, wrong);
    }
  }
  const { body } = input;
  if (body === undefined) return found;
  const { bodies } = await wrongBodies({ document, judge }, body.content, body.value, WRONG_BODIES);
  for (const { about, value, pointer } of bodies) {
    // the client has no form for a structure where a text belongs
    const isText = body.content.kind !== "json" && pointer !== "" && value !== undefined;
    if (isText && typeof valueAt(value, parsePointer(`#${pointer}`)) === "object") continue;
    if (value !== undefined) keep(`a ${about}`, { ...input, body: { content: body.content, value } });
  }
  return found;
}

function where({ in: place, name }: DescribedParameter): string {
  return `${place} parameter ${name}`;
}

/** Such a parameter the client sends unasked. */
function hasConstant(schema: DescribedParameter["schema"]): boolean {
  return typeof schema === "object" && ("const" in schema || schema.enum?.length === 1);
}
