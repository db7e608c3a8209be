/** Compiles assertions, and returns which of them the compiler rejects. */
import { type TypeAssertion, assertionModule, type AssertionModule } from "./type-assertions.ts";
import { compile, type Compiler, type CompilerError } from "./compiler.ts";

export interface CompileResults {
  /** The assertions whose value is not assignable to the type, with the compiler's message if that is unexpected. */
  readonly rejections: ReadonlyMap<TypeAssertion, string>;
  /** Errors outside the assertions, for example in the generated files. */
  readonly otherErrors: readonly string[];
}

export interface GeneratedTypes {
  /** Generated files by relative path: `types.ts` and its imports. */
  readonly files: ReadonlyMap<string, string>;
  readonly compiler: Compiler;
  /** The path of a temporary folder for the modules. */
  readonly folder: string;
}

/** The size of a module: compilers are slow in very long files. */
const ASSERTIONS_PER_MODULE = 2000;

/** The error for a `@ts-expect-error` directive above a line that compiles. */
const UNUSED_DIRECTIVE = "TS2578";

/** The error for an object that has no property of a type with optional properties only. The schema allows such an object. */
const NOTHING_IN_COMMON = /^TS2559 /;

/**
 * Compiles the assertions. Valid values that are rejected are compiled again as values of variables: TypeScript checks
 * literals more strictly, for undeclared properties and for names that every object inherits.
 */
export async function compileAssertions(
  assertions: readonly TypeAssertion[],
  generated: GeneratedTypes,
): Promise<CompileResults> {
  const first = await compileModules(assertions, generated);
  const literals = [...first.rejections.keys()].filter(({ mutation }) => mutation === undefined);
  if (literals.length === 0) return first;
  const loose = new Map(literals.map((assertion) => [{ ...assertion, isLoose: true }, assertion]));
  const second = await compileModules([...loose.keys()], generated);
  const rejections = new Map(first.rejections);
  for (const [assertion, original] of loose) {
    const message = second.rejections.get(assertion);
    if (message === undefined || NOTHING_IN_COMMON.test(message)) rejections.delete(original);
  }
  return { ...first, rejections };
}

/** Returns true if the types use `Date` for strings, or `bigint` for integers. */
export function hasConversions(files: GeneratedTypes["files"]): boolean {
  const code = (files.get("types.ts") ?? "").replaceAll(/\/\*[^]*?\*\//g, "");
  return /(?<!["\w])(?:Date|bigint)\b(?!["?:])/.test(code); // a type, not the name of a property
}

async function compileModules(
  assertions: readonly TypeAssertion[],
  { files, compiler, folder }: GeneratedTypes,
): Promise<CompileResults> {
  const modules = new Map<string, AssertionModule>();
  const isWithConversions = hasConversions(files);
  for (let start = 0; start < assertions.length; start += ASSERTIONS_PER_MODULE) {
    modules.set(
      `claims${modules.size}.ts`,
      assertionModule(assertions.slice(start, start + ASSERTIONS_PER_MODULE), isWithConversions),
    );
  }
  const texts = [...modules].map(([path, { text }]) => [path, text] as const);
  const errors = await compile(compiler, folder, {
    files: new Map([...files, ...texts]),
    roots: ["types.ts", ...modules.keys()],
  });

  const rejections = new Map<TypeAssertion, string>(
    assertions.filter(({ mutation }) => mutation !== undefined).map((assertion) => [assertion, ""]),
  );
  const otherErrors: string[] = [];
  for (const error of errors) {
    const assertion = modules.get(error.file)?.assertionAt(error.line);
    if (assertion === undefined) otherErrors.push(formatError(error));
    else if (error.code === UNUSED_DIRECTIVE) rejections.delete(assertion);
    else if (!rejections.has(assertion)) rejections.set(assertion, `${error.code} ${error.message}`);
  }
  return { rejections, otherErrors };
}

function formatError({ file, line, code, message }: CompilerError): string {
  return `${file}:${line} ${code} ${message}`;
}
