/**
 * All codecs that are not built in, for operations to refer to. `ENCODERS` has all encoders, for programs that do not
 * know which ones they need.
 */
import { encodeByType } from "./by-type.js";
import type { Encoders } from "./codec.js";
import { encodeEvents } from "./events.js";
import { encodeForm } from "./form.js";
import { encodeLines } from "./lines.js";
import { encodeMultipart } from "./multipart.js";
import { encodeParts, encodePartStream } from "./ordered-parts.js";
import { encodeSegment } from "./path-segment.js";
import { encodeContentValue, encodeDeepObject, encodeStyled } from "./values.js";

export { decodeByType, encodeByType } from "./by-type.js";
export { decodeEvents, encodeEvents } from "./events.js";
export { decodeForm, encodeForm, encodeQuerystring } from "./form.js";
export { decodeLines, encodeLines } from "./lines.js";
export { decodeMultipart, encodeMultipart } from "./multipart.js";
export { decodeParts, decodePartStream, encodeParts, encodePartStream } from "./ordered-parts.js";
export { encodeSegment } from "./path-segment.js";
export { decodeHeader, encodeContentValue, encodeDeepObject, encodeStyled } from "./values.js";

export const ENCODERS: Encoders = {
  styled: encodeStyled,
  content: encodeContentValue,
  deepObject: encodeDeepObject,
  segment: encodeSegment,
  form: encodeForm,
  multipart: encodeMultipart,
  parts: encodeParts,
  "part-stream": encodePartStream,
  "event-stream": encodeEvents,
  "json-lines": encodeLines,
  "by-type": encodeByType,
};
