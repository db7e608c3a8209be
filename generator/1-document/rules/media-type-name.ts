import { omitted, type Rule } from "./rule.ts";

/** RFC 9110 §8.3.1 and §12.5.1: `type/subtype`, ranges such as `image/*`, and parameters. */
const MEDIA_TYPE =
  /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+[ \t]*(;[ \t]*([\w!#$&+.^-]+=("[^"\r\n]*"|[^\s";,]*))?[ \t]*)*$/;

export const mediaTypeName: Rule = {
  name: "media-type-name",
  severity: "error",
  lenient: "the entry is left out",
  remedy: "Write one media type, such as `application/json`, per entry.",
  explanation: {
    asks: "A key of `content` is one media type, or a range of them.",
    why: "It is sent as a header, and compared with what others send.",
    breaks: `
      paths:
        /pets:
          get:
            responses: { "200": { description: ok, content: { json: {} } } }`,
    keeps: `
      paths:
        /pets:
          get:
            responses: { "200": { description: ok, content: { application/json: {} } } }`,
  },
  omits: omitted,
  visitor: () => ({
    MediaTypesMap(contents, { report, location }) {
      for (const name of Object.keys(contents)) {
        if (name.startsWith("x-") && !name.includes("/")) continue;
        if (MEDIA_TYPE.test(name)) continue;
        report({ message: `${JSON.stringify(name)} is no media type.`, location: location.child([name]).key() });
      }
    },
  }),
};
