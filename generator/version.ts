/** Version of this package. A test compares it with package.json. */
export const VERSION = "0.1.0";

declare const SPECWRIGHT_BUILD: string | undefined;

/** Fingerprint of this build. Caches of other builds are ignored. */
export const BUILD: string = typeof SPECWRIGHT_BUILD === "undefined" ? "source" : SPECWRIGHT_BUILD;
