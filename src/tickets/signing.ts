import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  randomBytes,
  sign,
} from 'node:crypto'
import { perInstance } from '../kernel/per-instance.ts'
import { payloadOf, type TicketKey, type TicketLine } from './rules.ts'

/** The head of an Ed25519 private key in PKCS #8 (RFC 8410); the 32 bytes follow. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SERIAL_LETTERS = 10
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** An engine, as far as keys need it; its type would make a cycle. */
export interface Secret {
  readonly secret: string
}

/** Keys derived from the engine's secret: every process has the same, and none is stored. */
const keys = perInstance(({ secret }: Secret) => {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, 'jari tickets', purpose, 32))
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8, derive('sign 1')]),
    format: 'der',
    type: 'pkcs8',
  })
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return {
    ...{ privateKey, publicKey: x },
    ...{ serials: derive('serial 1'), hashes: derive('hash 1'), addresses: derive('address 1') },
  }
})

/** What devices verify codes with: base64url of the 32 bytes. */
export const publicKey = (engine: Secret): string => keys(engine).publicKey

/**
 * The serial of a ticket: fifty bits that nobody can guess, made of what the ticket is. Once it is
 * handed on it has another one.
 */
export function serialOf(engine: Secret, { storeId, orderId, placeId, handed }: TicketKey): string {
  const hash = createHmac('sha256', keys(engine).serials)
    .update(`${storeId} ${orderId} ${placeId} ${handed}`)
    .digest()
  return Array.from({ length: SERIAL_LETTERS }, (_, at) => crockford[(hash[at] ?? 0) & 31]).join('')
}

/** The text of a QR code: a version, and base64url of payload and signature. */
export function codeOf(engine: Secret, line: TicketLine): string {
  const payload = payloadOf(line, serialOf(engine, line))
  const signed = sign(null, Buffer.concat([Buffer.from('JT1.'), payload]), keys(engine).privateKey)
  return `JT1.${Buffer.concat([payload, signed]).toString('base64url')}`
}

export const hashOfEmail = (engine: Secret, email: string): string =>
  createHmac('sha256', keys(engine).hashes).update(email.toLowerCase()).digest('base64url')

export const hashOfSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url')

/** To whom a ticket is offered, and the secret of the link. */
interface Address {
  readonly email: string
  readonly secret: string
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** Encrypts to whom a ticket is offered, for the mails of it. */
export function sealAddress(engine: Secret, address: Address): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keys(engine).addresses, iv)
  const text = [cipher.update(JSON.stringify(address), 'utf8'), cipher.final()]
  return Buffer.concat([iv, ...text, cipher.getAuthTag()]).toString('base64url')
}

export function openAddress(engine: Secret, sealed: string): Address {
  const bytes = Buffer.from(sealed, 'base64url')
  const iv = bytes.subarray(0, IV_BYTES)
  const cipher = createDecipheriv('aes-256-gcm', keys(engine).addresses, iv)
  cipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  const text = [cipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), cipher.final()]
  return JSON.parse(Buffer.concat(text).toString())
}
