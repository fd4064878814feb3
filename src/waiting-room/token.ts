import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { sessionCookieOf } from '../accounts/sessions.ts'
import { type Engine, perEngine } from '../engine.ts'
import { cookieName } from '../kernel/cookie.ts'
import { hmacOf } from './hmac.ts'
import { bytesOf } from './shuffle.ts'

/** What a token proves: that this subject has this ticket of the room, or was admitted with it. */
export interface Token {
  readonly kind: 'ticket' | 'pass'
  readonly storeId: string
  readonly roomId: string
  readonly number: number
  readonly subject: string
}

/**
 * Base64url of 54 bytes (kind, format, store, room, number as four bytes big-endian, subject) and 16 of
 * their HMAC-SHA256. A place is never in it: it is computed from the number.
 */
const FORMAT = 1
const BODY = 54
const SIGNATURE = 16
const LENGTH = Math.ceil(((BODY + SIGNATURE) * 4) / 3)
const kinds = ['ticket', 'pass'] as const

/** The key is derived from the engine's secret, so that no other signature is valid here. */
const signer = perEngine(({ secret }) => {
  const hmac = hmacOf(createHmac('sha256', secret).update('waiting room').digest(), BODY)
  return (bytes: Buffer): Buffer => hmac(bytes).subarray(0, SIGNATURE)
})

export function signToken(engine: Engine, token: Token): string {
  const bytes = Buffer.alloc(BODY + SIGNATURE)
  bytes.writeUInt8(kinds.indexOf(token.kind), 0)
  bytes.writeUInt8(FORMAT, 1)
  bytesOf(token.storeId).copy(bytes, 2)
  bytesOf(token.roomId).copy(bytes, 18)
  bytes.writeUInt32BE(token.number, 34)
  bytesOf(token.subject).copy(bytes, 38)
  signer(engine)(bytes).copy(bytes, BODY)
  return bytes.toString('base64url')
}

/** Undefined: nobody was given this. */
export function readToken(engine: Engine, text: string): Token | undefined {
  if (text.length !== LENGTH) return undefined
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== BODY + SIGNATURE || bytes[1] !== FORMAT) return undefined
  if (!timingSafeEqual(bytes.subarray(BODY), signer(engine)(bytes))) return undefined
  const kind = kinds[bytes.readUInt8(0)]
  if (!kind) return undefined
  const hex = bytes.toString('hex')
  return {
    kind,
    storeId: uuidAt(hex, 2),
    roomId: uuidAt(hex, 18),
    number: bytes.readUInt32BE(34),
    subject: uuidAt(hex, 38),
  }
}

function uuidAt(hex: string, byte: number): string {
  const at = byte * 2
  return `${hex.slice(at, at + 8)}-${hex.slice(at + 8, at + 12)}-${hex.slice(at + 12, at + 16)}-${hex.slice(at + 16, at + 20)}-${hex.slice(at + 20, at + 32)}`
}

const scratch = Buffer.alloc(BODY + SIGNATURE)

/**
 * The number of a token of this room, pass or ticket; undefined: it is none. For polls, which need no
 * more of it, and come by the thousand.
 *
 * @param room its id, as bytes
 */
export function numberIn(engine: Engine, text: string, room: Buffer): number | undefined {
  if (text.length !== LENGTH) return undefined
  if (scratch.write(text, 'base64url') !== scratch.length || scratch[1] !== FORMAT) return undefined
  if (scratch.compare(room, 0, 16, 18, 34) !== 0) return undefined
  const isSigned = timingSafeEqual(scratch.subarray(BODY), signer(engine)(scratch))
  return isSigned ? scratch.readUInt32BE(34) : undefined
}

/** Programs send their token in this header. */
export const TOKEN_HEADER = 'waiting-token'

const cookieOf = (publicUrl: string, { kind, storeId }: Pick<Token, 'kind' | 'storeId'>): string =>
  cookieName(publicUrl, `jari_waiting_${kind}_${storeId.replaceAll('-', '').slice(0, 16)}`)

/** The token that a request has for a store: of its header, else of its cookies, a pass first. */
export function tokenIn(
  { publicUrl }: Pick<Engine, 'publicUrl'>,
  headers: IncomingHttpHeaders,
  storeId: string,
  wanted: readonly Token['kind'][] = ['pass', 'ticket'],
): string | undefined {
  const header = headers[TOKEN_HEADER]
  if (typeof header === 'string' && header !== '') return header
  for (const kind of wanted) {
    const found = sessionCookieOf(headers, `${cookieOf(publicUrl, { kind, storeId })}=`)
    if (found) return found
  }
  return undefined
}

const COOKIE_SECONDS = 24 * 60 * 60

/** A cookie that browsers send along by themselves: all that a door's screens need. */
export const setCookie = (
  { publicUrl }: Pick<Engine, 'publicUrl'>,
  of: Pick<Token, 'kind' | 'storeId'>,
  token: string,
): string =>
  `${cookieOf(publicUrl, of)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${
    token === '' ? 0 : COOKIE_SECONDS
  }${publicUrl.startsWith('https:') ? '; Secure' : ''}`
