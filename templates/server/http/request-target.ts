/** Splits a request target without changing it. */

/**
 * Returns path and query of a request target in origin or absolute form (RFC 9112 §3.2). Nothing is decoded or
 * resolved. Any other target is returned as a path that does not begin with a slash, and has no operation.
 */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const start = target.startsWith("/") ? 0 : endOfAuthority(target);
  const mark = target.indexOf("?", start);
  const end = mark === -1 ? target.length : mark;
  const path = target.slice(start, end);
  return { path: path === "" ? "/" : path, query: target.slice(end + 1) };
}

/** Returns the index behind scheme and host of a target in absolute form, or 0 if it has another form. */
function endOfAuthority(target: string): number {
  const [authority = ""] = /^https?:\/\/[\w.~!$&'()*+,;=:%[\]-]+(?=[/?]|$)/i.exec(target) ?? [];
  return authority.length;
}
