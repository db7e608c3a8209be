/**
 * Reads the files of a description, bundles them into one JSON document and applies overlays. The document keeps its
 * OpenAPI version. Every `$ref` in it is local and can be resolved.
 */
import { asError, type Checked, type Diagnostic } from "../../diagnostics.ts";
import type { SourceOptions } from "../../options.ts";
import type { NodeKind } from "../node-kinds.ts";
import { type Json, type JsonObject, isObject } from "../json.ts";
import { originalStepsIn, brokenReferencePart, withoutBrokenParts } from "../broken-parts.ts";
import { applyOverlay } from "./overlay.ts";
import { childPointer, formatPointer, parsePointer } from "../pointer.ts";
import { lazyDiagnostic } from "./reading/lazy-diagnostic.ts";
import { type LoadFailure, DescriptionFiles, type SourceFile, isLoadFailure } from "./reading/files.ts";
import type { SourceMark } from "./reading/source-text.ts";
import { type BrokenReference, type BundleResult, bundle } from "./references/bundle.ts";
import { FieldReferences } from "./references/field-references.ts";
import { openReferences } from "./references/open-references.ts";
import { Provenance } from "./references/provenance.ts";
import { ReferenceResolver } from "./references/resolve.ts";
import { LOADER_RULES, loaderWarningSeverity } from "./loader-rules.ts";
import { type OpenApiVersion, readOpenApiVersion } from "../openapi-version.ts";

export interface LoadedDescription {
  /** The bundled document in its own OpenAPI version, with overlays applied. */
  readonly bundled: JsonObject;
  readonly version: OpenApiVersion;
  /** Absolute path or URL of every file that was read, the root file first. */
  readonly files: readonly string[];
  /** The kinds of objects that unresolved references should have referred to. */
  readonly missing: ReadonlySet<NodeKind>;
  /** Content hashes by path. Undefined if they cannot identify this run, because a file is missing or remote. */
  readonly hashes: ReadonlyMap<string, string> | undefined;
  /** Returns the location in the user's files of the node at a pointer of `bundled`. */
  readonly locate: (pointer: string, part: "key" | "value") => SourceMark;
}

/**
 * Loads a description. Errors in the description become diagnostics, never exceptions. Unresolved references are
 * left out of the document, so that later checks can still run.
 */
export async function loadDocument(options: SourceOptions): Promise<Checked<LoadedDescription>> {
  const files = new DescriptionFiles(options);
  const root = await files.openRoot(options.spec);
  if (isLoadFailure(root)) return { value: undefined, diagnostics: [failureDiagnostic(root)] };
  const versionFound = readOpenApiVersion(root.value);
  if (!("version" in versionFound)) {
    return { value: undefined, diagnostics: [...files.warnings, unsupportedVersion(root, versionFound.unknown)] };
  }
  if (!isObject(root.value)) {
    return { value: undefined, diagnostics: [...files.warnings, unsupportedVersion(root, undefined)] };
  }
  const { version } = versionFound;

  const provenance = new Provenance(root, new ReferenceResolver(files, root));
  const locate = (pointer: string, part: "key" | "value"): SourceMark => {
    const { file, segments } = provenance.origin(pointer);
    return file.text.markPointer(formatPointer(segments), part);
  };
  const pointers = new Map<string, string>();
  const bundleWith = async (document: JsonObject): Promise<BundleResult> => {
    const changed: SourceFile = { text: root.text, value: document };
    const resolver = new ReferenceResolver(files, changed);
    const input = { root: changed, files, resolver, fields: new FieldReferences(resolver), provenance };
    await openReferences(input);
    const result = bundle(document, { ...input, version, pointers });
    diagnostics.push(...fieldWarnings(result.fields, options, locate));
    return result;
  };

  const diagnostics: Diagnostic[] = [];
  let bundled = await bundleWith(root.value);
  for (const file of options.overlays) {
    const overlay = await files.openNamed(file);
    if (isLoadFailure(overlay)) diagnostics.push(failureDiagnostic(overlay));
    else {
      const overlaid = applyOverlay(bundled.document, overlay, provenance);
      diagnostics.push(...overlaid.diagnostics);
      bundled = await bundleWith(overlaid.document); // includes files that the overlay refers to
    }
  }

  const { document, broken } = bundled;
  const reported = new Set<LoadFailure>();
  for (const reference of broken) {
    // A file that cannot be read is reported once, however many references lead to it.
    if (!reported.has(reference.failure)) {
      diagnostics.push(brokenReferenceDiagnostic(reference, options.lenient, locate));
    }
    if (reference.failure.mark || reference.failure.rule === "limits") reported.add(reference.failure);
  }
  const omissions = broken.map(({ pointer, kind }) => brokenReferencePart(parsePointer(pointer), kind));
  const originalSteps = originalStepsIn(document, omissions);
  const value = {
    bundled: withoutBrokenParts(document, omissions),
    version,
    files: files.ids,
    hashes: files.hashes,
    missing: new Set(broken.map(({ kind }) => kind)),
    locate: (pointer: string, part: "key" | "value") =>
      locate(formatPointer(originalSteps(parsePointer(pointer))), part),
  };
  const isRaised = (severity: string): boolean => options.strict && severity === "warning";
  return {
    value,
    diagnostics: [...files.warnings, ...diagnostics].map((each) => (isRaised(each.severity) ? asError(each) : each)),
  };
}

