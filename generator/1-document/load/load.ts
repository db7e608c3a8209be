/**
 * Files → one plain JSON document in the dialect that it is written in: read inside the fence, bundled, overlays
 * applied. Every `$ref` of the answer is local and leads somewhere.
 */
import type { Checked, Diagnostic } from "../../diagnostics.ts";
import type { SourceOptions } from "../../options.ts";
import type { NodeKind } from "../anatomy.ts";
import { type JsonObject, isObject } from "../json.ts";
import { beforeOmissions, omissionOf, omit } from "../omissions.ts";
import { applyOverlay } from "./overlay.ts";
import { child, pointerOf, segmentsOf } from "../pointer.ts";
import { diagnose } from "./reading/diagnose.ts";
import { type Failure, Files, type SourceFile, isFailure } from "./reading/files.ts";
import type { Mark } from "./reading/text.ts";
import { type Broken, type Bundled, bundle } from "./references/bundle.ts";
import { openReferences } from "./references/open-references.ts";
import { Provenance } from "./references/provenance.ts";
import { Resolver } from "./references/resolve.ts";
import { READING } from "./reading-rules.ts";
import { type Version, versionOf } from "../version.ts";

export interface Loaded {
  /** In its own dialect, with overlays applied. */
  readonly bundled: JsonObject;
  readonly version: Version;
  /** Absolute path or URL of every file that was read, the root first. */
  readonly files: readonly string[];
  /** What references should have brought that lead nowhere. */
  readonly missing: ReadonlySet<NodeKind>;
  /** What tells those files from others, by path; undefined where it cannot be told. */
  readonly hashes: ReadonlyMap<string, string> | undefined;
  /** The place in the user's own files of what stands at a pointer of `bundled`. */
  readonly locate: (pointer: string, part: "key" | "value") => Mark;
}

/**
 * Never throws for what users wrote: a diagnostic says what is wrong, and where. What references lead nowhere were to
 * bring is left out, so that all the rest can be looked at even where that is an error.
 */
export async function loadDocument(options: SourceOptions): Promise<Checked<Loaded>> {
  const files = new Files(options);
  const root = await files.openRoot(options.spec);
  if (isFailure(root)) return { value: undefined, diagnostics: [failed(root)] };
  const found = versionOf(root.value);
  if (!("version" in found)) return { value: undefined, diagnostics: [unsupported(root, found.unknown)] };
  if (!isObject(root.value)) return { value: undefined, diagnostics: [unsupported(root, undefined)] };
  const { version } = found;

  const provenance = new Provenance(root, new Resolver(files, root));
  const locate = (pointer: string, part: "key" | "value"): Mark => {
    const { file, segments } = provenance.origin(pointer);
    return file.text.markPointer(pointerOf(segments), part);
  };
  const pointers = new Map<string, string>();
  const bundleWith = async (document: JsonObject): Promise<Bundled> => {
    const changed: SourceFile = { text: root.text, value: document };
    const reach = { root: changed, files, resolver: new Resolver(files, changed), provenance };
    await openReferences(reach);
    return bundle(document, { ...reach, version, pointers });
  };

  let bundled = await bundleWith(root.value);
  const diagnostics: Diagnostic[] = [];
  for (const file of options.overlays) {
    const overlay = await files.openNamed(file);
    if (isFailure(overlay)) diagnostics.push(failed(overlay));
    else {
      const overlaid = applyOverlay(bundled.document, overlay, provenance);
      diagnostics.push(...overlaid.diagnostics);
      bundled = await bundleWith(overlaid.document); // with what the overlay refers to
    }
  }

  const { document, broken } = bundled;
  const told = new Set<Failure>();
  for (const reference of broken) {
    // A file that cannot be read says so once, however many references lead to it.
    if (!told.has(reference.failure)) diagnostics.push(brokenReference(reference, options.lenient, locate));
    if (reference.failure.mark) told.add(reference.failure);
  }
  const omissions = broken.map(({ pointer, kind }) => omissionOf(segmentsOf(pointer), kind));
  const value = {
    bundled: omit(document, omissions),
    version,
    files: files.ids,
    hashes: files.hashes,
    missing: new Set(broken.map(({ kind }) => kind)),
    locate: (pointer: string, part: "key" | "value") =>
      locate(pointerOf(beforeOmissions(segmentsOf(pointer), document, omissions)), part),
  };
  return { value, diagnostics };
}

const LENIENT: ReadonlySet<string> = new Set(
  READING.flatMap(({ name, lenient }) => (lenient === undefined ? [] : name)),
);

/** What references to these kinds lead to, generation can do without. */
const DISPENSABLE: ReadonlySet<NodeKind> = new Set(["example", "link"]);

function brokenReference(
  { pointer, kind, failure }: Broken,
  lenient: boolean,
  locate: (pointer: string, part: "key" | "value") => Mark,
): Diagnostic {
  const { rule, message, remedy, mark } = failure;
  // Whoever does without a security scheme lets everybody in.
  const isOptional = lenient && kind !== "securityScheme" && LENIENT.has(rule);
  const severity = DISPENSABLE.has(kind) || isOptional ? "warning" : "error";
  return diagnose({ rule, severity, message, remedy }, () => mark ?? locate(child(pointer, "$ref"), "value"));
}

function failed({ rule, message, remedy, mark }: Failure): Diagnostic {
  return { rule, severity: "error", message, remedy, ...mark };
}

function unsupported(root: SourceFile, written: string | undefined): Diagnostic {
  const said =
    written === undefined
      ? "This file does not say which version of OpenAPI it is."
      : `OpenAPI ${written} is not supported.`;
  const complaint = {
    rule: "unsupported-version",
    severity: "error",
    message: said,
    remedy: 'Begin it with `openapi: 3.1.0`, or `swagger: "2.0"`; 2.0, 3.0, 3.1 and 3.2 are read.',
  } as const;
  const pointer = isObject(root.value) && Object.hasOwn(root.value, "openapi") ? "#/openapi" : "#/swagger";
  return diagnose(complaint, () => root.text.markPointer(pointer, "value"));
}
