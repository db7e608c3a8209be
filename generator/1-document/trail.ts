/** The way of a walk from the top of a document: cheap to extend, and a pointer only where one is asked for. */
import { pointerOf } from "./pointer.ts";

export interface Trail {
  readonly above: Trail | undefined;
  readonly steps: readonly string[];
}

export const TOP: Trail = { above: undefined, steps: [] };

export function pointerOfTrail(trail: Trail): string {
  const segments: string[] = [];
  for (let at: Trail | undefined = trail; at; at = at.above) segments.unshift(...at.steps);
  return pointerOf(segments);
}
