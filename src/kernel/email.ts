/** Local parts that mail servers everywhere accept; a dot neither first, last nor doubled. */
const LOCAL = /^(?!\.)(?!.*\.\.)[a-z0-9_'+\-.]{0,63}[a-z0-9_+-]$/
/** An ASCII host name of at least two labels; the last has letters, or is internationalised. */
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/

/**
 * Reads an e-mail address: lower case, an internationalised domain in its ASCII form (`xn--…`), so that
 * both spellings are one address.
 *
 * @returns undefined if it is no address
 */
export function readEmail(typed: string): string | undefined {
  const text = typed.trim().toLowerCase()
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at)
  const domain = asciiDomain(text.slice(at + 1))
  if (at < 1 || domain === undefined || !LOCAL.test(local) || !DOMAIN.test(domain)) return undefined
  const email = `${local}@${domain}`
  return email.length <= 254 ? email : undefined
}

function asciiDomain(domain: string): string | undefined {
  if (/^[a-z0-9.-]*$/.test(domain)) return domain
  if (/[\s/?#@:\\[\]%]/.test(domain)) return undefined
  return URL.parse(`http://${domain}`)?.hostname
}
