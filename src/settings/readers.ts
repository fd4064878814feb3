import { isIP } from 'node:net'
import { hostsOf } from '../postgres/hosts.ts'
import { type TemplateName, templateNames } from '../texts/templates.ts'

/** What is wrong with a value: the rest of a sentence that begins with the setting's name. */
export class Wrong {
  readonly says: string
  constructor(says: string) {
    this.says = says
  }
}

/** Reads the text of one setting. Only values that hold no secret are repeated in a sentence. */
export type Reader<Value> = (text: string) => Value | Wrong

const must = (what: string, text?: string) =>
  new Wrong(`must be ${what}${text === undefined ? '' : `, not ${JSON.stringify(text)}`}.`)

export const wholeNumber =
  (least: number, most: number): Reader<number> =>
  (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    const isWithin = value >= least && value <= most
    return isWithin ? value : must(`a whole number from ${least} to ${most}`, text)
  }

export const oneOf =
  <Word extends string>(...words: readonly Word[]): Reader<Word> =>
  (text) =>
    words.find((word) => word === text) ?? must(`one of ${words.join(', ')}`, text)

/** A switch: `yes`, or `no` as without it. */
export const yes: Reader<boolean> = (text) => {
  const word = oneOf('yes', 'no')(text)
  return word instanceof Wrong ? word : word === 'yes'
}

export const anyText: Reader<string> = (text) => text

/** A number that is registered as a sender, without hyphens. */
export const digits: Reader<string> = (text) =>
  /^\d{8,11}$/.test(text.replaceAll('-', ''))
    ? text.replaceAll('-', '')
    : must('a number like 0212345678', text)

/** Countries by their two letters, separated by commas. */
export const countries: Reader<readonly string[]> = (text) => {
  const all = text.split(',').map((part) => part.trim())
  return all.every((one) => /^[A-Z]{2}$/.test(one)) ? all : must('like KR or KR,JP', text)
}

/** Ids of templates by our names: `confirmed=KA01TP…,canceled=KA01TP…`. */
export const templateIds: Reader<Readonly<Partial<Record<TemplateName, string>>>> = (text) => {
  const pairs = text.split(',').map((part) => part.trim().split('='))
  const isEach = pairs.every(
    ([name, id, ...more]) =>
      templateNames.some((one) => one === name) && id && /^[\w-]+$/.test(id) && more.length === 0,
  )
  return isEach
    ? Object.fromEntries(pairs)
    : must(`like confirmed=KA01TP…,canceled=KA01TP…, of ${templateNames.join(', ')}`, text)
}

export const secretText: Reader<string> = (text) =>
  text.length >= 16 ? text : must('a text of at least 16 characters, as random as a password')

export const hostName: Reader<string> = (text) =>
  isIP(text) || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text)
    ? text
    : must('an address of this machine, such as 127.0.0.1 or 0.0.0.0', text)

/** The address of the site, without a path: pages and cookies are served from its root. */
export const siteAddress: Reader<string> = (text) => {
  const example = 'https://jari.example.com'
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return must(`an address like ${example}`)
  if (url.username || url.password) return must(`an address without a user, like ${example}`)
  if (url.pathname !== '/' || url.search || url.hash)
    return new Wrong(
      `must have no path: pages are served from the root of a host of their own, like ${example}.`,
    )
  return url.origin
}

/** The address of another server, of one of these protocols. */
export const serverAddress =
  (example: string, ...protocols: readonly string[]): Reader<string> =>
  (text) => {
    const parts = text.split(',').map((part) => URL.parse(part.trim()))
    const isFine = parts.every((url) => url?.hostname && protocols.includes(url.protocol))
    return isFine ? text : must(`an address like ${example}`)
  }

export const databaseAddress: Reader<string> = (text) => {
  try {
    hostsOf(text)
    return text
  } catch (error) {
    return new Wrong(`${(error as Error).message}.`)
  }
}

export const sender: Reader<string> = (text) =>
  /[^\s<]@[^\s@>]+>?$/.test(text.trim())
    ? text
    : must('a sender like Jari <no-reply@example.com>', text)

/** Where faults of security are reported: an e-mail address or a page. */
export const contact: Reader<string> = (text) => {
  if (/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text)) return `mailto:${text}`
  return URL.parse(text)?.protocol === 'https:'
    ? text
    : must('an e-mail address, or the address of a page like https://example.com/security', text)
}

/** Addresses or ranges of addresses, separated by commas. */
export const addresses: Reader<readonly string[]> = (text) => {
  const all = text.split(',').map((part) => part.trim())
  const wrong = all.find((one) => !isRange(one))
  return wrong === undefined
    ? all
    : must('addresses or ranges separated by commas, such as 10.0.0.0/8', wrong)
}

function isRange(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

const KEY_BYTES = 32

/** The key ring: `id:base64,id:base64`. No part of it is repeated: a key may stand where an id should. */
export const keyRing: Reader<string> = (text) => {
  const ids = new Set<string>()
  for (const [at, part] of text.split(',').entries()) {
    const [, id = '', key = ''] = /^([^:]*):(.*)$/.exec(part.trim()) ?? []
    const which = `must be id:base64,id:base64, newest first: entry ${at + 1}`
    if (!/^[\w-]{1,40}$/.test(id)) return new Wrong(`${which} has no id before a colon.`)
    const isKey = /^[\w+/-]+={0,2}$/.test(key) && Buffer.from(key, 'base64').length === KEY_BYTES
    if (!isKey) return new Wrong(`${which} is not a key of ${KEY_BYTES} bytes in base64.`)
    if (ids.has(id)) return new Wrong(`${which} has the id of an earlier entry.`)
    ids.add(id)
  }
  return text
}
