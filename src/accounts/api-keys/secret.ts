import { hash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Engine } from '../../engine.ts'

const PREFIX = 'jari_'
/** 5 random bits each: 200 bits. */
const LETTERS = 40
const FORM = new RegExp(`^${PREFIX}[0-9A-HJKMNP-TV-Z]{${LETTERS}}$`)

/** A new secret. The fixed prefix lets secret scanners find leaked ones. */
export const newSecret = (engine: Engine): string => PREFIX + engine.newCode(LETTERS)

export const mayBeSecret = (text: string): boolean => FORM.test(text)

/**
 * The stored form of a secret. SHA-256 is enough: slow, salted hashes protect guessable passwords;
 * 200 random bits cannot be guessed.
 */
export const hashSecret = (secret: string): string => hash('sha256', secret, 'base64url')

/** The token after `Bearer`. */
export const bearerIn = ({ authorization }: IncomingHttpHeaders): string | undefined =>
  authorization && /^bearer +(\S+) *$/i.exec(authorization)?.[1]

/**
 * The secret of a request, valid or not: `X-API-Key`, or a bearer token with our prefix. A request
 * that has one is that key's, whatever cookies it carries.
 */
export function secretIn(headers: IncomingHttpHeaders): string | undefined {
  const own = headers['x-api-key']
  if (typeof own === 'string' && own !== '') return own
  const bearer = bearerIn(headers)
  return bearer?.startsWith(PREFIX) ? bearer : undefined
}
