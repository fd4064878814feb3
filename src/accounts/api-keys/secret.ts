import { hash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Engine } from '../../engine.ts'

const PREFIX = 'jari_'
/** Of 5 random bits each: 200 bits. */
const LETTERS = 40
const FORM = new RegExp(`^${PREFIX}[0-9A-HJKMNP-TV-Z]{${LETTERS}}$`)

/** What a service sends with each request. It begins so that scanners for leaked secrets see it. */
export const newSecret = (engine: Engine): string => PREFIX + engine.newCode(LETTERS)

export const mayBeSecret = (text: string): boolean => FORM.test(text)

/**
 * A secret as it is kept. SHA-256 and no more: a slow, salted hash protects what people choose and
 * others can guess; 200 random bits cannot be guessed, however fast each guess is.
 */
export const hashSecret = (secret: string): string => hash('sha256', secret, 'base64url')

/** What follows `Bearer`. */
export const bearerIn = ({ authorization }: IncomingHttpHeaders): string | undefined =>
  authorization && /^bearer +(\S+) *$/i.exec(authorization)?.[1]

/**
 * The secret that a request carries, true or not: `X-API-Key`, or a bearer that begins like one.
 * Whoever sends one asks as that key and as nobody else, whatever cookie comes along.
 */
export function secretIn(headers: IncomingHttpHeaders): string | undefined {
  const own = headers['x-api-key']
  if (typeof own === 'string' && own !== '') return own
  const bearer = bearerIn(headers)
  return bearer?.startsWith(PREFIX) ? bearer : undefined
}
