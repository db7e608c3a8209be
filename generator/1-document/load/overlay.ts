/**
 * Applies an OpenAPI Overlay (1.0, 1.1) to a bundled document. Each action changes a copy, in order. Nodes from the
 * overlay are recorded, so that their diagnostics point into the overlay file.
 */
import { exec } from "jsonpath-rfc9535";
import type { Diagnostic, Severity } from "../../diagnostics.ts";
import {
  type Json,
  type JsonObject,
  type JsonSteps,
  isObject,
  ownProperty,
  removeAt,
  replaceAt,
  setOwnProperty,
  valueAt,
} from "../json.ts";
import { childPointer, formatPointer, parsePointer } from "../pointer.ts";
import { runWithTimeLimit } from "../patterns/time-limit.ts";
import { lazyDiagnostic } from "./reading/lazy-diagnostic.ts";
import type { SourceFile } from "./reading/files.ts";
import type { Provenance } from "./references/provenance.ts";

export interface OverlayResult {
  readonly document: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

/** Applies an overlay. Never throws: an action that cannot be applied is skipped with a diagnostic. */
export function applyOverlay(document: JsonObject, overlay: SourceFile, provenance: Provenance): OverlayResult {
  const application = new OverlayApplication(document, overlay, provenance);
  application.run();
  return application;
}

class OverlayApplication implements OverlayResult {
  document: JsonObject;
  readonly diagnostics: Diagnostic[] = [];
  readonly #overlay: SourceFile;
  readonly #provenance: Provenance;

  constructor(document: JsonObject, overlay: SourceFile, provenance: Provenance) {
    this.document = document;
    this.#overlay = overlay;
    this.#provenance = provenance;
  }

  run(): void {
    const version = ownProperty(this.#overlay.value, "overlay");
    if (typeof version !== "string" || !/^1\.\d+\.\d+$/.test(version)) {
      this.#report(
        "error",
        "#/overlay",
        "This file is not an Overlay document of version 1.",
        "Write `overlay: 1.0.0` at the top.",
      );
      return;
    }
    const actions = ownProperty(this.#overlay.value, "actions");
    if (!Array.isArray(actions)) {
      this.#report(
        "error",
        "#/actions",
        "An overlay needs an array of actions.",
        "Write `actions:` with at least one action.",
      );
      return;
    }
    actions.forEach((action: Json, index) => this.#apply(action, formatPointer(["actions", index])));
  }

  #apply(action: Json, at: string): void {
    const targets = this.#select(action, "target", at);
    if (targets === undefined) return;
    if (targets.length === 0) {
      this.#report(
        "warning",
        childPointer(at, "target"),
        "This target selects nothing.",
        "Correct the JSONPath, or remove the action.",
      );
    }
    if (ownProperty(action, "remove") === true) {
      this.#remove(targets, at);
      return;
    }
    const update = ownProperty(action, "update");
    const copied = ownProperty(action, "copy") === undefined ? undefined : this.#select(action, "copy", at);
    if (copied !== undefined && (copied.length !== 1 || update !== undefined)) {
      const message =
        update === undefined ? "A copy needs exactly one source node." : "An action cannot both update and copy.";
      this.#report("error", childPointer(at, "copy"), message, "Select one node with `copy`, and remove `update`.");
      return;
    }
    const value = copied?.[0] ? valueAt(this.document, copied[0]) : update;
    if (value === undefined) return;
    const source = childPointer(at, copied ? "copy" : "update");
    for (const target of targets) {
      const merged = this.#merge(valueAt(this.document, target), value, formatPointer(target), source);
      this.#change(replaceAt(this.document, target, merged));
    }
  }

