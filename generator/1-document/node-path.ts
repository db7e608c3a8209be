/** The way of a walk from the top of a document: cheap to extend, and a pointer only where one is asked for. */
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
