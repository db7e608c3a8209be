/** OpenAPI 3.2 §4.20: what links say is held against the operation that they lead to. */
import { isObject } from "../../json.ts";
import { linkParameterEntries, type LinkObject, parametersForLinkKey, invalidExpressions } from "../../links.ts";
import { parsePointer } from "../../pointer.ts";
import { type CredentialTest, credentialTest } from "../helpers/credential-parameters.ts";
import { type OperationPlace, operationsOf } from "../helpers/path-items.ts";
import type { Rule } from "../../rule.ts";

export const linkTarget: Rule = {
  name: "link-target",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy:
    "Name one operation of `paths`, its parameters as they are called there, and values by expressions such as `$response.body#/id`. Generated links are without what is wrong; credentials come from `auth`, and another server from the options of the call.",
  explanation: {
    asks: "A link names one operation of the description, parameters that it has, and runtime expressions that are some.",
    why: "Nobody could follow it: the client has no next request for it, or one without what the link should fill in.",
    breaks: `
      paths:
        /pets:
          post:
            responses:
              "201":
                description: created
                links: { self: { operationId: getPet, parameters: { petId: $response.body#id } } }
        "/pets/{id}":
          get:
            operationId: getPet
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          post:
            responses:
              "201":
                description: created
                links: { self: { operationId: getPet, parameters: { id: $response.body#/id } } }
        "/pets/{id}":
          get:
            operationId: getPet
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
  },
  needs: "link",
  visitor: () => {
    let operations: readonly OperationPlace[] = [];
    let isCredential: CredentialTest = NEVER;
    return {
      Root(root, { location, resolve }) {
        const { paths } = root;
        if (isObject(paths)) operations = operationsOf(paths, { location: location.child(["paths"]), resolve });
        isCredential = credentialTest(root, { location, resolve });
      },
      Link(link, { report, location }) {
        const { message, member: named, target } = lead(link, operations);
        if (message !== undefined) {
          report({ message, location: named === undefined ? location.key() : location.child([named]) });
        }
        const misfits =
          target === undefined
            ? []
            : [...wrongKeys(link, target, isCredential), ...wrongValues(link), ...unfollowed(link)];
        for (const { message: complaint, steps, isKey } of misfits) {
          const place = location.child([...steps]);
          report({ message: complaint, location: isKey ? place.key() : place });
        }
      },
    };
  },
};

const NEVER: CredentialTest = () => false;

interface Lead {
  readonly message?: string;
  readonly member?: "operationId" | "operationRef";
  readonly target?: OperationPlace | undefined;
}

/** Where a link leads to, or why that is not clear. */
function lead({ operationId, operationRef }: LinkObject, operations: readonly OperationPlace[]): Lead {
  if (operationId === undefined && operationRef === undefined) return { message: "The link names no operation." };
  if (operationId === undefined && !String(operationRef).startsWith("#")) {
    const message = `\`${operationRef}\` leads out of the description, and is not followed.`;
    return { message, member: "operationRef" };
  }
  const target = operations.find(operationId === undefined ? isAt(String(operationRef)) : isCalled(operationId));
  if (target !== undefined && operationId !== undefined && operationRef !== undefined) {
    return { message: "The link has both `operationId` and `operationRef`.", member: "operationRef", target };
  }
  if (target !== undefined) return { target };
  const message = `There is no operation \`${operationId ?? operationRef}\` in \`paths\`.`;
  return { message, member: operationId === undefined ? "operationRef" : "operationId" };
}

function isCalled(operationId: string): (place: OperationPlace) => boolean {
  return ({ operation }) => operation["operationId"] === operationId;
}

function isAt(operationRef: string): (place: OperationPlace) => boolean {
  const [root, path, ...steps] = parsePointer(operationRef);
  return (place) => root === "paths" && place.path === path && steps.at(-1) === place.method;
}

interface Misfit {
  readonly message: string;
  readonly steps: readonly string[];
  readonly isKey: boolean;
}

/** A link gives the input of a call, and leaves its options to the caller. */
function unfollowed({ server }: LinkObject): readonly Misfit[] {
  if (server === undefined) return [];
  const message = "The server of a link is documented, and not followed: the caller chooses where to send.";
  return [{ message, steps: ["server"], isKey: true }];
}

function wrongKeys(link: LinkObject, target: OperationPlace, isCredential: CredentialTest): readonly Misfit[] {
  return linkParameterEntries(link).flatMap(([key]) => {
    const meant = parametersForLinkKey(key, target.parameters, ({ node }) => ({ name: node["name"], in: node["in"] }));
    const open = meant.filter(({ node }) => !isCredential(target.operation, node));
    const places = [...new Set(open.map(({ node }) => node["in"]))];
    const site = { steps: ["parameters", key], isKey: true };
    if (meant.length === 0) return [{ message: `The operation has no parameter \`${key}\`.`, ...site }];
    if (open.length === 0) {
      return [{ message: `\`${key}\` is a credential of the operation: the link does not fill it.`, ...site }];
    }
    const choice = places.map((place) => `\`${place}.${key}\``).join(" or ");
    return places.length === 1
      ? []
      : [{ message: `The operation has more than one parameter \`${key}\`: write ${choice}.`, ...site }];
  });
}

function wrongValues(link: LinkObject): readonly Misfit[] {
  const parameters = linkParameterEntries(link).map(([key, value]) => ({ steps: ["parameters", key], value }));
  return [...parameters, { steps: ["requestBody"], value: link.requestBody }].flatMap(({ steps, value }) =>
    invalidExpressions(value).map((text) => ({
      message: `\`${text}\` is no runtime expression.`,
      steps,
      isKey: false,
    })),
  );
}
