/** Why a text is not read as a description: the sentences, and what the YAML reader means by its own. */
import { parseEvents, YAMLException } from "js-yaml";
import type { Limits } from "../../../options.ts";
import { YamlSpans } from "./yaml-spans.ts";

/** Why a text is not read, at which offset of it; `offset` is undefined where the whole text is meant. */
export interface ParseError {
  readonly rule: "unreadable" | "syntax" | "duplicate-key" | "limits";
  readonly message: string;
  readonly remedy: string;
  readonly offset: number | undefined;
  /** Where the value stands, if that is what is known. */
  readonly steps?: readonly string[];
}

/** Why the YAML reader threw at `text`. */
export function parseErrorOf(error: unknown, text: string): ParseError {
  const reason = error instanceof YAMLException ? error.reason : "the text cannot be read";
  const offset = error instanceof YAMLException ? error.mark?.position : undefined;
  if (reason === "duplicated mapping key") {
    return {
      rule: "duplicate-key",
      message: "This key appears twice in one object.",
      remedy: "Remove one of the two, or rename it.",
      offset,
    };
  }
  if (reason.includes("nesting exceeded")) return nestedTooDeeply(offset);
  if (reason.includes("complex keys")) return complexKeyError(text);
  if (reason.includes("input is empty")) return EMPTY_FILE;
  if (reason.includes("found more")) return SEVERAL_DOCUMENTS;
  return {
    rule: "syntax",
    message: `This is neither YAML nor JSON: ${reason}.`,
    remedy: "Correct the text here or just before; a description holds JSON values only, without YAML tags.",
    offset,
  };
}

const EMPTY_FILE: ParseError = {
  rule: "syntax",
  message: "This file is empty.",
  remedy: "Write what should stand here, or give the path of the file that you meant.",
  offset: undefined,
};

const SEVERAL_DOCUMENTS: ParseError = {
  rule: "syntax",
  message: "This file holds several YAML documents.",
  remedy: "Keep one of them, and put each other one into a file of its own: `---` separates them.",
  offset: undefined,
};

/** The YAML reader has not kept where keys stand that are no texts. */
function complexKeyError(text: string): ParseError {
  return {
    rule: "syntax",
    message: "This key is a list or an object: JSON has none such.",
    remedy: "Write a text; one that begins with a bracket or a brace stands in quotes.",
    offset: new YamlSpans(text, parseEvents(text, { maxDepth: Number.MAX_SAFE_INTEGER })).offsetOfComplexKey(),
  };
}

/** `steps`: to what the alias stands for. */
export function circularAlias(steps: readonly string[] | undefined): ParseError {
  return {
    rule: "limits",
    message: "An alias stands inside of what it is an alias for.",
    remedy: "Write a component and refer to it with `$ref`, which may be recursive.",
    offset: undefined,
    ...(steps && { steps }),
  };
}

/** `steps`: to what stands for too much by itself. */
export function tooManyAliasedValues(limits: Limits, steps: readonly string[] | undefined): ParseError {
  return {
    rule: "limits",
    message: `The aliases of this file stand for more than ${limits.aliasedValues} values.`,
    remedy: "Write components and refer to them with `$ref`, or raise `limits.aliasedValues`.",
    offset: undefined,
    ...(steps && { steps }),
  };
}

export function nestedTooDeeply(offset: number | undefined): ParseError {
  return {
    rule: "limits",
    message: "The description nests objects too deeply.",
    remedy: "Move inner parts into components and refer to them, or raise `limits.depth`.",
    offset,
  };
}

export function notJsonNumber(value: number, steps: readonly string[]): ParseError {
  return {
    rule: "syntax",
    message: `${value} is no value of JSON.`,
    remedy: "Write a number, or put the text in quotes.",
    offset: undefined,
    steps,
  };
}

export function loneSurrogate(offset: number): ParseError {
  return {
    rule: "syntax",
    message: "This text holds half of a character: a surrogate without the other one.",
    remedy: "Write the whole character, or take the escape out.",
    offset,
  };
}
