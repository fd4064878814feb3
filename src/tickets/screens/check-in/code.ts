/** What a ticket's QR code says: `JT1.` and base64url of its payload and signature. */
export interface TicketCode {
  readonly storeId: string
  readonly occasionId: string
  readonly seatId: number
  readonly serial: string
  /** What is signed. */
  readonly signed: Uint8Array<ArrayBuffer>
  readonly signature: Uint8Array<ArrayBuffer>
}

const VERSION = 'JT1.'
const PAYLOAD_BYTES = 46
const SIGNATURE_BYTES = 64

/** Undefined for a text that is no ticket of ours. */
export function readCode(text: string): TicketCode | undefined {
  if (!text.startsWith(VERSION)) return undefined
  const bytes = bytesOf(text.slice(VERSION.length))
  if (bytes?.length !== PAYLOAD_BYTES + SIGNATURE_BYTES) return undefined
  const payload = bytes.slice(0, PAYLOAD_BYTES)
  const signed = new Uint8Array([...new TextEncoder().encode(VERSION), ...payload])
  return {
    storeId: uuidOf(payload.slice(0, 16)),
    occasionId: uuidOf(payload.slice(16, 32)),
    seatId: new DataView(payload.buffer).getUint32(32),
    serial: new TextDecoder().decode(payload.slice(36)),
    signed,
    signature: bytes.slice(PAYLOAD_BYTES),
  }
}

export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * Whether we signed a code. Undefined where the browser cannot tell: then the list of tickets decides
 * alone, which holds every serial there is.
 */
export async function isOurs(code: TicketCode, publicKey: string): Promise<boolean | undefined> {
  const raw = bytesOf(publicKey)
  if (!raw || !crypto.subtle) return undefined
  try {
    const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', key, code.signature, code.signed)
  } catch {
    return undefined
  }
}
