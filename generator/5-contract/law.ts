/** What answers are judged by. */
import type { Document } from "../1-document/openapi.ts";
import type { Law } from "./answers.ts";
import { judgeOf, pointersOf } from "./judge.ts";

export function lawOf(document: Document): Law {
  let pointers: ReturnType<typeof pointersOf> | undefined;
  return {
    document,
    judge: judgeOf(document),
    // most runs ask for none
    pointerOf: ({ schema }) => (schema === undefined ? undefined : (pointers ??= pointersOf(document)).get(schema)),
  };
}