/** Returns a warning for each field that was read through a reference, though OpenAPI allows none there. */
function fieldWarnings(
  pointers: readonly string[],
  options: SourceOptions,
  locate: (pointer: string, part: "key" | "value") => SourceMark,
): readonly Diagnostic[] {
  const severity = loaderWarningSeverity("field-reference", options);
  if (severity === "off") return [];
  return pointers.map((pointer) => {
    const message = `A \`$ref\` as the value of \`${parsePointer(pointer).at(-1) ?? ""}\` is an extension of Redocly and other tools. Its target is read in its place.`;
    const remedy = "Write the content here. Other tools may not read this reference.";
    const { location, frame } = locate(childPointer(pointer, "$ref"), "value");
    return { rule: "field-reference", severity, message, remedy, location, frame };
  });
}

const LENIENT_RULES: ReadonlySet<string> = new Set(
  LOADER_RULES.flatMap(({ name, lenient }) => (lenient === undefined ? [] : name)),
);

/** Kinds of objects that generation does not need. */
const OPTIONAL_KINDS: ReadonlySet<NodeKind> = new Set(["example", "link"]);

function brokenReferenceDiagnostic(
  { pointer, kind, failure }: BrokenReference,
  lenient: boolean,
  locate: (pointer: string, part: "key" | "value") => SourceMark,
): Diagnostic {
  const { rule, message, remedy, mark } = failure;
  // An operation without its security scheme would be open to everyone, so this is always an error.
  const isOptional = lenient && kind !== "securityScheme" && LENIENT_RULES.has(rule);
  const severity = OPTIONAL_KINDS.has(kind) || isOptional ? "warning" : "error";
  return lazyDiagnostic(
    { rule, severity, message, remedy },
    () => mark ?? locate(childPointer(pointer, "$ref"), "value"),
  );
}

function failureDiagnostic({ rule, message, remedy, mark }: LoadFailure): Diagnostic {
  return { rule, severity: "error", message, remedy, ...mark };
}

function unsupportedVersion(root: SourceFile, written: string | undefined): Diagnostic {
  const message = isObject(root.value)
    ? written === undefined
      ? "This file states no OpenAPI version."
      : `OpenAPI ${written} is not supported.`
    : `This file contains ${typeNameOf(root.value)}. A description is an object that states its OpenAPI version.`;
  const complaint = {
    rule: "unsupported-version",
    severity: "error",
    message,
    remedy: 'Write `openapi: 3.1.0` or `swagger: "2.0"` at the top. Supported versions: 2.0, 3.0, 3.1 and 3.2.',
  } as const;
  const pointer = isObject(root.value) && Object.hasOwn(root.value, "openapi") ? "#/openapi" : "#/swagger";
  return lazyDiagnostic(complaint, () => root.text.markPointer(pointer, "value"));
}

function typeNameOf(value: Json): string {
  if (value === null) return "no value";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}
