/** The version of this package; a test holds it against package.json. */
export const VERSION = "0.1.0";

declare const SPECWRIGHT_BUILD: string | undefined;

/** Tells builds of one version apart, so that none takes up what another has kept. */
export const BUILD: string = typeof SPECWRIGHT_BUILD === "undefined" ? "source" : SPECWRIGHT_BUILD;
