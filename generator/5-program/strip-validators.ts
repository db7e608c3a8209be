/**
 * Strips the types of generated validators without the compiler, because they can have tens of megabytes. All lines with
 * types have one of three forms, which `3-views/validators.ts` prints.
 */

const TYPE_IMPORT = /^import type \* as \w+ from "[^"]+";\n/gm;
const FUNCTION =
  /^function (\w+)\((_?value): unknown, (_?at)\?: checks\.Path((?:, run = beginRun\(\))?)(?:(, _?seen)\?: checks\.Evaluated)?\): boolean \{$/gm;
const CONSTANT =
  /^((?:export )?const \w+): (?:checks\.(?:Converted)?Validator<[^]*?> = (?=\/\* @__PURE__ \*\/)|unknown = )/gm;

/** Returns the module as JavaScript, or undefined if it has declarations of another form. */
export function stripValidatorTypes(text: string): string | undefined {
  if (countMatches(text, FUNCTION) !== countMatches(text, /^function /gm)) return undefined;
  if (countMatches(text, CONSTANT) < countMatches(text, /^export const /gm)) return undefined;
  return text
    .replace(TYPE_IMPORT, "")
    .replace(FUNCTION, (_, name: string, value: string, at: string, run: string, seen: string | undefined) => {
      return `function ${name}(${value}, ${at}${run}${seen ?? ""}) {`;
    })
    .replace(CONSTANT, "$1 = ");
}

export function countMatches(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found++;
  return found;
}
