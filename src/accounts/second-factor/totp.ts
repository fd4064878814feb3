import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Seconds for which one code is shown (RFC 6238; what authenticator apps take for granted). */
export const STEP_SECONDS = 30
const DIGITS = 6
const SECRET_BYTES = 20
/** Steps before and after now of which a code is accepted: clocks of phones differ. */
const DRIFT_STEPS = 1

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new secret in base 32, as it is typed into an app: 160 bits. */
export const newSecret = (): string => base32(randomBytes(SECRET_BYTES))

/** The code of a time step: HOTP (RFC 4226) with SHA-1, six digits. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return `${number % 10 ** DIGITS}`.padStart(DIGITS, '0')
}

/** The time step of which this is the code, around now; undefined: of none. */
export function stepOf(secret: string, code: string, seconds: number): number | undefined {
  const current = Math.floor(seconds / STEP_SECONDS)
  const typed = Buffer.from(code)
  let found: number | undefined
  for (let step = current - DRIFT_STEPS; step <= current + DRIFT_STEPS; step += 1) {
    const expected = Buffer.from(codeAt(secret, step))
    if (expected.length === typed.length && timingSafeEqual(expected, typed)) found = step
  }
  return found
}

/** What a QR code says to an authenticator app: the Key URI format, without what is usual anyway. */
export const uriOf = (secret: string, issuer: string, email: string): string => {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(email)}`
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five, 2)]).join('')
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0'))
  const bytes = bits.join('').match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((eight) => Number.parseInt(eight, 2)))
}
