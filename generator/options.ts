/** Options of a run, with their defaults, for the command line and the programmatic API alike. */

/** What can be written; `server` needs `validators`, and `client` needs `types`: they are added unasked. */
export const TARGETS = ["types", "paths", "validators", "client", "server"] as const;
export type Target = (typeof TARGETS)[number];

/** The frameworks that the server has an adapter for; `fetch` (Request → Response) is always written. */
export const FRAMEWORKS = ["node", "hono", "express", "fastify"] as const;
export type Framework = (typeof FRAMEWORKS)[number];

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
  /** Severity by rule name, over the defaults. */
  readonly rules: Readonly<Record<string, "error" | "warning" | "info" | "off">>;
}

export interface GenerateOptions extends SourceOptions {
  /** Output folder. */
  readonly output: string;
  readonly targets: readonly Target[];
  readonly frameworks: readonly Framework[];
  /** Compare instead of writing. */
  readonly check: boolean;
  /** Overwrite files that stand in the way though an earlier run did not write them. */
  readonly force: boolean;
  /** What stands behind relative import specifiers in the output. */
  readonly importExtension: ".js" | ".ts" | "";
}

export const DEFAULT_SOURCE: Omit<SourceOptions, "spec"> = {
  overlays: [],
  allowRemote: [],
  lenient: false,
  rules: {},
};

export const DEFAULT_GENERATE: Omit<GenerateOptions, "spec" | "output"> = {
  ...DEFAULT_SOURCE,
  targets: TARGETS,
  frameworks: FRAMEWORKS,
  check: false,
  force: false,
  importExtension: ".js",
};
