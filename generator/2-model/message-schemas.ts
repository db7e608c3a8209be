/** Finds the schemas of messages, which the API sends to webhooks and callbacks. OpenAPI 3.2 §4.8.1, §4.18 */
import type { MediaType, ParameterObject, Referable, RequestBody, Schema } from "../1-document/openapi.ts";
import { childPointer } from "../1-document/pointer.ts";
import { resolveReference } from "../1-document/local-references.ts";
import { type FoundOperation, locateItems } from "./operations.ts";
import { resolvedEntries, type ModelSource } from "./model-source.ts";

/** Returns the schemas of parameters and bodies of webhooks and callbacks. Does not search their subschemas. */
export function schemasOfMessages(source: ModelSource, operations: readonly FoundOperation[]): readonly Schema[] {
  const schemas: Schema[] = [];

  function visitContent(content: RequestBody["content"] | undefined, pointer: string): void {
    for (const { value } of resolvedEntries<MediaType>(source, content, pointer)) {
      schemas.push(value.schema ?? true, value.itemSchema ?? true);
    }
  }

  for (const { direction, operation, parameters } of operations) {
    if (direction === "request") continue;
    const { value, pointer } = operation;
    const own = locateItems<Referable<ParameterObject>>(value.parameters ?? [], childPointer(pointer, "parameters"));
    for (const unresolved of [...parameters, ...own]) {
      const parameter = resolveReference<ParameterObject>(source.document, unresolved);
      schemas.push(parameter?.value.schema ?? true);
      visitContent(parameter?.value.content, childPointer(parameter?.pointer ?? "", "content"));
    }
    if (value.requestBody === undefined) continue;
    const body = resolveReference<RequestBody>(source.document, {
      value: value.requestBody,
      pointer: childPointer(pointer, "requestBody"),
    });
    visitContent(body?.value.content, childPointer(body?.pointer ?? "", "content"));
  }
  return schemas;
}
