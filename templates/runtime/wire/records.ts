/** Objects whose keys come from users or from the wire: never looked up on a prototype, never assigned to one. */
import { WireError } from "./wire-error.js";

/** A plain object; no array, Date, Blob or Map. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** Own property `name`, if `record` is one and has it. */
export function own<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined;
export function own(record: unknown, name: string): unknown;
export function own(record: unknown, name: string): unknown {
  return isRecord(record) && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** An object without a prototype. Throws a `WireError` where a name comes twice. */
export function collectEntries<Raw>(
  entries: readonly (readonly [name: string, raw: Raw])[],
  decode: (raw: Raw, name: string) => unknown,
): Record<string, unknown> {
  const record: Record<string, unknown> = Object.create(null); // so that `__proto__` is a property like others
  for (const [name, raw] of entries) {
    if (name in record) throw new WireError(`has ${JSON.stringify(name.slice(0, 40))} more than once`);
    record[name] = decode(raw, name);
  }
  return record;
}
