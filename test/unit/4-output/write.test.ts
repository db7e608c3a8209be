/** The output folder: nobody's work is lost, nothing outside is touched, and half a run is seen and healed. */
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

/** Every file of the folder, with its text. */
function folder(): Readonly<Record<string, string>> {
  const entries = existsSync(output) ? readdirSync(output, { recursive: true, encoding: "utf8" }).toSorted() : [];
  const files = entries.filter((path) => lstatSync(join(output, path)).isFile() && path !== ".specwright.json");
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(output, path), "utf8")]));
}

const hashes = (files: object): ReadonlyMap<string, string> => hashesOf(new Map(Object.entries(files)));
const changed = (written: WriteResult): readonly string[] => written.changes.map(({ path }) => path);
const messages = (written: WriteResult): readonly string[] =>
  written.diagnostics.map(({ severity, message }) => `${severity}: ${message.replaceAll(`${output}/`, "")}`);

describe("what is written", () => {
  test("all of it, into a folder that is made", () => {
    expect(changed(write(FIRST))).toEqual(["client.ts", "runtime/send.ts", ".specwright.json"]);
    expect(folder()).toEqual(FIRST);
  });

  test("only what changed", () => {
    write(FIRST);
    const before = statSync(join(output, "client.ts")).ino;
    const written = write({ ...FIRST, "runtime/send.ts": "new\n" });
    expect(changed(written)).toEqual(["runtime/send.ts", ".specwright.json"]);
    expect(written.unchanged).toEqual(["client.ts"]);
    expect(statSync(join(output, "client.ts")).ino).toBe(before);
  });

  test("nothing at all the second time", () => {
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

  test("what an earlier run wrote and this one does not is removed, with the folder that it leaves empty", () => {
    write(FIRST);
    write({ "client.ts": "one\n" });
    expect(readdirSync(output)).toEqual([".specwright.json", "client.ts"]);
  });

  test("a file with the line ends of Windows is the same file", () => {
    write(FIRST);
    place("client.ts", "one\r\n");
    expect(write(FIRST).changes).toEqual([]);
  });
});

describe("what is in the way", () => {
  test.each<[string, () => void, string]>([
    [
      "a file of somebody else",
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
      "a file where a folder should be",
      () => place("runtime", "mine\n"),
      "error: runtime is in the way: it is a file.",
    ],
    [
      "a manifest that got lost",
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

  test("a file that already is what it should be is taken over", () => {
    place("client.ts", "one\n");
    expect(messages(write(FIRST))).toEqual([]);
    write({});
    expect(folder()).toEqual({});
  });

  test("an edited file that is no longer generated stays, with a warning", () => {
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

  test("a folder that cannot be made is a diagnostic", () => {
    writeFileSync(output, "a file");
    expect(messages(write(FIRST))).toEqual([`error: Cannot write ${output}: a file stands where a folder should be.`]);
  });

  test.runIf(process.platform === "linux")("a folder where the system has no place for one is a diagnostic", () => {
    const options = { output: "/proc/specwright/generated", check: false, force: false };
    expect(messages(writeFiles(new Map(Object.entries(FIRST)), options))).toEqual([
      "error: Cannot write /proc/specwright/generated: the system reports ENOENT.",
    ]);
  });
});

describe("nothing outside of the folder", () => {
  test.each(["../evil.ts", "/etc/evil", "a/../../evil.ts", "a//b", "C:\\evil", "", ".", "a\0b"])(
    "%j is refused",
    (path) => {
      expect(() => write({ [path]: "" })).toThrow("path is not inside of the output folder");
    },
  );

  test.each([
    ["a link instead of a file", "client.ts", "client.ts"],
    ["a link instead of a folder", "runtime", "runtime"],
  ])("%s is not followed", (_name, link, at) => {
    mkdirSync(join(root, "elsewhere"));
    writeFileSync(join(root, "elsewhere/send.ts"), "mine\n");
    mkdirSync(output);
    symlinkSync(join(root, "elsewhere"), join(output, link));
    expect(messages(write(FIRST, { force: true }))).toEqual([`error: ${at} is in the way: it is a symbolic link.`]);
    expect(readFileSync(join(root, "elsewhere/send.ts"), "utf8")).toBe("mine\n");
  });

  test.each([".specwright.json", ".specwright.tmp"])("a link in the place of %s loses the link only", (name) => {
    const victim = join(root, "victim");
    writeFileSync(victim, "mine\n");
    mkdirSync(output);
    symlinkSync(victim, join(output, name));
    expect(messages(write(FIRST))).toEqual([]);
    expect(readFileSync(victim, "utf8")).toBe("mine\n");
    expect(folder()).toEqual(FIRST);
  });

  test("a manifest that names files outside is not believed", () => {
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

  /** Leaves the folder as a run does that is killed after so many of its files. */
  function kill(after: number): void {
    write(FIRST);
    replaceFile(output, ".specwright.json", formatManifest({ files: hashes(FIRST), pending: hashes(next) }));
    for (const [path, text] of Object.entries(next).slice(0, after)) replaceFile(output, path, text);
    writeFileSync(join(output, ".specwright.tmp"), "half of a fi");
  }
  test.each([0, 1, 2, 3])("after %i files: is stale, and healed by the same run or any other", (after) => {
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

  test("twice, with different output, is healed as well", () => {
    kill(1);
    const known = hashes({ "client.ts": "new\n", "runtime/send.ts": "two\n" });
    replaceFile(output, ".specwright.json", formatManifest({ files: known, pending: hashes(last) }));
    expect(messages(write({ "client.ts": "other\n", "runtime/send.ts": "other\n" }))).toEqual([]);
  });

  test.each(["999999999", ""])("its lock does not outlive it: %j", (lock) => {
    mkdirSync(output);
    writeFileSync(join(output, ".specwright.lock"), lock);
    expect(messages(write(FIRST))).toEqual([]);
    expect(existsSync(join(output, ".specwright.lock"))).toBe(false);
  });
});

test("two runs at once: the second one says so and writes nothing", () => {
  const inner = withLock(output, () => write(FIRST));
  expect(messages(inner ?? write({}))).toEqual([`error: Another run of specwright is writing into ${output}.`]);
  expect(folder()).toEqual({});
});

describe("check", () => {
  test("finds nothing after a run", () => {
    write(FIRST);
    expect(write(FIRST, { check: true })).toEqual(expect.objectContaining({ changes: [], diagnostics: [] }));
  });

  test.each<[string, () => void, readonly string[]]>([
    ["an empty folder", () => {}, ["client.ts", "runtime/send.ts", ".specwright.json"]],
    ["an edited file", () => (write(FIRST), place("client.ts", "mine\n")), ["client.ts"]],
    ["a file too few", () => (write(FIRST), rmSync(join(output, "client.ts"))), ["client.ts"]],
    ["a file too many", () => write({ ...FIRST, "old.ts": "" }), ["old.ts", ".specwright.json"]],
    ["no manifest", () => (write(FIRST), rmSync(join(output, ".specwright.json"))), [".specwright.json"]],
  ])("%s is stale, and stays as it is", (_name, arrange, want) => {
    arrange();
    const before = folder();
    expect(changed(write(FIRST, { check: true }))).toEqual(want);
    expect(folder()).toEqual(before);
  });
});
