/**
 * Repairs what rules report as warnings, as their remedies and `lenient` texts promise. A valid document stays
 * unchanged, so this stage needs no option.
 */
import { type Json, type JsonObject, isObject, ownProperty, valueAt } from "../../json.ts";
import { METHODS } from "../../openapi.ts";
import { parsePointer } from "../../pointer.ts";
import { isMappingReference } from "../../local-references.ts";
import { isRegularExpression } from "../../schemas/pattern.ts";
import { isSchemaType } from "../../schemas/schema-types.ts";

/** Removes texts that are not strings. Rules: `missing-text`, `info-text`. */
export function repairTexts(node: JsonObject): JsonObject {
  const wrong = ["description", "summary", "title"].filter((key) => key in node && typeof node[key] !== "string");
  return wrong.length === 0 ? node : filterProperties(node, (_value, key) => !wrong.includes(key));
}

/**
 * Removes keywords of a schema that have no meaning. Rules: `schema-type`, `pattern-valid`, `discriminator-mapping`.
 */
export function repairSchema(schema: JsonObject, schemas: Json | undefined): JsonObject {
  let repaired = schema;
  const { type, pattern, patternProperties, discriminator } = schema;
  if (type !== undefined && ![type].flat().every(isSchemaType)) {
    repaired = filterProperties(repaired, (_value, key) => key !== "type");
  }
  const isBroken = typeof pattern === "string" && !isRegularExpression(pattern);
  if (isBroken) repaired = filterProperties(repaired, (_value, key) => key !== "pattern");
  if (isObject(patternProperties) && !Object.keys(patternProperties).every(isRegularExpression)) {
    repaired = {
      ...repaired,
      patternProperties: filterProperties(patternProperties, (_value, key) => isRegularExpression(key)),
    };
  }
  const mapping = ownProperty(discriminator, "mapping");
  const isThere = (target: Json): boolean => {
    return isMappingReference(target) || (typeof target === "string" && ownProperty(schemas, target) !== undefined);
  };
  if (isObject(discriminator) && isObject(mapping) && !Object.values(mapping).every(isThere)) {
    repaired = { ...repaired, discriminator: { ...discriminator, mapping: filterProperties(mapping, isThere) } };
  }
  return repaired;
}

/**
 * Repairs the document outside of schemas. Rules: `info-text`, `path-slash`, `path-parameters-defined`,
 * `path-parameters-used`, `security-defined`.
 */
export function repairDocument(written: JsonObject): JsonObject {
  const document = repairPaths(repairSecurity(written));
  const { info, paths } = document;
  const items = isObject(paths) ? Object.entries(paths) : [];
  const repaired = items.map(
    ([path, item]) => [path, isObject(item) ? repairPathItem(path, item, document) : item] as const,
  );
  const isSame = repaired.every(([, item], index) => item === items[index]?.[1]);
  return {
    ...document,
    ...(isObject(info) && {
      info: { ...repairTexts(info), title: stringOrEmpty(info["title"]), version: stringOrEmpty(info["version"]) },
    }),
    ...(!isSame && { paths: Object.fromEntries(repaired) }),
  };
}

function repairPaths(document: JsonObject): JsonObject {
  const { paths } = document;
  if (!isObject(paths) || Object.keys(paths).every((path) => path.startsWith("/"))) return document;
  const slashed = Object.entries(paths).map(
    ([path, item]) => [path.startsWith("/") ? path : `/${path}`, item] as const,
  );
  return { ...document, paths: Object.fromEntries(slashed) };
}

/**
 * Declares security schemes that are required but missing. A client sends nothing for them, and a server still needs
 * a handler, so the operation is not open to everyone.
 */
function repairSecurity(document: JsonObject): JsonObject {
  const components = document["components"];
  const schemes = ownProperty(components, "securitySchemes");
  const requirements = [document, ...operationsIn(document)].flatMap(({ security }) => arrayOrEmpty(security));
  const names = requirements.flatMap((requirement) => (isObject(requirement) ? Object.keys(requirement) : []));
  const unknown = names.filter((name) => !name.startsWith("#/") && ownProperty(schemes, name) === undefined);
  if (unknown.length === 0) return document;
  const added = Object.fromEntries(unknown.map((name) => [name, { type: "mutualTLS" }]));
  const securitySchemes = { ...(isObject(schemes) && schemes), ...added };
  return { ...document, components: { ...(isObject(components) && components), securitySchemes } };
}

function operationsIn({ paths, webhooks }: JsonObject): readonly JsonObject[] {
  const items = [paths, webhooks].flatMap((map) => (isObject(map) ? Object.values(map) : [])).filter(isObject);
  return items.flatMap((item) => METHODS.map((method) => item[method])).filter(isObject);
}

function repairPathItem(path: string, item: JsonObject, document: JsonObject): JsonObject {
  const names = new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? ""));
  const isUsed = (parameter: Json): boolean => {
    const node = resolveNode(parameter, document);
    return ownProperty(node, "in") !== "path" || names.has(String(ownProperty(node, "name")));
  };
  const shared = arrayOrEmpty(item["parameters"]);
  let repaired = shared.every(isUsed) ? item : { ...item, parameters: shared.filter(isUsed) };
  for (const method of METHODS) {
    const operation = item[method];
    if (!isObject(operation)) continue;
    const own = arrayOrEmpty(operation["parameters"]);
    const declared = new Set(
      [...shared, ...own].map((parameter) => pathParameterName(resolveNode(parameter, document))),
    );
    const missing = [...names].filter((name) => !declared.has(name));
    if (missing.length === 0 && own.every(isUsed)) continue;
    const added = missing.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
    repaired = { ...repaired, [method]: { ...operation, parameters: [...own.filter(isUsed), ...added] } };
  }
  return repaired;
}

function pathParameterName(node: Json | undefined): string | undefined {
  return ownProperty(node, "in") === "path" ? String(ownProperty(node, "name")) : undefined;
}

/** Resolves references. The loader has checked that they are not circular. */
function resolveNode(node: Json, document: JsonObject): Json | undefined {
  const ref = ownProperty(node, "$ref");
  if (typeof ref !== "string") return node;
  const target = valueAt(document, parsePointer(ref));
  return target === undefined ? undefined : resolveNode(target, document);
}

function arrayOrEmpty(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function stringOrEmpty(value: Json | undefined): string {
  return value === undefined || value === null ? "" : String(value);
}

function filterProperties(node: JsonObject, isKept: (value: Json, key: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([key, value]) => isKept(value, key)));
}
