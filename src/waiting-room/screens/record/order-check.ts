import { halfBitsOf, placeOf, ROUNDS, type Shuffle } from '../../shuffle-rules.ts'

/**
 * Computes the order of a room again, from what anyone can read, with the browser's own cryptography:
 * nothing here asks the server whether it is right. The bytes are those of `shuffle.ts`.
 */
type Bytes = Uint8Array<ArrayBuffer>

/** Called now and then with how much is done; the page stays responsive meanwhile. */
export type Progress = (done: number) => void

const BREATH = 500

/** Lets the page react to its reader. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

export const bytesOf = (hex: string): Bytes => {
  const digits = hex.replaceAll('-', '')
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  )
}

export const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

export const sha256 = (bytes: Bytes): Promise<ArrayBuffer> => crypto.subtle.digest('SHA-256', bytes)

/** The chain over these subjects: each link is SHA-256(before ‖ subject), the first of the room's id. */
export async function chainOf(
  roomId: string,
  subjects: readonly string[],
  onProgress: Progress,
): Promise<string> {
  const link = new Uint8Array(48)
  link.set(new Uint8Array(await sha256(bytesOf(roomId))))
  for (const [at, subject] of subjects.entries()) {
    link.set(bytesOf(subject), 32)
    link.set(new Uint8Array(await sha256(link)))
    if (at % BREATH === 0) {
      onProgress(at)
      await breathe()
    }
  }
  onProgress(subjects.length)
  return hexOf(link.buffer.slice(0, 32))
}

const hmacKey = (secret: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])

export const hmac = async (secret: Bytes, bytes: Bytes): Promise<string> =>
  hexOf(await crypto.subtle.sign('HMAC', await hmacKey(secret), bytes))

/** The shuffle that follows from a seed: eight tables of the round function. */
export async function shuffleOf(
  seed: string,
  size: number,
  onProgress: Progress,
): Promise<Shuffle> {
  const key = await hmacKey(bytesOf(seed))
  const halfBits = halfBitsOf(size)
  const input = new DataView(new ArrayBuffer(5))
  const rounds: Uint16Array[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const values = new Uint16Array(1 << halfBits)
    for (let half = 0; half < values.length; half += 1) {
      input.setUint8(0, round)
      input.setUint32(1, half)
      const mac = new DataView(await crypto.subtle.sign('HMAC', key, input))
      values[half] = mac.getUint32(0) & ((1 << halfBits) - 1)
      if (half % BREATH === 0) await breathe()
    }
    rounds.push(values)
    onProgress((round + 1) / ROUNDS)
  }
  return { size, halfBits, rounds }
}

const STRETCH = 20_000

/** Whether each number has a place of its own, and each place a number. */
export async function isOneToOne(shuffle: Shuffle, onProgress: Progress): Promise<boolean> {
  const isTaken = new Uint8Array(shuffle.size)
  for (let number = 0; number < shuffle.size; number += 1) {
    const place = placeOf(shuffle, number)
    if (place < 0 || place >= shuffle.size || isTaken[place]) return false
    isTaken[place] = 1
    if (number % STRETCH === 0) {
      onProgress(number)
      await breathe()
    }
  }
  onProgress(shuffle.size)
  return true
}

interface CalledSpan {
  readonly headFrom: number
  readonly headTo: number
  readonly at: string
}

/** Whether calls went through the line from its beginning, forward only, none of a place twice. */
export function areInOrder(calls: readonly CalledSpan[]): boolean {
  let head = 0
  let at = Number.NEGATIVE_INFINITY
  return calls.every((call) => {
    const isNext =
      call.headFrom >= head && call.headTo >= call.headFrom && Date.parse(call.at) >= at
    head = call.headTo
    at = Date.parse(call.at)
    return isNext
  })
}

/** The subject of an account in a room, as a UUID; as `subjectOf` on the server. */
export async function subjectOf(roomId: string, accountId: string): Promise<string> {
  const both = new Uint8Array([...bytesOf(roomId), ...bytesOf(accountId)])
  const hash = hexOf(await sha256(both))
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
