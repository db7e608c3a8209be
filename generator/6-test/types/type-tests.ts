/**
 * The proof that types say what schemas say: values that the judge accepts compile as the type, and what is a step away
 * from them and illegal does not; what TypeScript cannot see is told, keyword by keyword.
 */
import type { Document } from "../../1-document/openapi.ts";
import { type SchemaForms, schemaFormsOf } from "../../1-document/rewrite/schema-forms.ts";
import type { Subject } from "../../generate.ts";
import { type Judge, judgeOf } from "../../5-oracle/judge/judge.ts";
import { judgedAs, samplerOf } from "../../5-oracle/sampling/sampler.ts";
import { type Case, caseOf } from "./type-cases.ts";
import { type Claim, typeText } from "./claims.ts";
import { declarationsIn, type Owners, ownersOf } from "./tested-types.ts";
import { fidelityOf } from "./unchecked-keywords.ts";
import type { TypeProof, TypesReport, Unseen } from "./types-report.ts";
import { reasonOf } from "./missed-keywords.ts";
import { type Generated, isConvertedIn, verdictsOf, type Verdicts } from "./verdicts.ts";

export interface ProveOptions extends Generated {
  /** The schemas of the subjects are parts of it. */
  readonly document: Document;
  readonly subjects: readonly Subject[];
  readonly seed: number;
  /** Values for each type. Default: 50, or fewer where there are very many types. */
  readonly maxCases?: number | undefined;
}

const MOST_CLAIMS = 50;
const FEWEST_CLAIMS = 6;
/** As many as compile in some seconds. */
const ALL_CLAIMS = 20_000;

/** Nothing is thrown for what is wrong with types: it is in the report. */
export async function proveTypes({ document, seed, maxCases, ...generated }: ProveOptions): Promise<TypesReport> {
  const judge = judgeOf(document);
  const sampler = samplerOf(document, judge);
  const declarations = declarationsIn(generated.files.get("types.ts") ?? "");
  const subjects = generated.subjects.filter(({ declaration }) => declarations.has(declaration));
  const share = Math.floor(ALL_CLAIMS / Math.max(1, subjects.length));
  const most = maxCases ?? Math.min(MOST_CLAIMS, Math.max(FEWEST_CLAIMS, share));
  const cases = subjects.map((subject) => caseOf(subject, { judge, sampler, seed, most }));
  const verdicts = await verdictsOf(
    cases.flatMap(({ claims }) => claims),
    generated,
  );
  const variants = schemaFormsOf(document);
  const owners = ownersOf(subjects);
  const types = cases.map((one) => proofOf(one, { verdicts, judge, declarations, owners, variants }));
  const findings = verdicts.elsewhere;
  const ok = findings.length === 0 && types.every((type) => type.findings.length === 0);
  const notes = isConvertedIn(generated.files) ? [CONVERTED] : [];
  return { ok, compiler: generated.compiler.version, seed, types, findings, notes };
}

const CONVERTED =
  "A Date was taken for the text that travels, and a bigint for the number; whether each of them stands where its format does was not looked at.";

interface Evidence {
  readonly verdicts: Verdicts;
  readonly judge: Judge;
  /** The source of each, by name. */
  readonly declarations: ReadonlyMap<string, string>;
  readonly owners: Owners;
  readonly variants: SchemaForms;
}

function proofOf({ subject, claims, notes }: Case, evidence: Evidence): TypeProof {
  const { verdicts, judge, declarations, owners, variants } = evidence;
  const { schema, form, pointer } = subject;
  const sourceOf = (name = subject.declaration): string => declarations.get(name) ?? "";
  const source = sourceOf();
  const { told, silent } = fidelityOf(schema, source, { variants, form });
  const findings = silent.map((keyword) => `\`${keyword}\` is neither in the type nor in its comment.`);
  const unseen: Unseen[] = [];
  let [accepted, refused] = [0, 0];
  for (const claim of claims) {
    const { value, miss } = claim;
    const refusal = verdicts.refusals.get(claim);
    if (miss === undefined) {
      if (refusal === undefined) accepted += 1;
      else findings.push(`${shortened(claim)} is legal, and not of the type: ${refusal}`);
    } else if (refusal !== undefined) refused += 1;
    else {
      const complaints = judge.complaints(schema, value, judgedAs(form), Infinity);
      const keyword = reasonOf(value, complaints, (part) => sourceOf(part && owners(part, form)));
      if (keyword !== undefined) unseen.push({ keyword, what: miss.what });
      else findings.push(`${shortened(claim)} is illegal (${miss.what}: ${complaints[0]?.message}), and of the type.`);
    }
  }
  return { type: spelled(typeText(subject)), pointer, accepted, refused, unseen, told, findings, notes };
}

function shortened({ value }: Claim): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** As users write it. */
function spelled(type: string): string {
  return type.replace(/^Required<(.*?)>/, "$1").replace(/^t\./, "");
}
