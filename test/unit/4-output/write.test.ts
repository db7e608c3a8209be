/** Writes the output folder: keeps other files, changes nothing outside, and repairs interrupted runs. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withLock, replaceFile } from "../../../generator/4-output/folder.ts";
import { formatManifest, hashesOf } from "../../../generator/4-output/manifest.ts";
import { writeFiles, type WriteOptions, type WriteResult } from "../../../generator/4-output/write.ts";

let root: string;
let output: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "specwright-"));
  output = join(root, "generated");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const FIRST = { "client.ts": "one\n", "runtime/send.ts": "two\n" };

function write(files: Readonly<Record<string, string>>, options: Partial<WriteOptions> = {}): WriteResult {
  return writeFiles(new Map(Object.entries(files)), { output, check: false, force: false, ...options });
}

function place(path: string, text: string): void {
  mkdirSync(dirname(join(output, path)), { recursive: true });
  writeFileSync(join(output, path), text);
}

/** Returns all files of the folder with their contents. */
function folder(): Readonly<Record<string, string>> {
  const entries = existsSync(output) ? readdirSync(output, { recursive: true, encoding: "utf8" }).toSorted() : [];
  const files = entries.filter((path) => lstatSync(join(output, path)).isFile() && path !== ".specwright.json");
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(output, path), "utf8")]));
}

const hashes = (files: object): ReadonlyMap<string, string> => hashesOf(new Map(Object.entries(files)));
const changed = (written: WriteResult): readonly string[] => written.changes.map(({ path }) => path);
const messages = (written: WriteResult): readonly string[] =>
  written.diagnostics.map(({ severity, message }) => `${severity}: ${message.replaceAll(`${output}/`, "")}`);

describe("writes", () => {
  test("all files into a new folder", () => {
    expect(changed(write(FIRST))).toEqual(["client.ts", "runtime/send.ts", ".specwright.json"]);
    expect(folder()).toEqual(FIRST);
  });

  test("only changed files", () => {
    write(FIRST);
    const before = statSync(join(output, "client.ts")).ino;
    const written = write({ ...FIRST, "runtime/send.ts": "new\n" });
    expect(changed(written)).toEqual(["runtime/send.ts", ".specwright.json"]);
    expect(written.unchanged).toEqual(["client.ts"]);
    expect(statSync(join(output, "client.ts")).ino).toBe(before);
  });

  test("nothing in a second run", () => {
    write(FIRST);
    const before = statSync(output).mtimeMs;
    expect(write(FIRST).changes).toEqual([]);
    expect(statSync(output).mtimeMs).toBe(before);
  });

  test("the same manifest for the same files, whatever their order", () => {
    write(FIRST);
    const one = readFileSync(join(output, ".specwright.json"), "utf8");
    rmSync(output, { recursive: true });
    write(Object.fromEntries(Object.entries(FIRST).toReversed()));
    expect(readFileSync(join(output, ".specwright.json"), "utf8")).toBe(one);
  });

  test("no file of an earlier run that is no longer generated: it is removed with its empty folder", () => {
    write(FIRST);
    write({ "client.ts": "one\n" });
    expect(readdirSync(output)).toEqual([".specwright.json", "client.ts"]);
  });

  test("no file that differs only in line ends of Windows", () => {
    write(FIRST);
    place("client.ts", "one\r\n");
    expect(write(FIRST).changes).toEqual([]);
  });
});

