/** Security schemes → the view of `templates/security.ts.hbs`. */
import type { Api, SecurityScheme } from "../2-model/api.ts";
import { code, type Code, identifier, key, literal } from "./code.ts";
import { type DocsView, docsView } from "./docs.ts";
import { type Data, layOut } from "./layout.ts";

export interface SecurityView {
  readonly hasSchemes: boolean;
  readonly schemes: readonly { readonly docs: DocsView; readonly name: Code; readonly data: Code }[];
  readonly hasCredentials: boolean;
  /** Types of `runtime/client/auth.ts` that the file uses. */
  readonly credentialTypes: Code;
  readonly credentials: readonly { readonly docs: DocsView; readonly name: Code; readonly type: Code }[];
}

/** One constant per scheme, and what the client wants to know for each that has a credential. */
export function securityView(api: Api): SecurityView {
  const schemes = api.securitySchemes.map((scheme) => {
    const name = identifier(scheme.identifier);
    const taken = code`export const ${name}: SecurityScheme = ;`.length;
    return { docs: docsView(scheme.docs), name, data: layOut(schemeData(scheme), { margin: 0, taken }) };
  });
  const credentials = api.securitySchemes.flatMap((scheme) => {
    const type = credentialType(scheme);
    return type === undefined
      ? []
      : { docs: docsView(scheme.docs, { notes: notesOf(scheme) }), name: key(scheme.key), type };
  });
  return {
    hasSchemes: schemes.length > 0,
    schemes,
    hasCredentials: credentials.length > 0,
    credentialTypes: api.securitySchemes.some(isBasic) ? code`BasicCredential, Credential` : code`Credential`,
    credentials,
  };
}

function schemeData(scheme: SecurityScheme): Data {
  const common = { key: literal(scheme.key), type: literal(scheme.type) };
  switch (scheme.type) {
    case "apiKey":
      return { ...common, in: literal(scheme.in), name: literal(scheme.name) };
    case "http":
      return { ...common, scheme: literal(scheme.scheme) };
    case "openIdConnect":
      return { ...common, url: literal(scheme.url) };
    case "oauth2":
    case "mutualTLS":
      return common;
  }
}

/** What a caller of the client gives; the certificate of mutual TLS is the connection's. */
function credentialType(scheme: SecurityScheme): Code | undefined {
  if (scheme.type === "mutualTLS") return undefined;
  return isBasic(scheme) ? code`BasicCredential` : code`string`;
}

/** Of what the type does not say: which schemes take a token, and which all that their header has. */
function notesOf(scheme: SecurityScheme): readonly string[] {
  if (scheme.type === "oauth2" || scheme.type === "openIdConnect") return ["An access token, however it was got."];
  if (scheme.type !== "http" || isBasic(scheme)) return [];
  return /^bearer$/i.test(scheme.scheme)
    ? ["A token, without `Bearer`."]
    : [`All that follows \`${scheme.scheme}\` in the header \`Authorization\`.`];
}

/** RFC 9110 §11.1: in any case. */
export function isBasic(scheme: SecurityScheme): boolean {
  return scheme.type === "http" && scheme.scheme.toLowerCase() === "basic";
}
