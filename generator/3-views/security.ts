/** Security schemes → the view of `templates/security.ts.hbs`. */
import type { Api, SecurityScheme } from "../2-model/api.ts";
import { code, type Code, identifier, key, literal } from "./code.ts";
import { type DocsView, docsView } from "./docs.ts";
import { Imports } from "./import-lines.ts";
import { type Data, layOut } from "./layout.ts";

export interface SecurityView {
  readonly imports: Imports;
  readonly schemes: readonly { readonly docs: DocsView; readonly name: Code; readonly data: Code }[];
  readonly credentials: readonly { readonly docs: DocsView; readonly name: Code; readonly type: Code }[];
}

/** Returns the view with a constant per security scheme, and the type of the credentials for the client. */
export function securityView(api: Api): SecurityView {
  const imports = new Imports();
  const schemes = api.securitySchemes.map((scheme) => {
    const name = identifier(scheme.identifier);
    imports.useType("runtime/operation", "SecurityScheme");
    const taken = code`export const ${name}: SecurityScheme = ;`.length;
    return { docs: docsView(scheme.docs), name, data: layOut(schemeData(scheme), { margin: 0, taken }) };
  });
  const credentials = api.securitySchemes.flatMap((scheme) => {
    if (scheme.type === "mutualTLS") return []; // The certificate belongs to the connection.
    imports.useType("runtime/client/auth", "Credential");
    const type = isBasic(scheme) ? imports.useType("runtime/client/auth", "BasicCredential") : code`string`;
    return { docs: docsView(scheme.docs, { notes: credentialNotes(scheme) }), name: key(scheme.key), type };
  });
  return { imports, schemes, credentials };
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

/** Returns a remark on the credential, if its type does not say enough. */
function credentialNotes(scheme: SecurityScheme): readonly string[] {
  if (scheme.type === "oauth2" || scheme.type === "openIdConnect") return ["An access token that you have obtained."];
  if (scheme.type !== "http" || isBasic(scheme)) return [];
  return /^bearer$/i.test(scheme.scheme)
    ? ["A token, without `Bearer`."]
    : [`The value of the header \`Authorization\` after \`${scheme.scheme}\`.`];
}

/** Returns true for HTTP Basic authentication. Names of HTTP schemes are case-insensitive (RFC 9110 §11.1). */
export function isBasic(scheme: SecurityScheme): boolean {
  return scheme.type === "http" && scheme.scheme.toLowerCase() === "basic";
}