describe("if something is in the way", () => {
  test.each<[string, () => void, string]>([
    [
      "a file that specwright did not write",
      () => place("client.ts", "mine\n"),
      "error: client.ts is in the way: specwright did not write it.",
    ],
    [
      "an edited file",
      () => {
        write({ "client.ts": "old\n" });
        place("client.ts", "old\nmine\n");
      },
      "error: client.ts was edited since specwright wrote it.",
    ],
    ["a folder", () => place("client.ts/mine.txt", ""), "error: client.ts is in the way: it is a folder."],
    [
      "a file in the place of a folder",
      () => place("runtime", "mine\n"),
      "error: runtime is in the way: it is a file.",
    ],
    [
      "a missing manifest",
      () => {
        write({ "client.ts": "old\n" });
        rmSync(join(output, ".specwright.json"));
      },
      "error: client.ts is in the way: specwright did not write it.",
    ],
    [
      "a manifest with a merge conflict",
      () => {
        write({ "client.ts": "old\n" });
        place(".specwright.json", "<<<<<<< HEAD\n{}");
      },
      "error: client.ts is in the way: specwright did not write it.",
    ],
  ])("%s: nothing is written", (_name, arrange, want) => {
    arrange();
    const before = folder();
    const written = write(FIRST);
    expect([messages(written), changed(written)]).toEqual([[want], []]);
    expect(folder()).toEqual(before);
  });

  test("--force overwrites files, not folders", () => {
    place("client.ts", "mine\n");
    expect(messages(write(FIRST, { force: true }))).toEqual([]);
    expect(folder()).toEqual(FIRST);
    rmSync(output, { recursive: true });
    place("client.ts/mine.txt", "");
    expect(messages(write(FIRST, { force: true }))).toEqual(["error: client.ts is in the way: it is a folder."]);
  });

  test("a file that already has the right content is adopted", () => {
    place("client.ts", "one\n");
    expect(messages(write(FIRST))).toEqual([]);
    write({});
    expect(folder()).toEqual({});
  });

  test("an edited file that is no longer generated is kept, with a warning", () => {
    write(FIRST);
    place("client.ts", "mine\n");
    const written = write({ "runtime/send.ts": "two\n" });
    expect(messages(written)).toEqual(["warning: client.ts is no longer generated, but it was edited, so it is kept."]);
    expect(folder()["client.ts"]).toBe("mine\n");
  });

  test("a file that the manifest does not name is never removed", () => {
    place("notes.txt", "mine\n");
    write(FIRST);
    write({});
    expect(folder()).toEqual({ "notes.txt": "mine\n" });
  });

  test("reports a folder that cannot be created", () => {
    writeFileSync(output, "a file");
    expect(messages(write(FIRST))).toEqual([`error: Cannot write ${output}: a file stands where a folder should be.`]);
  });

  test.runIf(process.platform === "linux")("reports a folder that the system does not allow", () => {
    const options = { output: "/proc/specwright/generated", check: false, force: false };
    expect(messages(writeFiles(new Map(Object.entries(FIRST)), options))).toEqual([
      "error: Cannot write /proc/specwright/generated: the system reports ENOENT.",
    ]);
  });
});

describe("a file that a formatter changed", () => {
  const source = 'export const a = ["b"];\n';
  const formatted = "export const a = [\n\t'b',\n]\n";
  beforeEach(() => {
    write({ "client.ts": source });
    place("client.ts", formatted);
  });

  test.each([
    ["the same content", source],
    ["new content", 'export const a = ["c"];\n'],
  ])("is overwritten with %s", (_name, after) => {
    const written = write({ "client.ts": after });
    expect(messages(written)).toEqual([]);
    expect(written.changes[0]).toEqual({ path: "client.ts", before: formatted, after, isFormatted: true });
    expect(folder()).toEqual({ "client.ts": after });
  });

  test("is removed if it is no longer generated", () => {
    expect(messages(write({}))).toEqual([]);
    expect(folder()).toEqual({});
  });

  test("is stale for check, as changed by a formatter", () => {
    const { changes } = write({ "client.ts": source }, { check: true });
    expect(changes).toEqual([{ path: "client.ts", before: formatted, after: source, isFormatted: true }]);
  });

  test("is refused if it was edited as well", () => {
    place("client.ts", formatted.replace("b", "mine"));
    expect(messages(write({ "client.ts": source }))).toEqual([
      "error: client.ts was edited since specwright wrote it.",
    ]);
  });

  test("is overwritten if the new run reuses a fingerprint of the run before", () => {
    place("client.ts", source);
    write({ "client.ts": source, "other.ts": "" });
    place("client.ts", formatted);
    expect(messages(write({ "client.ts": "new\n", "other.ts": "" }))).toEqual([]);
  });
});

