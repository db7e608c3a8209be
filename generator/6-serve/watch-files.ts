/** Tells when one of several files has changed. */
import { unwatchFile, watchFile } from "node:fs";

const INTERVAL = 300;
const QUIET = 100;

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
  let watched: readonly string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET);
  };
  const stop = () => {
    clearTimeout(timer);
    for (const file of watched) unwatchFile(file, changed);
    watched = [];
  };
  return {
    follow(files) {
      const wanted = files.filter((file) => !/^https?:/.test(file));
      for (const file of watched) if (!wanted.includes(file)) unwatchFile(file, changed);
      for (const file of wanted) if (!watched.includes(file)) watchFile(file, { interval: INTERVAL }, changed);
      watched = wanted;
    },
    stop,
  };
}
