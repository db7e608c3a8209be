/** Which documented answers were seen. */
import { type Answer, contentOfAnswer, isBodiless, promisedFor } from "./answers.ts";
import type { DescribedOperation } from "./description.ts";
import type { Coverage } from "./report.ts";

/** How often each documented answer was seen. */
export type Seen = Map<string, number>;

export function count(seen: Seen, operation: DescribedOperation, answer: Answer): void {
  const promised = promisedFor(operation, answer.status);
  if (promised === undefined) return;
  const key = `${promised.status} ${contentOfAnswer(operation, answer)?.mediaType ?? ""}`.trim();
  seen.set(key, (seen.get(key) ?? 0) + 1);
}

export function coverageOf(
  { method, responses }: DescribedOperation,
  seen: ReadonlyMap<string, number>,
): readonly Coverage[] {
  return responses.flatMap(({ status, contents }): readonly Coverage[] => {
    if (contents.length === 0 || isBodiless(method, Number(status))) {
      return [{ status, mediaType: undefined, cases: seen.get(status) ?? 0 }];
    }
    return contents.map(({ mediaType }) => ({ status, mediaType, cases: seen.get(`${status} ${mediaType}`) ?? 0 }));
  });
}
