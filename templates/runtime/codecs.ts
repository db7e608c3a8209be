/** Every codec that is not built in, for who cannot know which will be needed. */
import type { Codec } from "./codec.js";
import { form } from "./form.js";
import { multipart } from "./multipart.js";
import { eventStream, jsonLines } from "./sequences.js";

export const CODECS: readonly Codec[] = [form, multipart, eventStream, jsonLines];
