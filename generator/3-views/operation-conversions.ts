/** What is converted in what an operation takes and answers, as the data of its member `conversions`. */
import { PARAMETER_GROUPS } from "../../templates/runtime/wire/parameter-places.ts";
import type { BodyContent, Operation, Response } from "../2-model/api.ts";
import { code } from "./code.ts";
import { type Conversions, ELSEWHERE } from "./conversions.ts";
import type { Data } from "./layout.ts";
import { decodedValueSchema } from "./types/body-types.ts";

type Record = { readonly [name: string]: Data | undefined };

/** Undefined where nothing is. */
export function conversionData({ parameters, body, responses }: Operation, conversions: Conversions): Data | undefined {
  const members = {
    parameters: parameterConversions(parameters, conversions),
    body: contentConversions(body?.contents ?? [], conversions),
    responses: some(responses.map((response) => [response.status, ofResponse(response, conversions)])),
  };
  const isEmpty = Object.values(members).every((member) => member === undefined);
  return isEmpty ? undefined : { codec: code`conversionCodec`, ...members };
}

function parameterConversions(all: Operation["parameters"], { of }: Conversions): Data | undefined {
  const parameters = all.filter(({ constant }) => constant === undefined); // which callers never see
  const groups = Object.entries(PARAMETER_GROUPS).map(([place, group]) => {
    const found = parameters.filter((parameter) => parameter.in === place);
    const properties = some(found.map(({ name, schema }) => [name, of(schema, ELSEWHERE)]));
    return [group, properties && { properties }] as const;
  });
  const whole = parameters.find((parameter) => parameter.in === "querystring");
  const properties = some([...groups, ["querystring", whole && of(whole.schema, ELSEWHERE)]]);
  return properties && { properties };
}

function ofResponse({ headers, contents }: Response, conversions: Conversions): Data | undefined {
  return some([
    ["headers", some(headers.map(({ name, schema }) => [name, conversions.of(schema, ELSEWHERE)]))],
    ["contents", contentConversions(contents, conversions)],
  ]);
}

function contentConversions(contents: readonly BodyContent[], { of }: Conversions): Data | undefined {
  return some(
    contents.map((content) => {
      const schema = decodedValueSchema(content);
      return [content.mediaType, schema === undefined ? undefined : of(schema, ELSEWHERE)];
    }),
  );
}

/** Undefined where no entry has a value. */
function some(entries: readonly (readonly [name: string, value: Data | undefined])[]): Record | undefined {
  const found = entries.filter(([, value]) => value !== undefined);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
