/**
 * The name of a cookie at a site. Over TLS it begins with `__Host-`: browsers take such a cookie from this host only,
 * for all of its paths, so that no sister domain sets or reads it (RFC 6265bis 4.1.3.2).
 */
export const cookieName = (publicUrl: string, name: string): string =>
  publicUrl.startsWith('https:') ? `__Host-${name}` : name
