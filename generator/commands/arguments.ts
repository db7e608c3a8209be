/** The options of each command: parsed by Node's `parseArgs`, described for `--help` by the same table. */
import { parseArgs } from "node:util";
import { suggestion, UsageError } from "../usage-error.ts";

export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

/** Two columns of the help. */
export type Rows = readonly (readonly [left: string, right: string])[];

/** A command of the command line. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands behind the name: `[spec] [options]`. */
  readonly usage: string;
  readonly options: Options;
  /** What else there is to know, under a heading each. */
  readonly topics?: Readonly<Record<string, Rows>>;
  /** Lines of shell, each with what it is for. */
  readonly examples: Rows;
  /** Gives the exit code. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** How a description is found and read: options of every command. */
export const SOURCE_OPTIONS = {
  overlay: { type: "string", multiple: true, value: "FILE", help: "apply an OpenAPI Overlay first; may be repeated" },
  "allow-remote": { type: "string", multiple: true, value: "HOST", help: "let references be fetched from this host" },
  lenient: { type: "boolean", help: "go on where an error leaves no doubt about what is meant" },
} as const;

export const COMMON_OPTIONS = {
  help: { type: "boolean", short: "h", help: "show this help" },
  debug: { type: "boolean", help: "show where specwright itself failed" },
} as const;

/** The values of the options, and the one description that may stand among them. Throws a `UsageError`. */
export function readArguments<const Known extends Options>(
  args: readonly string[],
  known: Known,
): { readonly spec: string | undefined; readonly values: Values<Known> } {
  const options = { ...COMMON_OPTIONS, ...known };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [spec, second] = positionals;
    if (second !== undefined) throw new UsageError(`one description at a time: what is ${JSON.stringify(second)}?`);
    const empty = Object.entries(values).find(([, value]) => [value].flat().includes(""));
    if (empty) throw new UsageError(`--${empty[0]} needs a value`);
    return { spec, values: values as Values<Known> }; // parseArgs has held them against the same table
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(explain(error, Object.keys(options))) : error;
  }
}

export type Values<Known extends Options> = {
  readonly [Name in keyof Known]?: Known[Name] extends { type: "boolean" }
    ? boolean
    : Known[Name] extends { multiple: true }
      ? string[]
      : string;
};

/** parseArgs' complaint in our words, with a suggestion where it does not know the option. */
function explain({ message }: TypeError, known: readonly string[]): string {
  const [, option, trouble] = /^Option '(?:-\w, )?(-[\w-]+)(?: <value>)?' (argument|does not)/.exec(message) ?? [];
  if (option !== undefined) return `${option} ${trouble === "argument" ? "needs a value" : "takes no value"}`;
  const [, unknown] = /^Unknown option '(-[^']*)'/.exec(message) ?? [];
  if (unknown === undefined) return message.replace(/\. .*/s, "");
  return `unknown option ${unknown}${suggestion(
    unknown,
    known.map((name) => `--${name}`),
  )}`;
}
