/** The codecs that are not built in, and all of them for who cannot know which will be needed. */
import type { Codec } from "./codec.js";
import { form } from "./form.js";
import { multipart } from "./multipart.js";
import { eventStream, jsonLines } from "./sequences.js";

export { eventStream, form, jsonLines, multipart };

export const CODECS: readonly Codec[] = [form, multipart, eventStream, jsonLines];
