/** The table of configuration options. The configuration is read by it; the guide and the JSON Schema are printed from it. */
import { validateHeaderName, validateHeaderValue } from "node:http";
import {
  arrayOf,
  BOOLEAN,
  choiceOf,
  entriesOf,
  mapOf,
  POSITIVE_NUMBER,
  someOf,
  STRING,
  type OptionType,
} from "./config-types.ts";
import {
  ADAPTERS,
  ASSERTED_FORMATS,
  CONVERSIONS,
  IMPORT_EXTENSIONS,
  RUNTIMES,
  TARGETS,
  WIDE_FORMATS,
  type FormatAssertion,
  type FormatOptions,
  type GenerateOptions,
  type Limits,
} from "./options.ts";
import { oneOf, UsageError } from "./usage-error.ts";

/** The values of a configuration, before defaults. */
export type ConfigValues = Partial<Omit<GenerateOptions, "check" | "force" | "redoclyRules" | "limits">> & {
  /** Overrides of single limits. */
  readonly limits?: Partial<Limits>;
};

export interface ConfigOption<Value> extends OptionType<Value> {
  /** The flag of the same meaning, or the argument `[spec]`. Undefined if only the configuration has the option. */
  readonly flag: string | undefined;
  /** One sentence, in Markdown. */
  readonly meaning: string;
  /** The default in words, if it is no constant in `DEFAULT_GENERATE`. */
  readonly fallback?: string;
}

type ConfigTable = { readonly [Name in keyof ConfigValues]-?: ConfigOption<NonNullable<ConfigValues[Name]>> };

const SEVERITIES = ["error", "warning", "info", "off"] as const;
const LIMITS: { readonly [Name in keyof Limits]: OptionType<number> } = {
  bytes: POSITIVE_NUMBER,
  files: POSITIVE_NUMBER,
  depth: POSITIVE_NUMBER,
  aliasedValues: POSITIVE_NUMBER,
};
const HEADERS = mapOf(STRING);

