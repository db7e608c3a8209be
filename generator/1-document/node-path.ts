/**
 * A linked path from the document root to a node. A walk can extend it cheaply, and it is converted to a JSON
 * Pointer on demand.
 */
import { formatPointer } from "./pointer.ts";

export interface NodePath {
  readonly above: NodePath | undefined;
  readonly steps: readonly string[];
}

export const ROOT_PATH: NodePath = { above: undefined, steps: [] };

export function pointerOfPath(path: NodePath): string {
  const segments: string[] = [];
  for (let at: NodePath | undefined = path; at; at = at.above) segments.unshift(...at.steps);
  return formatPointer(segments);
}
