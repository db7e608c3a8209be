/** Claims → what a compiler says of them. */
import { type Claim, claimsModule, type ClaimsModule } from "./claims.ts";
import { compile, type Compiler, type CompilerError } from "./compiler.ts";

export interface Verdicts {
  /** The claims whose value is not of the type, with the compiler's words where it was not to be expected. */
  readonly refusals: ReadonlyMap<Claim, string>;
  /** Errors that are about no claim: in the generated files. */
  readonly elsewhere: readonly string[];
}

export interface Generated {
  /** By path below their folder: `types.ts`, and what it imports. */
  readonly files: ReadonlyMap<string, string>;
  readonly compiler: Compiler;
  /** Of a folder that may be written into. */
  readonly folder: string;
}

/** Compilers are slower in files that are very long. */
const CLAIMS_OF_A_MODULE = 2000;

/** Nothing was to be refused here, and nothing was. */
const UNUSED_DIRECTIVE = "TS2578";

/** Two objects without a common property, all of whose properties are optional: TypeScript suspects a slip. */
const NOTHING_IN_COMMON = /^TS2559 /;

/**
 * Compiles the claims once, and the values that should have been taken and were not once more, as values of variables:
 * in literals, TypeScript looks for undeclared properties, and for another type in a property that is called as one that
 * every object inherits.
 */
export async function verdictsOf(claims: readonly Claim[], generated: Generated): Promise<Verdicts> {
  const first = await compileClaims(claims, generated);
  const literals = [...first.refusals.keys()].filter(({ miss }) => miss === undefined);
  if (literals.length === 0) return first;
  const loose = new Map(literals.map((claim) => [{ ...claim, isLoose: true }, claim]));
  const second = await compileClaims([...loose.keys()], generated);
  const refusals = new Map(first.refusals);
  for (const [claim, original] of loose) {
    const message = second.refusals.get(claim);
    if (message === undefined || NOTHING_IN_COMMON.test(message)) refusals.delete(original);
  }
  return { ...first, refusals };
}

/** Whether they were generated with `Date` for texts, or with `bigint` for integers. */
export function isConvertedIn(files: Generated["files"]): boolean {
  const code = (files.get("types.ts") ?? "").replaceAll(/\/\*[^]*?\*\//g, "");
  return /(?<!["\w])(?:Date|bigint)\b(?!["?:])/.test(code); // and not as the name of a property
}

async function compileClaims(claims: readonly Claim[], { files, compiler, folder }: Generated): Promise<Verdicts> {
  const modules = new Map<string, ClaimsModule>();
  const isConverted = isConvertedIn(files);
  for (let start = 0; start < claims.length; start += CLAIMS_OF_A_MODULE) {
    modules.set(`claims${modules.size}.ts`, claimsModule(claims.slice(start, start + CLAIMS_OF_A_MODULE), isConverted));
  }
  const texts = [...modules].map(([path, { text }]) => [path, text] as const);
  const errors = await compile(compiler, folder, {
    files: new Map([...files, ...texts]),
    roots: ["types.ts", ...modules.keys()],
  });

  const refusals = new Map<Claim, string>(claims.filter(({ miss }) => miss !== undefined).map((claim) => [claim, ""]));
  const elsewhere: string[] = [];
  for (const error of errors) {
    const claim = modules.get(error.file)?.claimAt(error.line);
    if (claim === undefined) elsewhere.push(told(error));
    else if (error.code === UNUSED_DIRECTIVE) refusals.delete(claim);
    else if (!refusals.has(claim)) refusals.set(claim, `${error.code} ${error.message}`);
  }
  return { refusals, elsewhere };
}

function told({ file, line, code, message }: CompilerError): string {
  return `${file}:${line} ${code} ${message}`;
}
