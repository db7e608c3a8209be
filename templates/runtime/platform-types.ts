/** Types of the platform, taken from its values. Projects for Node lack their names, which only the library `dom` has. */

/** A body that `fetch` can send. */
export type PlatformBody = NonNullable<ConstructorParameters<typeof Response>[0]>;

/** The handling of redirects: `follow`, `error` or `manual`. */
export type PlatformRedirect = Request["redirect"];
