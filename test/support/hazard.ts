/**
 * Tests a small, difficult description: valid and invalid values, equal types, and calls with the expected requests.
 * The claims become a TypeScript module, `claims.ts`, next to the generated code. The compiler checks its types.
 * Running it passes the values to the validators and the calls to the client.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../../generator/diagnostics.ts";
import { generate } from "../../generator/index.ts";
import { importModules } from "./workspace.ts";

export interface Hazard {
  readonly name: string;
  /** The description as YAML. `openapi` and `info` are added if it does not begin with them. */
  readonly spec: string;
  /** OpenAPI version. Default: 3.1.0. */
  readonly version?: string;
  /**
   * Type, verdict, and a value as TypeScript. `narrow`: the type accepts the value, the validator rejects it. `wide`: the
   * validator accepts the value, the type rejects it.
   */
  readonly values?: readonly (readonly [type: string, verdict: "yes" | "no" | "narrow" | "wide", value: string])[];
  /** Pairs of equal types. `t` is the module of generated types. `At<Result, Status>` selects variants of a result. */
  readonly types?: readonly (readonly [string, string])[];
  /** A call of `api` as TypeScript, and the expected request. */
  readonly calls?: readonly (readonly [call: string, want: WantedRequest | string])[];
}

export interface WantedRequest {
  readonly line: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const CLAIMS = "claims.ts";

/** Generates every target of the hazard into `folder` and writes its claims. Returns the errors. */
export async function prepare(hazard: Hazard, folder: string): Promise<readonly Diagnostic[]> {
  const { spec, version = "3.1.0" } = hazard;
  const heading = /^\s*(?:openapi|swagger):/.test(spec) ? "" : `openapi: ${version}\n${INFO}`;
  const file = `${folder}.yaml`;
  writeFileSync(file, heading + unindent(spec));
  const { ok, diagnostics } = await generate({ spec: file, output: folder });
  if (ok) writeFileSync(join(folder, CLAIMS), claimsOf(hazard));
  return diagnostics.filter(({ severity }) => severity === "error");
}

/** Results at run time: validity of the values, and requests of the calls. */
export interface Outcome {
  readonly values: readonly string[];
  readonly requests: readonly WantedRequest[];
}

export function wantedOf({ values = [], calls = [] }: Hazard): Outcome {
  return {
    values: values.map(([type, verdict, value]) => `${type} ${verdict === "yes" || verdict === "wide"} ${value}`),
    requests: calls.map(([, want]) => (typeof want === "string" ? { line: want } : want)),
  };
}

/** Runs the claims that `prepare` has written. Requests contain only the parts that the hazard expects. */
export async function outcomeOf(hazard: Hazard, folder: string): Promise<Outcome> {
  const modules = await importModules(folder);
  const claims = modules.get("claims.js") ?? {};
  const validators = (modules.get("validators.js") ?? {}) as Record<string, { is(value: unknown): boolean }>; // generated
  const { createApi } = (modules.get("client.js") ?? {}) as { createApi: (options: object) => unknown }; // generated
  const values = (hazard.values ?? []).map(([type, , value], index) => {
    return `${type} ${validators[type]?.is(claims[`value${index}`])} ${value}`;
  });
  const requests: WantedRequest[] = [];
  for (const [index, want] of wantedOf(hazard).requests.entries()) {
    const sent: Request[] = [];
    const fetch = async (request: Request): Promise<Response> => {
      sent.push(request);
      return new Response(undefined, { status: 204 });
    };
    const call = claims[`call${index}`] as (api: unknown) => Promise<unknown>; // as `claimsOf` wrote it
    await call(createApi({ baseUrl: ORIGIN, fetch }));
    for (const request of sent) requests.push(await told(request, want));
  }
  return { values, requests };
}

const ORIGIN = "http://hazard.test";

async function told(request: Request, { headers, body }: WantedRequest): Promise<WantedRequest> {
  const names = Object.keys(headers ?? {});
  return {
    line: `${request.method} ${request.url.replace(ORIGIN, "")}`,
    ...(headers && { headers: Object.fromEntries(names.map((name) => [name, request.headers.get(name) ?? ""])) }),
    ...(body !== undefined && { body: await request.text() }),
  };
}

const INFO = "info: { title: Hazard, version: '1' }\n";

/** Removes the indentation that YAML has inside a test. */
function unindent(text: string): string {
  const margin = /^ *(?=\S)/m.exec(text)?.[0] ?? "";
  return text.replaceAll(new RegExp(`^${margin}`, "gm"), "");
}

function claimsOf({ values = [], types = [], calls = [] }: Hazard): string {
  return [
    ...(calls.length === 0 ? [] : ['import type { Api } from "./client.js";']),
    'import type * as t from "./types.js";',
    "export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;",
    "export type Holds<T extends true> = T;",
    "export type At<R, S> = R extends { status: infer Any } ? (S extends Any ? R : never) : never;",
    "export type Types = keyof typeof t;",
    ...types.map(([one, other], index) => `export type Type${index} = Holds<Equal<${one}, ${other}>>;`),
    ...values.flatMap(([type, verdict, value], index) => [
      ...(verdict === "no" || verdict === "wide" ? ["// @ts-expect-error -- not of this type"] : []),
      `export const value${index}: t.${type} = ${value};`,
    ]),
    ...calls.map(([call], index) => `export const call${index} = (api: Api): Promise<unknown> => ${call};`),
    "",
  ].join("\n");
}
