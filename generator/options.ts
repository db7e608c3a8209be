/** Options of the commands and of the programmatic API, with their defaults. */

/** Targets of `generate`. `server` includes `validators` and `types`; `client` includes `types`. */
export const TARGETS = ["types", "paths", "validators", "client", "server"] as const;
export type Target = (typeof TARGETS)[number];

/** Adapters of the generated server. The core, `Request` to `Response`, is always generated. */
export const ADAPTERS = ["node", "hono", "express", "fastify"] as const;
export type Adapter = (typeof ADAPTERS)[number];

/** Limits on the size of a description. They are checked while its files are read. */
export interface Limits {
  /** Maximum size of one file in bytes. Large public descriptions have 10 to 12 MB. */
  readonly bytes: number;
  /** Maximum number of files, overlays included. */
  readonly files: number;
  /** Maximum nesting of objects and arrays. */
  readonly depth: number;
  /** Maximum number of values that the YAML aliases of one file add by expansion. */
  readonly aliasedValues: number;
}

export const DEFAULT_LIMITS: Limits = { bytes: 67_108_864, files: 10_000, depth: 100, aliasedValues: 200_000 };

/** Extensions of relative import specifiers in generated code. */
export const IMPORT_EXTENSIONS = ["js", "ts", "none"] as const;
export type ImportExtension = (typeof IMPORT_EXTENSIONS)[number];

/**
 * Names for the place of the runtime, the generated files that no description changes. Any other value is the path of
 * a folder that several outputs share.
 */
export const RUNTIMES = ["copy", "package"] as const;

/** Formats whose values can be converted, and the TypeScript type that each converts to. */
export const CONVERSIONS = { "date-time": "Date", int64: "bigint", byte: "Uint8Array" } as const;
/** Types that the runtime converts to. */
export const BUILT_IN_CONVERSIONS: ReadonlySet<string> = new Set(Object.values(CONVERSIONS));
/** Types by format: one of `CONVERSIONS`, or `MODULE#NAME` of a codec of the user. */
export type ValueConversions = Readonly<Record<string, string>>;

/** Formats that are checked by default. All others are annotations. */
export const ASSERTED_FORMATS = [
  "date",
  "time",
  "date-time",
  "duration",
  "email",
  "idn-email",
  "hostname",
  "idn-hostname",
  "ipv4",
  "ipv6",
  "uri",
  "uri-reference",
  "iri",
  "iri-reference",
  "uri-template",
  "uuid",
  "json-pointer",
  "relative-json-pointer",
  "regex",
  "byte",
  "base64url",
  "int8",
  "uint8",
  "int16",
  "uint16",
  "int32",
  "uint32",
  "int64",
  "uint64",
] as const;

/** True if a format is checked, false if it is an annotation. `wide` accepts what Temporal and java.time write. */
export type FormatAssertion = boolean | "wide";

/** Formats that `wide` applies to. */
export const WIDE_FORMATS: readonly string[] = ["duration", "time"];

export interface FormatOptions {
  /** All formats or none, a list of those that are checked, or exceptions by name. Default: true. */
  readonly assert?: boolean | readonly string[] | Readonly<Record<string, FormatAssertion>>;
}

/** Options for reading a description. */
export interface SourceOptions {
  /** Path or URL of the root file of the description, or `-` for the standard input. */
  readonly spec: string;
  /** OpenAPI Overlay documents. They are applied in this order before the description is checked. */
  readonly overlays: readonly string[];
  /**
   * Hosts from which references may be fetched by https. Default: none. References to the origin of `spec` are always
   * allowed.
   */
  readonly allowRemote: readonly string[];
  /** A folder below which references can read files. Default: the folder of `spec`, which is always included. */
  readonly root?: string | undefined;
  /** Request headers for `spec`, if it is a URL. They are sent to its host only. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Leaves out invalid parts of the description, with a warning, instead of stopping. Default: false. */
  readonly lenient: boolean;
  /** Treats warnings as errors. Default: false. */
  readonly strict: boolean;
  /** Severities by rule id. An error that leaves nothing to generate cannot be lowered. */
  readonly rules: Readonly<Record<string, "error" | "warning" | "info" | "off">>;
  /** Severities from the `redocly.yaml` of the project. Applied to rules that exist here; `rules` wins over them. */
  readonly redoclyRules: Readonly<Record<string, "error" | "warning" | "off">>;
  readonly limits: Limits;
  /** Formats that validators and tests check. Default: all that they know. */
  readonly formats?: FormatOptions | undefined;
  /**
   * Reads `additionalProperties: false` of schemas that `allOf` combines as `unevaluatedProperties: false` of the
   * whole, as producers mean it for inheritance. Default: false.
   */
  readonly extendClosedBases: boolean;
}

/** Options that affect the generated code. */
export interface PrintOptions extends SourceOptions {
  readonly targets: readonly Target[];
  readonly adapters: readonly Adapter[];
  readonly importExtension: ImportExtension;
  /** `copy` into the output, `package` to import it from specwright/runtime, or the path of a shared folder. */
  readonly runtime: string;
  /** Formats whose values are converted, such as `date-time` to `Date`. Default: none. */
  readonly conversions?: ValueConversions;
}

/** Options for running generated code in this process. */
export interface LoadOptions extends SourceOptions {
  /** Output folder of `generate` whose code to run. Default: code is generated in memory. */
  readonly generated?: string | undefined;
  /**
   * Cache folder for compiled code. Its code is executed, so no other user may have write access. Default: no cache.
   */
  readonly cache?: string | undefined;
}

export interface GenerateOptions extends PrintOptions {
  /** Output folder. */
  readonly output: string;
  /** Compares with the output folder instead of writing. */
  readonly check: boolean;
  /** Overwrites files that specwright did not write, or that were edited since. */
  readonly force: boolean;
}

export const DEFAULT_SOURCE: Omit<SourceOptions, "spec"> = {
  overlays: [],
  allowRemote: [],
  lenient: false,
  extendClosedBases: false,
  strict: false,
  rules: {},
  redoclyRules: {},
  limits: DEFAULT_LIMITS,
};

export const DEFAULT_GENERATE: Omit<GenerateOptions, "spec" | "output"> = {
  ...DEFAULT_SOURCE,
  targets: TARGETS,
  adapters: ADAPTERS,
  check: false,
  force: false,
  importExtension: "js",
  runtime: "copy",
};
