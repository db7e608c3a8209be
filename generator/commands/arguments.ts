/** Options of commands. One table per command drives both the parser (`parseArgs` of Node) and `--help`. */
import { parseArgs } from "node:util";
import { suggestion, UsageError } from "../usage-error.ts";

interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  /** Placeholder of the value in the help text. */
  readonly value?: string;
  readonly help: string;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** Rows of a help section, in two columns. */
export type HelpRows = readonly (readonly [left: string, right: string])[];

/** A subcommand such as `generate`. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** Arguments after the name of the command: `[spec] [options]`. */
  readonly usage: string;
  readonly options: OptionTable;
  /** Further help sections by heading. */
  readonly topics?: Readonly<Record<string, HelpRows>>;
  /** Command lines and their purposes. */
  readonly examples: HelpRows;
  /** Runs the command and resolves to the exit code. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** Options that control how a description is read. All commands that take a description have them. */
export const SOURCE_OPTIONS = {
  overlay: {
    type: "string",
    multiple: true,
    value: "FILE",
    help: "apply an OpenAPI Overlay before anything else; repeatable",
  },
  "allow-remote": {
    type: "string",
    multiple: true,
    value: "HOST",
    help: "allow references to be fetched from this host; repeatable",
  },
  header: {
    type: "string",
    multiple: true,
    value: "HEADER",
    help: '"Name: value", sent to the host of a description that is a URL; repeatable',
  },
  root: { type: "string", value: "DIR", help: "allow references to read files below this folder" },
  limit: {
    type: "string",
    multiple: true,
    value: "NAME=NUMBER",
    help: "change a limit on the description: bytes, files, depth or aliasedValues; repeatable",
  },
  "assert-formats": {
    type: "string",
    value: "LIST",
    help: "formats to check: all, none, date-time,uuid, or exceptions: email=off,duration=wide",
  },
  "extend-closed-bases": {
    type: "boolean",
    help: "let allOf extend schemas that have additionalProperties: false",
  },
  lenient: { type: "boolean", help: "leave out invalid parts of the description, with a warning" },
  strict: { type: "boolean", help: "treat warnings as errors" },
} as const;

export const COMMON_OPTIONS = {
  help: { type: "boolean", short: "h", help: "show this help" },
  debug: { type: "boolean", help: "print the stack trace of an internal error" },
} as const;

/** Parses the arguments of a command into option values and the optional description. Throws a `UsageError`. */
export function readArguments<const Known extends OptionTable>(
  args: readonly string[],
  known: Known,
): { readonly spec: string | undefined; readonly values: OptionValues<Known> } {
  const options = { ...COMMON_OPTIONS, ...known };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [spec, second] = positionals;
    if (second !== undefined) {
      throw new UsageError(`Expected one description, got a second argument: ${JSON.stringify(second)}.`);
    }
    const empty = Object.entries(values).find(([, value]) => [value].flat().includes(""));
    if (empty) throw new UsageError(`Option --${empty[0]} needs a value.`);
    return { spec, values: values as OptionValues<Known> }; // parseArgs validated them against the same table
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(explain(error, Object.keys(options))) : error;
  }
}

export type OptionValues<Known extends OptionTable> = {
  readonly [Name in keyof Known]?: Known[Name] extends { type: "boolean" }
    ? boolean
    : Known[Name] extends { multiple: true }
      ? string[]
      : string;
};

/** Rewords an error of `parseArgs`, and suggests the closest option if the option is unknown. */
function explain({ message }: TypeError, known: readonly string[]): string {
  const [, option, trouble] = /^Option '(?:-\w, )?(-[\w-]+)(?: <value>)?' (argument|does not)/.exec(message) ?? [];
  if (option !== undefined) return `Option ${option} ${trouble === "argument" ? "needs a value" : "takes no value"}.`;
  const [, unknown] = /^Unknown option '(-[^']*)'/.exec(message) ?? [];
  if (unknown === undefined) return message.replace(/\. .*/s, "");
  return `Unknown option ${unknown}${suggestion(
    unknown,
    known.map((name) => `--${name}`),
  )}`;
}
