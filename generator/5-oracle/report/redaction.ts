/**
 * Removes credentials from reports and curl commands. Credentials become environment variables such as
 * `$SPECWRIGHT_AUTH_APIKEY`, so users can run the commands.
 *
 * - Tests know the secrets: `redactionsOfSecrets` for requests, `createRedactor` for responses that echo them.
 * - The proxy does not know them: `redactionsOfRequest` finds values that can be credentials.
 */
import { credentialsFor, type Secret, type Secrets } from "../description/described-security.ts";
import type { DescribedOperation, DescribedRequirement, DescribedScheme } from "../description/described-operation.ts";
import type { WireRequest } from "../wire/encode-request.ts";
import { percentEncode } from "../wire/parameter-styles.ts";
import { hideSecretsInBody, isSecretName, secretVariable, withoutSecretQuery } from "../../secrets.ts";
import type { ShellParts } from "./shell.ts";
import type { Finding } from "./test-report.ts";

/** Part of a request that contains a credential, and its replacement. */
export interface Redaction {
  /** `Name: value` of a header, or `name=value` of a query parameter or cookie. */
  readonly piece: string;
  readonly shown: ShellParts;
  /** True for Basic authentication: curl encodes the credentials. */
  readonly isBasic: boolean;
}

/** Returns the redactions of requests that contain `secrets` for the schemes of `alternative`. */
export function redactionsOfSecrets(
  alternative: readonly DescribedRequirement[],
  secrets: Secrets,
): readonly Redaction[] {
  return alternative.flatMap((requirement): readonly Redaction[] => {
    const { scheme } = requirement;
    const credentials = credentialsFor([requirement], secrets);
    const variable = { variable: secretVariable(scheme.key) };
    const pieces = credentials && [
      ...credentials.headers.map(([name, value]) => [`${name}: `, `${name}: ${value}`] as const),
      ...credentials.query.map(
        ([name, value]) => [`${percentEncode(name)}=`, `${percentEncode(name)}=${percentEncode(value)}`] as const,
      ),
      ...credentials.cookies.map(([name, value]) => [`${name}=`, `${name}=${value}`] as const),
    ];
    const isBasic = scheme.type === "authorization" && scheme.scheme.toLowerCase() === "basic";
    const word =
      scheme.type !== "authorization"
        ? ""
        : isBasic
          ? "Basic "
          : `${/^bearer$/i.test(scheme.scheme) ? "Bearer" : scheme.scheme} `;
    return (pieces ?? []).map(([start, piece]) => ({ piece, shown: [start + word, variable], isBasic }));
  });
}

/**
 * Returns the redactions of an observed request: values that a security scheme names, all cookies, and headers whose
 * name suggests a secret. `withHiddenBody` does the same for the body.
 */
export function redactionsOfRequest(
  request: WireRequest,
  operations: readonly DescribedOperation[],
): readonly Redaction[] {
  const schemes = operations.flatMap(({ security }) => security.flat().map(({ scheme }) => scheme));
  const keyFor = (place: string, name: string): string | undefined => schemes.find(isSchemeAt(place, name))?.key;
  return [
    ...request.headers.flatMap(([name, value]) => {
      const piece = `${name}: ${value}`;
      const key = keyFor("header", name.toLowerCase());
      if (key !== undefined) return [hideValue(piece, `${name}: `, key)];
      if (!isSecretName(name)) return [];
      const [, word = ""] = /^([A-Za-z]+ )/.exec(value) ?? [];
      return [hideValue(piece, `${name}: ${word}`, name.replaceAll("-", "_"))];
    }),
    ...request.query.flatMap((piece) => {
      const [name = ""] = piece.split("=");
      const key = keyFor("query", name);
      if (key !== undefined) return [hideValue(piece, `${name}=`, key)];
      const hidden = withoutSecretQuery(`?${piece}`).slice(1);
      return hidden === piece ? [] : [hideValue(piece, `${name}=`, hidden.slice(`${name}=$SPECWRIGHT_AUTH_`.length))];
    }),
    ...request.cookies.map((piece) => {
      const [name = ""] = piece.split("=");
      return hideValue(piece, `${name}=`, keyFor("cookie", name) ?? `cookie_${name}`);
    }),
  ];
}

/** Returns a request whose body has variables such as `$SPECWRIGHT_AUTH_PASSWORD` instead of secrets. */
export function withHiddenBody(request: WireRequest): WireRequest {
  const { body } = request;
  if (body === undefined) return request;
  const text = Buffer.from(body.bytes).toString("latin1"); // keeps bytes that are not UTF-8
  const hidden = hideSecretsInBody(text, body.contentType);
  return hidden === text
    ? request
    : { ...request, body: { ...body, bytes: new Uint8Array(Buffer.from(hidden, "latin1")) } };
}

function hideValue(piece: string, start: string, key: string): Redaction {
  return { piece, shown: [start, { variable: secretVariable(key) }], isBasic: false };
}

function isSchemeAt(place: string, name: string): (scheme: DescribedScheme) => boolean {
  return (scheme) => {
    if (scheme.type !== "apiKey" || scheme.in !== place) return false;
    return place === "header" ? scheme.name.toLowerCase() === name : scheme.name === name;
  };
}

/** Minimum length of a secret in characters. Shorter strings occur in other words. */
const MIN_SECRET_LENGTH = 4;

/** Returns a function that replaces each credential in a finding by the name of its variable. */
export function createRedactor(secrets: Secrets): (finding: Finding) => Finding {
  const secretsToHide = [...secrets]
    .flatMap(([key, secret]) => encodingsOfSecret(secret).map((text) => ({ text, shown: `$${secretVariable(key)}` })))
    .filter(({ text }) => text.length >= MIN_SECRET_LENGTH)
    .toSorted((one, other) => other.text.length - one.text.length);
  const redact = (text: string): string => {
    return secretsToHide.reduce((rest, { text: secret, shown }) => rest.replaceAll(secret, () => shown), text);
  };
  return (finding) => (secretsToHide.length === 0 ? finding : mapStrings(finding, redact));
}

/** Returns a secret and its encodings in URLs, JSON and Base64. */
function encodingsOfSecret(secret: Secret): readonly string[] {
  const texts =
    typeof secret === "string"
      ? [secret, ...passwordOf(secret)]
      : [`${secret.username}:${secret.password}`, secret.password];
  const spelled = texts.flatMap((text) => [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)]);
  return [...new Set([...spelled, ...texts.map((text) => Buffer.from(text).toString("base64"))])];
}

/** Returns the password of Basic credentials `user:password`. The user name is not secret. */
function passwordOf(secret: string): readonly string[] {
  const at = secret.indexOf(":");
  return at === -1 ? [] : [secret.slice(at + 1)];
}

/** Copies a JSON value, with each string changed. */
function mapStrings<T>(value: T, change: (text: string) => string): T {
  return JSON.parse(JSON.stringify(value), (_key, member: unknown) => {
    return typeof member === "string" ? change(member) : member;
  }) as T; // the same shape, because only strings have changed
}
