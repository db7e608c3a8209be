/**
 * Targets and adapters that fit a project, by its package.json, and the packages that generated code needs there. Only
 * package.json decides, so that every machine generates the same.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isObject } from "./config-types.ts";
import { ADAPTERS, type Adapter, type ImportExtension, type Target, TARGETS } from "./options.ts";

/** The packages of the nearest package.json. */
export interface Project {
  /** Names of all dependencies: of the program, of development, and of peers. */
  readonly packages: ReadonlySet<string>;
  /** The command that installs a package, such as `npm install`. */
  readonly install: string;
  /** True if files are CommonJS, in which the compiler of the project allows no `import`. */
  readonly rejectsImports: boolean;
}

/** Targets and adapters of a run. */
export interface ProjectDefaults {
  readonly targets: readonly Target[];
  readonly adapters: readonly Adapter[];
  readonly importExtension: ImportExtension;
}

/** The package that an adapter needs at run time or for its types. */
const PACKAGE_OF_ADAPTER: Readonly<Record<Adapter, string>> = {
  node: "@types/node",
  hono: "hono",
  express: "express",
  fastify: "fastify",
};

/** Packages of projects for browsers. They often have `@types/node` for their build, but no server. */
const BROWSER_PACKAGES = [
  "vite",
  "react",
  "react-native",
  "next",
  "vue",
  "nuxt",
  "svelte",
  "solid-js",
  "preact",
  "@angular/core",
  "astro",
  "webpack",
  "parcel",
];

/** Lock files by the command that installs a package. */
const LOCK_FILES: readonly (readonly [file: string, install: string])[] = [
  ["pnpm-lock.yaml", "pnpm add"],
  ["yarn.lock", "yarn add"],
  ["bun.lock", "bun add"],
  ["bun.lockb", "bun add"],
  ["package-lock.json", "npm install"],
];

/** The flag in a configuration, outside of comments on its line. It is also what `tsc --init` writes. */
const VERBATIM = /^(?!\s*\/\/)[^\n]*"verbatimModuleSyntax"\s*:\s*true/m;
/** A kind of modules that does not depend on package.json. */
const MODULES = /^(?!\s*\/\/)[^\n]*"module"\s*:\s*"(?:es\w+|preserve)"/im;

/** Reads the package.json of `folder`, or of the nearest folder above it. */
export function readProject(folder: string): Project {
  const packageFile = nearestFile(folder, ["package.json"]);
  const content = packageFile === undefined ? {} : readPackage(packageFile);
  const lockFile = nearestFile(
    folder,
    LOCK_FILES.map(([file]) => file),
  );
  const [, install = "npm install"] = LOCK_FILES.find(([file]) => lockFile?.endsWith(file)) ?? [];
  const configFile = nearestFile(folder, ["tsconfig.json"]);
  const config = configFile === undefined ? "" : readFileSync(configFile, "utf8");
  const isVerbatim = VERBATIM.test(config) && !MODULES.test(config);
  return {
    packages: new Set(packagesIn(content, ["dependencies", "devDependencies", "peerDependencies"])),
    install,
    rejectsImports: isVerbatim && packageFile !== undefined && content["type"] !== "module",
  };
}

/** Returns the targets and adapters of a run: those that the user asks for, else those that fit the project. */
export function targetsFor(
  project: Project,
  { targets, adapters, importExtension }: Partial<ProjectDefaults>,
): ProjectDefaults {
  const fitting = defaultsOf(project);
  const withServer = TARGETS.filter((target) => target === "server" || fitting.targets.includes(target));
  return {
    targets: targets ?? (adapters === undefined ? fitting.targets : withServer),
    adapters: adapters ?? (targets?.includes("server") === true ? adaptersOf(project) : fitting.adapters),
    importExtension: importExtension ?? fitting.importExtension,
  };
}

/** Returns what fits a project: a server only beside a framework, and `paths` only beside openapi-fetch. */
function defaultsOf({ packages }: Project): ProjectDefaults {
  const frameworks = ADAPTERS.filter((adapter) => adapter !== "node" && packages.has(PACKAGE_OF_ADAPTER[adapter]));
  const isForBrowsers = BROWSER_PACKAGES.some((name) => packages.has(name));
  const hasNode = packages.has(PACKAGE_OF_ADAPTER.node) && (frameworks.length > 0 || !isForBrowsers);
  const adapters = ADAPTERS.filter((adapter) => (adapter === "node" ? hasNode : frameworks.includes(adapter)));
  const left = new Set<Target>([
    ...(packages.has("openapi-fetch") ? [] : (["paths"] as const)),
    ...(adapters.length > 0 ? [] : (["server"] as const)),
  ]);
  // the bundler of Next does not resolve specifiers that end in `.js` to TypeScript files
  const importExtension = packages.has("next") ? "none" : "js";
  return { targets: TARGETS.filter((target) => !left.has(target)), adapters, importExtension };
}

/** Returns the adapters for a server that the user asks for: those of the project, or the one for Node. */
function adaptersOf({ packages }: Project): readonly Adapter[] {
  const known = ADAPTERS.filter((adapter) => packages.has(PACKAGE_OF_ADAPTER[adapter]));
  return known.length > 0 ? known : ["node"];
}

/** Returns the packages that the generated code imports and that package.json does not name. */
export function missingPackages(
  { packages }: Project,
  { targets, adapters }: Pick<ProjectDefaults, "targets" | "adapters">,
): readonly string[] {
  const needed = [
    ...(targets.includes("paths") && targets.includes("client") ? ["openapi-fetch"] : []),
    ...(targets.includes("server") ? adapters.map((adapter) => PACKAGE_OF_ADAPTER[adapter]) : []),
  ];
  return needed.filter((name) => !packages.has(name));
}

type PackageContent = Readonly<Record<string, unknown>>;

/** Returns the packages in some lists of a package.json, such as `dependencies`. */
export function packagesIn(content: PackageContent, lists: readonly string[]): readonly string[] {
  return lists.map((name) => content[name]).flatMap((list) => (isObject(list) ? Object.keys(list) : []));
}

/** Reads a package.json. Returns an empty object if it cannot be read. */
export function readPackage(file: string): PackageContent {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isObject(value) ? value : {};
  } catch {
    return {}; // npm reports it
  }
}

/** Returns the path of the first file that exists in `folder` or in a folder above it. */
export function nearestFile(folder: string, names: readonly string[]): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = names.map((name) => join(at, name)).find((path) => existsSync(path));
    if (found !== undefined || dirname(at) === at) return found;
  }
}
