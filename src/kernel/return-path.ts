/**
 * The path of this site to go to after signing in, as a browser would read it; undefined for anything
 * else, like another site's address. The server refuses what this does not read, and screens read it again.
 *
 * @param here the origin of this site; the server need not know it
 */
export function returnPath(asked: unknown, here = 'https://here.invalid'): string | undefined {
  if (typeof asked !== 'string' || !asked.startsWith('/') || IGNORED.test(asked)) return undefined
  const url = URL.parse(asked, here)
  if (url?.origin !== here) return undefined
  const path = `${url.pathname}${url.search}${url.hash}`
  // `/.//evil.example` becomes a path that is another site's address when it is read again.
  return ELSEWHERE.test(path) ? undefined : path
}

/** What browsers leave out of an address, or read as a slash. */
const IGNORED = /[\\\s\p{Cc}]/u

/** A second slash, however it is written, by whoever decodes a path before going there. */
const ELSEWHERE = /^\/(?:\/|%2f|%5c)/i
