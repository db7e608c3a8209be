/** Options of a run, with their defaults, for the command line and the programmatic API alike. */

/** What can be written; `server` needs `validators`, and `client` needs `types`: they are added unasked. */
export const TARGETS = ["types", "paths", "validators", "client", "server"] as const;
export type Target = (typeof TARGETS)[number];

/** The frameworks that the server has an adapter for; `fetch` (Request → Response) is always written. */
export const ADAPTERS = ["node", "hono", "express", "fastify"] as const;
export type Adapter = (typeof ADAPTERS)[number];

/** What a description may cost before anything else looks at it. */
export interface Limits {
  /** Bytes of one file; the largest descriptions that are common have 10 to 12 million. */
  readonly bytes: number;
  /** Files in all, overlays included. */
  readonly files: number;
  /** Objects and lists within each other. */
  readonly depth: number;
  /** Values that the YAML aliases of one file stand for, beyond those that are written out. */
  readonly aliasedValues: number;
}

export const DEFAULT_LIMITS: Limits = { bytes: 16_777_216, files: 1000, depth: 100, aliasedValues: 200_000 };

/** What can stand behind relative import specifiers in the output. */
export const IMPORT_EXTENSIONS = ["js", "ts", "none"] as const;
export type ImportExtension = (typeof IMPORT_EXTENSIONS)[number];

/** Formats whose values can be something else to a program than on the wire. */
export const CONVERSIONS = { "date-time": "Date", int64: "bigint" } as const;
export type ValueConversions = { readonly [Name in keyof typeof CONVERSIONS]?: (typeof CONVERSIONS)[Name] };

/** Where a description comes from and how it is read. */
export interface SourceOptions {
  /** Path of the root file of the description (or a URL on an allowed host). */
  readonly spec: string;
  /** OpenAPI Overlay documents, applied in order before anything else looks. */
  readonly overlays: readonly string[];
  /** Hosts that `$ref` and overlays may be fetched from; none by default. */
  readonly allowRemote: readonly string[];
  /** Turn errors that leave generation unambiguous into warnings. */
  readonly lenient: boolean;
  /** Severity by rule name, over the defaults. An error that leaves nothing to generate stays one. */
  readonly rules: Readonly<Record<string, "error" | "warning" | "info" | "off">>;
  readonly limits: Limits;
}

/** What of a description is printed, and how. */
export interface PrintOptions extends SourceOptions {
  readonly targets: readonly Target[];
  readonly adapters: readonly Adapter[];
  readonly importExtension: ImportExtension;
  /** Values that are converted between the wire and the program; none by default. */
  readonly conversions?: ValueConversions;
}

/** How generated code comes to run in this process. */
export interface LoadOptions extends SourceOptions {
  /** A folder that `generate` has written; its code runs instead of code that is generated now. */
  readonly generated?: string | undefined;
  /**
   * A folder in which what was made is kept for the next time, and into which nobody else can write: the code in it is
   * run. Absent: nothing is kept.
   */
  readonly cache?: string | undefined;
}

export interface GenerateOptions extends PrintOptions {
  /** Output folder. */
  readonly output: string;
  /** Compare instead of writing. */
  readonly check: boolean;
  /** Overwrite files that stand in the way though an earlier run did not write them. */
  readonly force: boolean;
}

export const DEFAULT_SOURCE: Omit<SourceOptions, "spec"> = {
  overlays: [],
  allowRemote: [],
  lenient: false,
  rules: {},
  limits: DEFAULT_LIMITS,
};

export const DEFAULT_GENERATE: Omit<GenerateOptions, "spec" | "output"> = {
  ...DEFAULT_SOURCE,
  targets: TARGETS,
  adapters: ADAPTERS,
  check: false,
  force: false,
  importExtension: "js",
};
