/** Tells when one of several files has changed. */
import { statSync } from "node:fs";

const INTERVAL = 150;

export interface Watching {
  /** Watches these files from now on, and no others. */
  readonly follow: (files: readonly string[]) => void;
  readonly stop: () => void;
}

/**
 * Calls `onChange` once for changes that come together. Files are looked at, not waited for: editors replace them,
 * network drives say nothing, and a file that is deleted may come back.
 */
export function watchFiles(onChange: () => void): Watching {
  let watched = new Map<string, string>();
  let isChanging = false;
  const look = (): void => {
    const changed = [...watched].filter(([file, state]) => stateOf(file) !== state);
    for (const [file] of changed) watched.set(file, stateOf(file));
    // who writes a file empties it first: what it is to be is there when it changes no more
    if (changed.length === 0 && isChanging) onChange();
    isChanging = changed.length > 0;
  };
  const timer = setInterval(look, INTERVAL);
  return {
    follow(files) {
      const wanted = files.filter((file) => !/^https?:/.test(file));
      watched = new Map(wanted.map((file) => [file, watched.get(file) ?? stateOf(file)]));
    },
    stop: () => clearInterval(timer),
  };
}

/** The same as long as nobody writes the file. */
function stateOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? "gone" : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}
