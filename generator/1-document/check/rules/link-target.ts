/** Checks links against the operations that they lead to. OpenAPI 3.2 §4.20 */
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
    "Name one operation of `paths`, use the names of its parameters, and write values as expressions such as `$response.body#/id`. Generated links leave out invalid parts. Pass credentials by `auth`, and another server by the options of the call.",
  explanation: {
    asks: "A link names one operation of the description, existing parameters, and valid runtime expressions.",
    why: "Otherwise the client cannot build the next request, or the request lacks the values of the link.",
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
        const { message, field, target } = resolveLink(link, operations);
        if (message !== undefined) {
          report({ message, location: field === undefined ? location.key() : location.child([field]) });
        }
        const problems =
          target === undefined
            ? []
            : [...parameterProblems(link, target, isCredential), ...expressionProblems(link), ...serverProblems(link)];
        for (const { message: text, steps, isKey } of problems) {
          const place = location.child([...steps]);
          report({ message: text, location: isKey ? place.key() : place });
        }
      },
    };
  },
};

const NEVER: CredentialTest = () => false;

interface LinkResolution {
  readonly message?: string;
  readonly field?: "operationId" | "operationRef";
  readonly target?: OperationPlace | undefined;
}

/** Returns the operation that a link leads to, or a message if there is none or its name is ambiguous. */
function resolveLink({ operationId, operationRef }: LinkObject, operations: readonly OperationPlace[]): LinkResolution {
  if (operationId === undefined && operationRef === undefined) return { message: "The link names no operation." };
  if (operationId === undefined && !String(operationRef).startsWith("#")) {
    const message = `\`${operationRef}\` is outside of the description, and is not followed.`;
    return { message, field: "operationRef" };
  }
  const target = operations.find(
    operationId === undefined ? isAtPointer(String(operationRef)) : hasOperationId(operationId),
  );
  if (target !== undefined && operationId !== undefined && operationRef !== undefined) {
    return { message: "The link has both `operationId` and `operationRef`.", field: "operationRef", target };
  }
  if (target !== undefined) return { target };
  const message = `There is no operation \`${operationId ?? operationRef}\` in \`paths\`.`;
  return { message, field: operationId === undefined ? "operationRef" : "operationId" };
}

function hasOperationId(operationId: string): (place: OperationPlace) => boolean {
  return ({ operation }) => operation["operationId"] === operationId;
}

function isAtPointer(operationRef: string): (place: OperationPlace) => boolean {
  const [root, path, ...steps] = parsePointer(operationRef);
  return (place) => root === "paths" && place.path === path && steps.at(-1) === place.method;
}

/** A problem with one field of a link, and the path to that field. */
interface LinkProblem {
  readonly message: string;
  readonly steps: readonly string[];
  readonly isKey: boolean;
}

/** Reports `server`: a link provides the input of a call, and the caller chooses its options. */
function serverProblems({ server }: LinkObject): readonly LinkProblem[] {
  if (server === undefined) return [];
  const message = "The `server` of a link has no effect: the caller chooses the server.";
  return [{ message, steps: ["server"], isKey: true }];
}

function parameterProblems(
  link: LinkObject,
  target: OperationPlace,
  isCredential: CredentialTest,
): readonly LinkProblem[] {
  return linkParameterEntries(link).flatMap(([key]) => {
    const meant = parametersForLinkKey(key, target.parameters, ({ node }) => ({ name: node["name"], in: node["in"] }));
    const open = meant.filter(({ node }) => !isCredential(target.operation, node));
    const places = [...new Set(open.map(({ node }) => node["in"]))];
    const site = { steps: ["parameters", key], isKey: true };
    if (meant.length === 0) return [{ message: `The operation has no parameter \`${key}\`.`, ...site }];
    if (open.length === 0) {
      return [{ message: `\`${key}\` is a credential of the operation, which a link does not set.`, ...site }];
    }
    const choice = places.map((place) => `\`${place}.${key}\``).join(" or ");
    return places.length === 1
      ? []
      : [{ message: `The operation has more than one parameter \`${key}\`: write ${choice}.`, ...site }];
  });
}

function expressionProblems(link: LinkObject): readonly LinkProblem[] {
  const parameters = linkParameterEntries(link).map(([key, value]) => ({ steps: ["parameters", key], value }));
  return [...parameters, { steps: ["requestBody"], value: link.requestBody }].flatMap(({ steps, value }) =>
    invalidExpressions(value).map((text) => ({
      message: `\`${text}\` is not a valid runtime expression.`,
      steps,
      isKey: false,
    })),
  );
}
