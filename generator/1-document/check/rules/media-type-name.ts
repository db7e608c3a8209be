import { isObject } from "../../json.ts";
import { omitNode, type NodeLocation, type Rule, type UserContext } from "../../rule.ts";

/** RFC 9110 §8.3.1 and §12.5.1: `type/subtype`, ranges such as `image/*`, and parameters. */
const MEDIA_TYPE =
  /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+[ \t]*(;[ \t]*([\w!#$&+.^-]+=("[^"\r\n]*"|[^\s";,]*))?[ \t]*)*$/;

export const mediaTypeName: Rule = {
  name: "media-type-name",
  severity: "warning",
  remedy: "Write one media type per entry, such as `application/json`. Until then, the entry is left out.",
  explanation: {
    asks: "Each key of `content` is one media type or media type range, and so is each item of `contentType`, `consumes` and `produces`.",
    why: "The media type is sent as a header, and compared with those of received messages.",
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
  omits: omitNode,
  visitor: () => ({
    MediaTypesMap(contents, { report, location }) {
      for (const name of Object.keys(contents)) {
        if (name.startsWith("x-") && !name.includes("/")) continue;
        checkName(name, location.child([name]).key(), report);
      }
    },
    Encoding({ contentType }, { report, location }) {
      if (typeof contentType !== "string") return;
      for (const name of contentType.split(",")) checkName(name.trim(), location.child(["contentType"]), report);
    },
    Root: checkArrays,
    Operation: checkArrays,
  }),
};

/** Checks the arrays of media types that 2.0 has. */
function checkArrays(node: object, { report, location }: UserContext): void {
  for (const field of ["consumes", "produces"]) {
    const names = isObject(node) ? node[field] : undefined;
    for (const [index, name] of (Array.isArray(names) ? names : []).entries()) {
      if (typeof name === "string") checkName(name, location.child([field, index]), report);
    }
  }
}

function checkName(name: string, location: NodeLocation, report: UserContext["report"]): void {
  if (!MEDIA_TYPE.test(name)) report({ message: `${JSON.stringify(name)} is not a media type.`, location });
}
