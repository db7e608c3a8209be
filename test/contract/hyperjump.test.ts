/** Compares the generated validators with `@hyperjump/json-schema`, an independent implementation. */
import { registerSchema, setShouldValidateFormat, validate } from "@hyperjump/json-schema/draft-2020-12";
// oxlint-disable-next-line import/no-unassigned-import -- formats add themselves to the other
import "@hyperjump/json-schema/formats";
import { expect, test } from "vitest";
import { validation } from "../../generated/validation.ts";
import type { Validator } from "../../generated/runtime/validation/validation.ts";
import { description, sample } from "./operation-inputs.ts";
import type { Json } from "./description.ts";

const JSON_TYPE = "application/json";

/** Every documented JSON body of requests and responses, with its generated validator. */
const bodies = description.operations.flatMap(({ id, body, responses }) => {
  const request = {
    name: `${id}, request`,
    schema: body?.contents.get(JSON_TYPE)?.["schema"],
    validator: validation[id]?.body?.[JSON_TYPE],
  };
  const answers = Array.from(responses, ([status, { contents }]) => ({
    name: `${id}, answer ${status}`,
    schema: contents.get(JSON_TYPE)?.["schema"],
    validator: validation[id]?.responses?.[status]?.contents?.[JSON_TYPE],
  }));
  return [request, ...answers].flatMap(({ name, schema, validator }) => {
    if (schema === undefined && validator === undefined) return [];
    if (schema === undefined || validator === undefined) throw new Error(`${name}: one without the other`);
    return [{ name, schema, validator }];
  });
});

/** Returns a valid value and variants: without one property, or with a value of another type in its place. */
function* near(value: Json): Generator<Json> {
  yield value;
  if (typeof value !== "object" || value === null) return;
  const isList = Array.isArray(value);
  for (const [key, member] of Object.entries(value) as [string, Json][]) {
    const rest = Object.entries(value).filter(([other]) => other !== key);
    const withMember = (changed: Json): Json =>
      isList ? value.map((item, index) => (String(index) === key ? changed : item)) : { ...value, [key]: changed };
    if (!isList) yield Object.fromEntries(rest) as Json;
    for (const changed of [null, true, 0, -1, 1.5, "", "x", "2026-11-24", [], {}]) yield withMember(changed);
    for (const changed of near(member)) yield withMember(changed);
  }
}

setShouldValidateFormat(true);

test.each(bodies)("$name: both accept the same bodies", async ({ name, schema, validator }) => {
  const uri = `https://description.example/${encodeURIComponent(name)}`;
  const { components = {} } = description.document;
  registerSchema({ $schema: "https://json-schema.org/draft/2020-12/schema", allOf: [schema], components }, uri);
  const second = await validate(uri);
  const verdicts = { accepted: 0, refused: 0 };
  for (const valid of sample(schema, 2)) {
    for (const value of near(valid)) {
      const accepted = second(value as Parameters<typeof second>[0]).valid;
      verdicts[accepted ? "accepted" : "refused"]++;
      expect([value, isAccepted(validator, value)]).toEqual([value, accepted]);
    }
  }
  expect(verdicts.accepted).toBeGreaterThan(0);
  expect(verdicts.refused).toBeGreaterThan(0);
});

function isAccepted(validator: Validator<unknown>, value: Json): boolean {
  return validator.validate(value).length === 0;
}
