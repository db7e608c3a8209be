import type { Encoding, MediaType } from "../openapi.ts";
import type { Rule } from "./rule.ts";

const MULTIPART = /^multipart\//i;
const BY_POSITION = ["prefixEncoding", "itemEncoding", "itemSchema"] as const;
const NESTED = ["encoding", "prefixEncoding", "itemEncoding"] as const;

/** OpenAPI 3.2 §4.14.4 and §4.15: what of it is left to whoever reads and writes the bytes. */
export const partEncoding: Rule = {
  name: "part-encoding",
  severity: "warning",
  remedy: "Describe such a body by an object with a property for each part, or read and write its bytes yourself.",
  explanation: {
    asks: "The parts of a multipart body are told by their names, and have neither headers nor parts of their own.",
    why: "Parts that are told by their position have no names to be properties by: such a body is bytes to client and server, whose header Content-Type names their boundary, and so is a part that is a multipart of its own. Headers of parts are neither sent nor looked at.",
    breaks: `
      paths:
        /pets:
          post:
            requestBody:
              content:
                multipart/mixed:
                  schema: { type: object, properties: { photo: {} } }
                  encoding: { photo: { headers: { X-Size: { schema: { type: integer } } } } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          post:
            requestBody:
              content:
                multipart/mixed:
                  schema: { type: object, properties: { photo: {}, size: { type: integer } } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    MediaType(written, { key, report, location, resolve }) {
      if (!MULTIPART.test(String(key))) return;
      const media = written as MediaType; // by its structure
      const positional = BY_POSITION.find((field) => media[field] !== undefined);
      if (positional !== undefined && media.encoding !== undefined) return; // there is a rule for that
      const schema = typeof media.schema === "object" ? resolve<{ readonly type?: unknown }>(media.schema).node : {};
      if (positional !== undefined || (schema?.type === "array" && !/form-data/i.test(String(key)))) {
        const message = `The parts of \`${String(key)}\` are told by their position: the body is bytes.`;
        report({ message, location: location.child([positional ?? "schema"]) });
        return;
      }
      for (const [name, encoding] of Object.entries<Encoding>(media.encoding ?? {})) {
        const place = location.child(["encoding", name]);
        const nested = NESTED.find((field) => encoding[field] !== undefined);
        if (nested !== undefined) {
          const message = `The part \`${name}\` is a multipart of its own: it is bytes.`;
          report({ message, location: place.child([nested]).key() });
        }
        for (const header of Object.keys(encoding.headers ?? {})) {
          if (/^content-(?:type|disposition)$/i.test(header)) continue; // which have a place of their own
          const message = `The header \`${header}\` of the part \`${name}\` is neither sent nor looked at.`;
          report({ message, location: place.child(["headers", header]).key() });
        }
      }
    },
  }),
};