/** A codec of the user: the module that exports it, and its name. */
const CODEC = /^[^#"'`\s]+#[A-Za-z_$][\w$]*$/;
const CODEC_SCHEMA = { type: "string", pattern: CODEC.source };

export const CONFIG_OPTIONS: ConfigTable = {
  spec: {
    ...STRING,
    flag: "[spec]",
    meaning: "File or URL of the description, or `-` for the standard input.",
    fallback: "required",
  },
  overlays: {
    ...arrayOf(STRING),
    flag: "--overlay",
    meaning: "[OpenAPI Overlays](https://spec.openapis.org/overlay/latest.html), applied in this order.",
  },
  output: { ...STRING, flag: "--output", meaning: "Output folder of `generate`.", fallback: "`generated`" },
  targets: {
    ...arrayOf(choiceOf(TARGETS, "target")),
    flag: "--targets",
    meaning: "What to generate.",
    fallback: "what fits `package.json`",
  },
  adapters: {
    ...arrayOf(choiceOf(ADAPTERS, "adapter")),
    flag: "--adapters",
    meaning: "Frameworks for which the server gets an adapter.",
    fallback: "those in `package.json`",
  },
  importExtension: {
    ...choiceOf(IMPORT_EXTENSIONS, "import extension"),
    flag: "--import-extension",
    meaning: "Extension of the files in import specifiers.",
    fallback: "`none` beside Next, else `js`",
  },
  runtime: {
    read: runtimeOf,
    schema: { anyOf: [...RUNTIMES.map((name) => ({ const: name })), { type: "string", pattern: "[/\\\\]" }] },
    flag: "--runtime",
    meaning: "Place of the files that are the same for every description: [runtime](#runtime).",
  },
  conversions: {
    read: (value, what) =>
      Object.fromEntries(entriesOf(value, what).map(([format, type]) => conversionOf(format, type))),
    schema: {
      type: "object",
      properties: Object.fromEntries(
        Object.entries(CONVERSIONS).map(([format, type]) => [format, { anyOf: [{ const: type }, CODEC_SCHEMA] }]),
      ),
      additionalProperties: CODEC_SCHEMA,
    },
    flag: "--convert",
    meaning:
      "Formats whose values are converted: to `Date`, `bigint` or `Uint8Array`, or by your own [codec](client.md#conversions).",
    fallback: "none",
  },
  formats: {
    read: readFormatOptions,
    schema: {
      type: "object",
      properties: {
        assert: {
          anyOf: [
            { type: "boolean" },
            { type: "array", items: { enum: [...ASSERTED_FORMATS] } },
            {
              type: "object",
              properties: Object.fromEntries(
                ASSERTED_FORMATS.map((format) => [
                  format,
                  WIDE_FORMATS.includes(format) ? { enum: [true, false, "wide"] } : { type: "boolean" },
                ]),
              ),
              additionalProperties: false,
            },
          ],
        },
      },
      additionalProperties: false,
    },
    flag: "--assert-formats",
    meaning: "Formats that validators and tests check: [formats](#formats).",
    fallback: "`{ assert: true }`",
  },
  allowRemote: {
    ...arrayOf(STRING),
    flag: "--allow-remote",
    meaning: "Hosts from which references may be fetched by https.",
  },
  root: {
    ...STRING,
    flag: "--root",
    meaning: "Folder below which references can read files.",
    fallback: "the folder of the description",
  },
  headers: {
    ...HEADERS,
    read: (value, what) =>
      Object.fromEntries(Object.entries(HEADERS.read(value, what)).map(([name, text]) => headerOf(name, text))),
    flag: "--header",
    meaning: "Request headers for a description that is a URL.",
    fallback: "none",
  },
  extendClosedBases: {
    ...BOOLEAN,
    flag: "--extend-closed-bases",
    meaning:
      "Reads `additionalProperties: false` of schemas that `allOf` combines as `unevaluatedProperties: false` of the whole: [closed bases](#closed-bases).",
  },
  lenient: { ...BOOLEAN, flag: "--lenient", meaning: "Leaves out invalid parts of the description, with a warning." },
  strict: { ...BOOLEAN, flag: "--strict", meaning: "Treats warnings as errors." },
  rules: {
    ...mapOf(choiceOf(SEVERITIES), (_what, rule) => `severity of ${rule}`),
    flag: undefined,
    meaning: "Severities by [rule](rules.md).",
  },
  limits: {
    ...someOf(LIMITS, "limit"),
    flag: "--limit",
    meaning:
      "Limits on the description: `bytes` of a file, number of `files`, `depth` of nesting, `aliasedValues` of YAML aliases.",
  },
};

/** Reads `{ assert: … }`. Throws a `UsageError` if a format is unknown. */
export function readFormatOptions(value: unknown, what: string): FormatOptions {
  const { assert, ...others } = Object.fromEntries(entriesOf(value, what));
  for (const name of Object.keys(others)) oneOf(["assert"], name, `option of ${what}`);
  if (typeof assert === "boolean") return { assert };
  const known = choiceOf(ASSERTED_FORMATS, "format");
  if (Array.isArray(assert)) return { assert: arrayOf(known).read(assert, `${what}.assert`) };
  const exceptions = entriesOf(assert, `${what}.assert`).map(([format, how]): [string, FormatAssertion] => {
    const name = known.read(format, what);
    if (how === "wide" && WIDE_FORMATS.includes(name)) return [name, how];
    return [name, BOOLEAN.read(how, `${what}.assert.${name}`)];
  });
  return { assert: Object.fromEntries(exceptions) };
}

/** Returns the place of the runtime. Throws a `UsageError` if it is neither a known name nor a path with a slash. */
export function runtimeOf(value: unknown, what: string): string {
  const runtime = STRING.read(value, what);
  if (RUNTIMES.some((known) => known === runtime) || /[/\\]/.test(runtime)) return runtime;
  throw new UsageError(
    `${what} must be copy, package, or the path of a folder with a slash, such as ./runtime. Got ${JSON.stringify(runtime)}.`,
  );
}

/** Returns a conversion as an entry. Throws a `UsageError` if the format or its type is unknown. */
export function conversionOf(format: string, type: unknown): readonly [format: string, type: string] {
  if (typeof type === "string" && CODEC.test(type) && format !== "int64") return [format, type];
  const known = oneOf(Object.keys(CONVERSIONS) as (keyof typeof CONVERSIONS)[], format, "format"); // `keyof` of a constant object
  return [known, oneOf([CONVERSIONS[known]], type, `type of ${known}`)];
}

/** Returns a request header as an entry. Throws a `UsageError` if its name or its value is invalid in HTTP. */
export function headerOf(name: string, value: string): readonly [name: string, value: string] {
  try {
    validateHeaderName(name.trim());
    validateHeaderValue(name.trim(), value.trim());
  } catch {
    throw new UsageError(`${JSON.stringify(name)} is not a valid header. Write it as "Name: value".`);
  }
  return [name.trim().toLowerCase(), value.trim()];
}
