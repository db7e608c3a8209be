import { expect, it } from "vitest";
import type { SecuritySchemeObject } from "../../../generator/1-document/openapi.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { securityView } from "../../../generator/3-views/security.ts";
import { printPage } from "../../support/print-page.ts";
import { documentOf } from "../2-model/documents.ts";

function fileOf(securitySchemes: Readonly<Record<string, SecuritySchemeObject>>): string {
  const view = securityView(buildApi(documentOf({ components: { securitySchemes } })));
  return printPage("security.ts", "security.ts", view).replace(/^\/\*[^]*?\*\/\n/, "");
}

const CONSTANTS: readonly [name: string, given: SecuritySchemeObject, constant: string, credential: string][] = [
  [
    "apiKey",
    { type: "apiKey", in: "cookie", name: "sid" },
    `{ key: "it", type: "apiKey", in: "cookie", name: "sid" }`,
    "Credential<string>",
  ],
  [
    "basic",
    { type: "http", scheme: "Basic" },
    `{ key: "it", type: "http", scheme: "Basic" }`,
    "Credential<BasicCredential>",
  ],
  [
    "bearer",
    { type: "http", scheme: "bearer", bearerFormat: "JWT" },
    `{ key: "it", type: "http", scheme: "bearer" }`,
    "Credential<string>",
  ],
  ["oauth2", { type: "oauth2", flows: {} }, `{ key: "it", type: "oauth2" }`, "Credential<string>"],
  [
    "openIdConnect",
    { type: "openIdConnect", openIdConnectUrl: "https://a.test/" },
    `{ key: "it", type: "openIdConnect", url: "https://a.test/" }`,
    "Credential<string>",
  ],
];

it.each(CONSTANTS)("%s", (_name, given, constant, credential) => {
  const file = fileOf({ it: given });
  expect(file).toContain(`\nexport const it: SecurityScheme = ${constant};\n`);
  expect(file).toContain(`\n  readonly it?: ${credential} | undefined;\n`);
});

it.each<[name: string, given: SecuritySchemeObject, told: string]>([
  ["a token", { type: "oauth2", flows: {} }, "  /** An access token that you have obtained. */\n  readonly it?"],
  ["a bearer's", { type: "http", scheme: "Bearer" }, "  /** A token, without `Bearer`. */\n  readonly it?"],
  [
    "another scheme's",
    { type: "http", scheme: "Digest" },
    "  /** The value of the header `Authorization` after `Digest`. */\n  readonly it?",
  ],
  ["a pair says it by its type", { type: "http", scheme: "basic" }, "export interface Auth {\n  readonly it?"],
])("documents the credential: %s", (_name, given, told) => {
  expect(fileOf({ it: given })).toContain(told);
});

it("has no credential for mutual TLS, because the certificate belongs to the connection", () => {
  const file = fileOf({ tls: { type: "mutualTLS" } });
  expect(file).toContain(`export const tls: SecurityScheme = { key: "tls", type: "mutualTLS" };`);
  expect(file).toContain("export interface Auth {\n}");
  expect(file).not.toContain("Credential }");
});

it("keeps and documents the names of schemes", () => {
  const file = fileOf({
    "X-API-TOKEN": { type: "apiKey", in: "header", name: "X-API-TOKEN", description: "Of */ yours", deprecated: true },
  });
  expect(file).toBe(`import type { Credential } from "./runtime/client/auth.js";
import type { SecurityScheme } from "./runtime/operation.js";

/**
 * Of *\\/ yours
 *
 * @deprecated
 */
export const xApiToken: SecurityScheme = { key: "X-API-TOKEN", type: "apiKey", in: "header", name: "X-API-TOKEN" };

/** Credentials by the name of the security scheme: values, or functions that return them when they are needed. */
export interface Auth {
  /**
   * Of *\\/ yours
   *
   * @deprecated
   */
  readonly "X-API-TOKEN"?: Credential<string> | undefined;
}
`);
});

it("prints an empty type if there are no schemes", () => {
  expect(fileOf({})).toBe(`
/** Credentials by the name of the security scheme: values, or functions that return them when they are needed. */
export interface Auth {
}
`);
});
