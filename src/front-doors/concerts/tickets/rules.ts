import type { Id } from '../../../kernel/id.ts'
import type { SeatWords } from '../seat-rules.ts'

/** A seat of a paid order, with who has it. */
export interface TicketLine extends SeatWords {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly placeId: Id<'Place'>
  readonly performanceId: Id<'Performance'>
  readonly seatId: number
  readonly startsAt: Date
  readonly buyerId: Id<'Account'> | null
  /** Who received it; null: the buyer has it. */
  readonly holderId: Id<'Account'> | null
  /** How often it was handed on. */
  readonly handed: number
  /** Its order line is sold, and neither canceled nor refunded. */
  readonly isSold: boolean
  /** It is offered to somebody. */
  readonly isOffered: boolean
}

export interface Scan {
  readonly serial: string
  readonly device: string
  readonly at: Date
}

export type TicketState = 'valid' | 'used' | 'void' | 'transferred'

const ownerOf = ({ holderId, buyerId }: TicketLine) => holderId ?? buyerId

/** What a ticket is to somebody who may see it. */
export function stateFor(
  line: TicketLine,
  viewerId: Id<'Account'>,
  isScanned: boolean,
): TicketState {
  if (!line.isSold) return 'void'
  if (ownerOf(line) !== viewerId) return 'transferred'
  return isScanned ? 'used' : 'valid'
}

/**
 * The signed part of a code: who reads it needs nothing else. Store and performance as 16 bytes
 * each, the seat as 4, the serial as letters.
 */
export function payloadOf(line: TicketLine, serial: string): Uint8Array {
  const text = [...serial].map((letter) => letter.charCodeAt(0))
  const bytes = new Uint8Array(36 + text.length)
  bytes.set(bytesOf(line.storeId), 0)
  bytes.set(bytesOf(line.performanceId), 16)
  new DataView(bytes.buffer).setUint32(32, line.seatId)
  bytes.set(text, 36)
  return bytes
}

const bytesOf = (id: string): number[] =>
  (id.replaceAll('-', '').match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))

/** Serials that were scanned more than once, with every scan, the first one first. */
export function scannedTwice(scans: readonly Scan[]): (readonly [string, readonly Scan[]])[] {
  const bySerial = Map.groupBy(scans, ({ serial }) => serial)
  return [...bySerial]
    .filter(([, some]) => some.length > 1)
    .map(([serial, some]) => [
      serial,
      some.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.device < b.device ? -1 : 1)),
    ])
}
