/** Detects changes of files. */
import { statSync } from "node:fs";

/** Milliseconds. */
const POLL_INTERVAL = 150;

/** A running file watcher. */
export interface FileWatcher {
  /** Replaces the watched files. */
  readonly follow: (files: readonly string[]) => void;
  readonly stop: () => void;
}

/**
 * Calls `onChange` once per group of changes. It polls, because events of the file system are not reliable: editors
 * replace files, network drives send no events, and deleted files can be restored.
 */
export function watchFiles(onChange: () => void): FileWatcher {
  let watched = new Map<string, string>();
  let isChanging = false;
  const poll = (): void => {
    const changed = [...watched].filter(([file, state]) => fileState(file) !== state);
    for (const [file] of changed) watched.set(file, fileState(file));
    // a file is empty while it is written, so wait for an interval without changes
    if (changed.length === 0 && isChanging) onChange();
    isChanging = changed.length > 0;
  };
  const timer = setInterval(poll, POLL_INTERVAL);
  return {
    follow(files) {
      const wanted = files.filter((file) => !/^https?:/.test(file));
      watched = new Map(wanted.map((file) => [file, watched.get(file) ?? fileState(file)]));
    },
    stop: () => clearInterval(timer),
  };
}

/** Returns a string that changes whenever the file is written. */
function fileState(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? "gone" : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}