describe("outside of the folder", () => {
  test.each(["../evil.ts", "/etc/evil", "a/../../evil.ts", "a//b", "C:\\evil", "", ".", "a\0b"])(
    "rejects the path %j",
    (path) => {
      expect(() => write({ [path]: "" })).toThrow("path is not inside of the output folder");
    },
  );

  test.each([
    ["a link instead of a file", "client.ts", "client.ts"],
    ["a link instead of a folder", "runtime", "runtime"],
  ])("does not follow %s", (_name, link, at) => {
    mkdirSync(join(root, "elsewhere"));
    writeFileSync(join(root, "elsewhere/send.ts"), "mine\n");
    mkdirSync(output);
    symlinkSync(join(root, "elsewhere"), join(output, link));
    expect(messages(write(FIRST, { force: true }))).toEqual([`error: ${at} is in the way: it is a symbolic link.`]);
    expect(readFileSync(join(root, "elsewhere/send.ts"), "utf8")).toBe("mine\n");
  });

  test.each([".specwright.json", ".specwright.tmp"])(
    "replaces a link in the place of %s, but not its target",
    (name) => {
      const victim = join(root, "victim");
      writeFileSync(victim, "mine\n");
      mkdirSync(output);
      symlinkSync(victim, join(output, name));
      expect(messages(write(FIRST))).toEqual([]);
      expect(readFileSync(victim, "utf8")).toBe("mine\n");
      expect(folder()).toEqual(FIRST);
    },
  );

  test("ignores files that the manifest names", () => {
    writeFileSync(join(root, "victim.ts"), "mine\n");
    const files = hashesOf(new Map([["../victim.ts", "mine\n"]]));
    place(".specwright.json", formatManifest({ files, pending: new Map() }));
    write(FIRST);
    expect(readFileSync(join(root, "victim.ts"), "utf8")).toBe("mine\n");
  });
});

describe("a run that was killed", () => {
  const next = { "client.ts": "new\n", "runtime/send.ts": "new\n", "extra.ts": "new\n" };
  const last = { "client.ts": "last\n", "runtime/send.ts": "two\n" };

  /** Leaves the folder like a run that is killed after a number of files. */
  function kill(after: number): void {
    write(FIRST);
    replaceFile(output, ".specwright.json", formatManifest({ files: hashes(FIRST), pending: hashes(next) }));
    for (const [path, text] of Object.entries(next).slice(0, after)) replaceFile(output, path, text);
    writeFileSync(join(output, ".specwright.tmp"), "half of a fi");
  }
  test.each([0, 1, 2, 3])("after %i files leaves a stale folder that any run repairs", (after) => {
    kill(after);
    for (const files of [FIRST, next, last]) expect(write(files, { check: true }).changes).not.toEqual([]);
    for (const files of [next, last, FIRST]) {
      rmSync(output, { recursive: true });
      kill(after);
      expect(messages(write(files))).toEqual([]);
      expect(folder()).toEqual(files);
      expect(write(files, { check: true }).changes).toEqual([]);
    }
  });

  test("twice, with different output, can be repaired", () => {
    kill(1);
    const known = hashes({ "client.ts": "new\n", "runtime/send.ts": "two\n" });
    replaceFile(output, ".specwright.json", formatManifest({ files: known, pending: hashes(last) }));
    expect(messages(write({ "client.ts": "other\n", "runtime/send.ts": "other\n" }))).toEqual([]);
  });

  test.each(["999999999", ""])("leaves a lock that the next run removes: %j", (lock) => {
    mkdirSync(output);
    writeFileSync(join(output, ".specwright.lock"), lock);
    expect(messages(write(FIRST))).toEqual([]);
    expect(existsSync(join(output, ".specwright.lock"))).toBe(false);
  });
});

test("reports a second run at the same time, which writes nothing", () => {
  const inner = withLock(output, () => write(FIRST));
  expect(messages(inner ?? write({}))).toEqual([`error: Another run of specwright is writing into ${output}.`]);
  expect(folder()).toEqual({});
});

describe("check", () => {
  test("finds no changes after a run", () => {
    write(FIRST);
    expect(write(FIRST, { check: true })).toEqual(expect.objectContaining({ changes: [], diagnostics: [] }));
  });

  test.each<[string, () => void, readonly string[]]>([
    ["an empty folder", () => {}, ["client.ts", "runtime/send.ts", ".specwright.json"]],
    ["an edited file", () => (write(FIRST), place("client.ts", "mine\n")), ["client.ts"]],
    ["a missing file", () => (write(FIRST), rmSync(join(output, "client.ts"))), ["client.ts"]],
    ["a file that is no longer generated", () => write({ ...FIRST, "old.ts": "" }), ["old.ts", ".specwright.json"]],
    ["no manifest", () => (write(FIRST), rmSync(join(output, ".specwright.json"))), [".specwright.json"]],
  ])("reports %s as stale, and changes nothing", (_name, arrange, want) => {
    arrange();
    const before = folder();
    expect(changed(write(FIRST, { check: true }))).toEqual(want);
    expect(folder()).toEqual(before);
  });
});
