/**
 * The path of this site to go to after signing in, as a browser would read it; undefined for anything
 * else, like another site's address.
 *
 * @param here the origin of this site
 */
export function returnPath(asked: unknown, here: string): string | undefined {
  const url = typeof asked === 'string' && asked.startsWith('/') ? URL.parse(asked, here) : null
  if (url?.origin !== here) return undefined
  const path = `${url.pathname}${url.search}${url.hash}`
  // `/.//evil.example` becomes a path that is another site's address when it is read again.
  return path.startsWith('//') ? undefined : path
}
