/**
 * Parses a return address of a payment window. Its content security policy names the host,
 * so only plain hosts are allowed.
 *
 * @throws what `refused` makes
 */
export function webAddress(text: unknown, refused: () => Error): string {
  const url = typeof text === 'string' ? URL.parse(text) : null
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (!isWeb || !/^[a-z0-9.-]+$|^\[[0-9a-f:]+\]$/.test(url.hostname)) throw refused()
  return url.href
}