  /** Returns the paths of the nodes that a JSONPath selects, each once. */
  #select(action: Json, field: "target" | "copy", at: string): readonly JsonSteps[] | undefined {
    const expression = ownProperty(action, field);
    try {
      if (typeof expression !== "string") throw new TypeError("it is not a string");
      const found = new Map<string, JsonSteps>();
      const document = this.document as Parameters<typeof exec>[0];
      const done = runWithTimeLimit(selectionTime(this.document), () => {
        exec(document, expression, (_value, path) => {
          const steps = path.map(unescapeStep);
          found.set(formatPointer(steps), steps);
        });
      });
      if (done !== undefined) return [...found.values()];
      this.#report(
        "error",
        childPointer(at, field),
        "This JSONPath takes too long, so the action is not applied.",
        "Simplify it: avoid nested quantifiers in `match()` and `search()`, and repeated `..`.",
      );
      return undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : "it cannot be read";
      this.#report(
        "error",
        childPointer(at, field),
        `This JSONPath is invalid: ${reason}.`,
        "Write it as RFC 9535 defines, such as `$.paths`.",
      );
      return undefined;
    }
  }

  #remove(targets: readonly JsonSteps[], at: string): void {
    // Removes the last items first, so that the indices of the other targets stay valid.
    for (const target of targets.toReversed().toSorted(byLastIndex)) {
      const above = target.slice(0, -1);
      const parent = valueAt(this.document, above);
      if (target.length === 0) {
        this.#report(
          "error",
          childPointer(at, "target"),
          "The whole document cannot be removed.",
          "Select a part of it.",
        );
        continue;
      }
      if (Array.isArray(parent)) this.#closeGap(formatPointer(above), Number(target.at(-1)), parent.length);
      else this.#provenance.forget(formatPointer(target));
      this.#change(removeAt(this.document, target));
    }
  }

  /** Updates the origins of the items after a removed item, because their indices decrease by one. */
  #closeGap(list: string, removed: number, length: number): void {
    for (let index = removed; index < length - 1; index += 1) {
      const origin = this.#provenance.origin(childPointer(list, String(index + 1)));
      this.#provenance.forget(childPointer(list, String(index)));
      this.#provenance.graft(childPointer(list, String(index)), origin);
    }
  }

  /** Merges `value` into `present`. Objects are merged and arrays are extended. All other values are replaced. */
  #merge(present: Json | undefined, value: Json, at: string, source: string): Json {
    if (Array.isArray(present)) {
      const items: readonly Json[] = Array.isArray(value) ? value : [value];
      items.forEach((_, index) => {
        const from = Array.isArray(value) ? childPointer(source, String(index)) : source;
        this.#graft(childPointer(at, String(present.length + index)), from);
      });
      return [...present, ...items];
    }
    if (isObject(present) && isObject(value)) {
      const merged: Record<string, Json> = { ...present };
      for (const [key, below] of Object.entries(value)) {
        setOwnProperty(
          merged,
          key,
          this.#merge(ownProperty(present, key), below, childPointer(at, key), childPointer(source, key)),
        );
      }
      return merged;
    }
    this.#graft(at, source);
    return value;
  }

  #change(document: Json): void {
    if (isObject(document)) this.document = document;
  }

  #graft(at: string, source: string): void {
    this.#provenance.forget(at);
    this.#provenance.graft(at, { file: this.#overlay, segments: parsePointer(source) });
  }

  #report(severity: Severity, pointer: string, message: string, remedy: string): void {
    const { text } = this.#overlay;
    this.diagnostics.push(
      lazyDiagnostic({ rule: "overlay", severity, message, remedy }, () => text.markPointer(pointer, "value")),
    );
  }
}

/** Returns the time to select nodes, in milliseconds: a second, and more for a large document. */
function selectionTime(document: JsonObject): number {
  let nodes = 0;
  const waiting: Json[] = [document];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    nodes += 1;
    if (typeof node === "object" && node !== null) for (const below of Object.values(node)) waiting.push(below);
  }
  return 1_000 + Math.ceil(nodes / 50);
}

function byLastIndex(a: JsonSteps, b: JsonSteps): number {
  const [left, right] = [a.at(-1), b.at(-1)];
  return typeof left === "number" && typeof right === "number" ? right - left : 0;
}

/** Removes the escapes from a step of a normalized path, which the JSONPath library returns escaped (RFC 9535 §2.7). */
function unescapeStep(step: string | number): string | number {
  if (typeof step === "number" || !step.includes("\\")) return step;
  return step.replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, code: string | undefined, character: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return CONTROL_CHARACTERS[character] ?? character;
  });
}

const CONTROL_CHARACTERS: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
