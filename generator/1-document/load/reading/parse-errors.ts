/** Errors of the parser, with messages, and the translation of errors that the YAML parser throws. */
import { parseEvents, YAMLException } from "js-yaml";
import type { Limits } from "../../../options.ts";
import { YamlSpans } from "./yaml-spans.ts";

/** A reason to reject a file. `offset` is a character offset, or undefined if the error concerns the whole file. */
export interface ParseError {
  readonly rule: "unreadable" | "syntax" | "duplicate-key" | "limits";
  readonly message: string;
  readonly remedy: string;
  readonly offset: number | undefined;
  /** The location of the value, if only that is known. */
  readonly steps?: readonly string[];
}

/** Converts an error that the YAML parser threw for `text`. */
export function parseErrorOf(error: unknown, text: string, limits: Limits): ParseError {
  const reason = error instanceof YAMLException ? error.reason : "the file cannot be parsed";
  const offset = error instanceof YAMLException ? error.mark?.position : undefined;
  if (reason === "duplicated mapping key") {
    return {
      rule: "duplicate-key",
      message: "This key appears twice in one object.",
      remedy: "Remove or rename one of the two keys.",
      offset,
    };
  }
  if (reason.includes("nesting exceeded")) return nestedTooDeeply(limits, offset);
  if (reason.includes("merge keys exceeded")) return { ...tooManyAliasedValues(limits, undefined), offset };
  if (reason.includes("complex keys")) return complexKeyError(text);
  if (reason.includes("input is empty")) return EMPTY_FILE;
  if (reason.includes("found more")) return SEVERAL_DOCUMENTS;
  return {
    rule: "syntax",
    message: `This is neither valid YAML nor valid JSON: ${reason}.`,
    remedy: "Correct the syntax here or just before. Use JSON values only, without YAML tags.",
    offset,
  };
}

/** Returns the error for a text that is neither JSON nor YAML, such as an HTML page. */
export function foreignFormatError(text: string): ParseError | undefined {
  const found = FOREIGN_FORMATS.find(([, pattern]) => pattern.test(text.slice(0, 500)));
  if (found === undefined) return undefined;
  const [name, , remedy] = found;
  const offset = text.search(/\S/);
  return { rule: "syntax", message: `This is ${name}, not an OpenAPI description.`, remedy, offset };
}

const HTML_REMEDY =
  "Open the file: it may be a login page, an error page or a documentation page. Save the description itself, as JSON or YAML.";

const FOREIGN_FORMATS: readonly (readonly [name: string, pattern: RegExp, remedy: string])[] = [
  ["an HTML page", /^\s*(?:<!--[^]*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i, HTML_REMEDY],
  [
    "an XML file",
    /^\s*<(?:\?xml|!--|!doctype|[a-z][\w:.-]*[\s/>])/i,
    "Give the path of a description in JSON or YAML.",
  ],
  ["a pointer of Git LFS", /^version https:\/\/git-lfs\.github\.com\/spec\//, "Run `git lfs pull` to fetch the file."],
];

const EMPTY_FILE: ParseError = {
  rule: "syntax",
  message: "This file is empty.",
  remedy: "Write a description into it, or give the path of another file.",
  offset: undefined,
};

const SEVERAL_DOCUMENTS: ParseError = {
  rule: "syntax",
  message: "This file contains several YAML documents, separated by `---`.",
  remedy: "Keep one document, and move each of the others into its own file.",
  offset: undefined,
};

/**
 * Creates the error for a key that is an array or an object. Finds its offset, which the YAML parser does not
 * report.
 */
function complexKeyError(text: string): ParseError {
  return {
    rule: "syntax",
    message: "Mapping keys must be strings. This key is an array or an object.",
    remedy: "Write a string. Quote it if it begins with a bracket or a brace.",
    offset: new YamlSpans(text, parseEvents(text, { maxDepth: Number.MAX_SAFE_INTEGER })).offsetOfComplexKey(),
  };
}

/** Creates the error for an alias inside the node that it refers to. `steps` lead to that node. */
export function circularAlias(steps: readonly string[] | undefined): ParseError {
  return {
    rule: "limits",
    message: "This node contains an alias for itself.",
    remedy: "Replace the alias by a component and a `$ref`, which may be recursive.",
    offset: undefined,
    ...(steps && { steps }),
  };
}

/** Creates the error for aliases that expand to too many values. `steps` lead to the node that exceeds the limit. */
export function tooManyAliasedValues(limits: Limits, steps: readonly string[] | undefined): ParseError {
  return {
    rule: "limits",
    message: `The aliases of this file expand to more than ${limits.aliasedValues} values.`,
    remedy: `Replace aliases by components and \`$ref\`s. ${raiseLimit("aliasedValues", limits.aliasedValues * 2)}`,
    offset: undefined,
    ...(steps && { steps }),
  };
}

export function nestedTooDeeply(limits: Limits, offset: number | undefined): ParseError {
  return {
    rule: "limits",
    message: `The description nests objects and arrays more than ${limits.depth} deep.`,
    remedy: `Move inner parts into components and refer to them. ${raiseLimit("depth", limits.depth * 2)}`,
    offset,
  };
}

export function notJsonNumber(value: number, steps: readonly string[]): ParseError {
  return {
    rule: "syntax",
    message: `${value} is not a JSON value.`,
    remedy: "Write a finite number, or quote the value to make it a string.",
    offset: undefined,
    steps,
  };
}

export function loneSurrogate(offset: number): ParseError {
  return {
    rule: "syntax",
    message: "This string contains half of a surrogate pair, which is not a character.",
    remedy: "Write the whole character, or remove the escape.",
    offset,
  };
}

/** Returns the sentence that says how to raise a limit. `value` is a number that would suffice, or may. */
export function raiseLimit(name: keyof Limits, value: number): string {
  return `If you trust the description, raise the limit with \`--limit ${name}=${value}\`, or \`limits.${name}\` in the configuration.`;
}
