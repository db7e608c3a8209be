/**
 * Tests that generated types agree with their schemas. Valid values must compile as the type, and invalid mutations of
 * them must not, unless TypeScript cannot express the violated keyword. Such keywords are reported.
 */
import type { Document } from "../../1-document/openapi.ts";
import { type SchemaForms, schemaFormsOf } from "../../1-document/rewrite/schema-forms.ts";
import type { Subject } from "../../generate.ts";
import { type Judge, createJudge } from "../../5-oracle/judge/judge.ts";
import { createSampler } from "../../5-oracle/sampling/sampler.ts";
import { type TypeCase, buildTypeCase } from "./type-cases.ts";
import { type TypeAssertion, typeExpression } from "./type-assertions.ts";
import { declarationsIn, type DeclarationName, declarationNames } from "./declarations.ts";
import { uncheckedKeywordsOf } from "./unchecked-keywords.ts";
import type { TypeReport, TypesReport, UncheckedValue } from "./types-report.ts";
import { explainAcceptance } from "./explain-acceptance.ts";
import { type GeneratedTypes, hasConversions, compileAssertions, type CompileResults } from "./compile-assertions.ts";

export interface TypeTestOptions extends GeneratedTypes {
  /** The document that contains the schemas of the subjects. */
  readonly document: Document;
  readonly subjects: readonly Subject[];
  readonly seed: number;
  /** Values for each type. The default is 50, or less if there are very many types. */
  readonly maxCases?: number | undefined;
}

const MOST_ASSERTIONS = 50;
const FEWEST_ASSERTIONS = 6;
/** The number of assertions that compile within seconds. */
const ASSERTIONS_PER_RUN = 20_000;

/** Tests the types, and returns a report. Errors in types are findings of the report, not exceptions. */
export async function testTypes({ document, seed, maxCases, ...generated }: TypeTestOptions): Promise<TypesReport> {
  const judge = judgeOfTypes(document);
  const sampler = createSampler(document, judge);
  const declarations = declarationsIn(generated.files.get("types.ts") ?? "");
  const subjects = generated.subjects.filter(({ declaration }) => declarations.has(declaration));
  const share = Math.floor(ASSERTIONS_PER_RUN / Math.max(1, subjects.length));
  const maxAssertions = maxCases ?? Math.min(MOST_ASSERTIONS, Math.max(FEWEST_ASSERTIONS, share));
  const cases = subjects.map((subject) => buildTypeCase(subject, { judge, sampler, seed, maxAssertions }));
  const results = await compileAssertions(
    cases.flatMap(({ assertions }) => assertions),
    generated,
  );
  const variants = schemaFormsOf(document);
  const owners = declarationNames(subjects);
  const types = cases.map((one) => typeReportOf(one, { results, judge, declarations, owners, variants }));
  const findings = results.otherErrors;
  const ok = findings.length === 0 && types.every((type) => type.findings.length === 0);
  const notes = hasConversions(generated.files) ? [CONVERSION_NOTE] : [];
  return { ok, compiler: generated.compiler.version, seed, types, findings, notes };
}

/**
 * Returns a judge of values for types. A discriminator narrows types and changes no validation: values that only
 * validation accepts are neither valid nor invalid here.
 */
function judgeOfTypes(document: Document): Judge {
  const judge = createJudge(document);
  const narrow = createJudge(document, true);
  return {
    ...judge,
    accepts: (schema, value, form) => judge.accepts(schema, value, form) && narrow.accepts(schema, value, form),
    undecidedReasons: () => [...new Set([...judge.undecidedReasons(), ...narrow.undecidedReasons()])],
  };
}

const CONVERSION_NOTE =
  "A Date was compared as a string, and a bigint as a number. Whether each stands where the schema has its format was not tested.";

interface Evidence {
  readonly results: CompileResults;
  readonly judge: Judge;
  /** The source of each declaration, by name. */
  readonly declarations: ReadonlyMap<string, string>;
  readonly owners: DeclarationName;
  readonly variants: SchemaForms;
}

function typeReportOf({ subject, assertions, notes }: TypeCase, evidence: Evidence): TypeReport {
  const { results, judge, declarations, owners, variants } = evidence;
  const { schema, form, pointer } = subject;
  const sourceOf = (name = subject.declaration): string => declarations.get(name) ?? "";
  const source = sourceOf();
  const { documented, undocumented } = uncheckedKeywordsOf(schema, source, { variants, form });
  const findings = undocumented.map((keyword) => `Neither the type nor its comment expresses \`${keyword}\`.`);
  const unchecked: UncheckedValue[] = [];
  let [accepted, rejected] = [0, 0];
  for (const assertion of assertions) {
    const { value, mutation } = assertion;
    const rejection = results.rejections.get(assertion);
    if (mutation === undefined) {
      if (rejection === undefined) accepted += 1;
      else findings.push(`${excerptOf(assertion)} is valid, but the type rejects it: ${rejection}`);
    } else if (rejection !== undefined) rejected += 1;
    else {
      const complaints = judge.violations(schema, value, form, Infinity);
      const keyword = explainAcceptance(value, complaints, (part) => sourceOf(part && owners(part, form)));
      if (keyword !== undefined) unchecked.push({ keyword, description: mutation.description });
      else {
        findings.push(
          `${excerptOf(assertion)} is invalid (${mutation.description}: ${complaints[0]?.message}), but the type accepts it.`,
        );
      }
    }
  }
  return {
    type: userTypeName(typeExpression(subject)),
    pointer,
    accepted,
    rejected,
    unchecked,
    documented,
    findings,
    notes,
  };
}

function excerptOf({ value }: TypeAssertion): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** Returns a type as users write it. */
function userTypeName(type: string): string {
  return type.replace(/^Required<(.*?)>/, "$1").replace(/^t\./, "");
}
