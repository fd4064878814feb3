import type { Id } from '../kernel/id.ts'
import { cursorParts } from '../kernel/page.ts'
import { problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'

export const occasionMissing = problem('occasion-missing', 'missing', {
  ko: '회차를 찾을 수 없어요.',
  en: 'There is no such date.',
})
export const occasionCanceled = problem('occasion-canceled', 'conflict', {
  ko: '취소된 회차예요.',
  en: 'This date was canceled.',
})
export const ticketMissing = problem('ticket-missing', 'missing', {
  ko: '티켓을 찾을 수 없어요.',
  en: 'There is no such ticket.',
})
export const ticketVoid = problem('ticket-void', 'conflict', {
  ko: '취소되었거나 이미 사용한 티켓이에요.',
  en: 'This ticket was canceled or has already been used.',
})
export const walletPassOff = problem('wallet-pass-off', 'missing', {
  ko: '지갑에 담을 수 없어요. 티켓 화면이나 PDF를 이용해 주세요.',
  en: 'Tickets cannot be put into a wallet here. Please use their page, or the PDF.',
})
export const transferMissing = problem('transfer-missing', 'missing', {
  ko: '선물을 찾을 수 없어요. 이미 받았거나 보낸 분이 취소했을 수 있어요.',
  en: 'This ticket offer cannot be found. It may have been accepted or taken back.',
})
export const transferOffered = problem('transfer-offered', 'conflict', {
  ko: '이미 선물을 보낸 티켓이에요.',
  en: 'This ticket has already been offered to somebody.',
})
export const transferElse = problem('transfer-for-another', 'forbidden', {
  ko: '다른 이메일 주소로 보낸 티켓이에요. 그 주소로 로그인해 주세요.',
  en: 'This ticket was sent to another e-mail address. Please sign in with that one.',
})
export const transferUnverified = problem('transfer-unverified', 'forbidden', {
  ko: '이메일을 인증하면 티켓을 받을 수 있어요. 인증 메일의 링크를 눌러 주세요.',
  en: 'Verify your e-mail address to accept the ticket: follow the link in the mail we sent you.',
})

/** What a serial is made of. */
export interface TicketKey {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly placeId: Id<'Place'>
  /** How often it was handed on. */
  readonly handed: number
}

/** A seat of a paid order, with who has it. */
export interface TicketLine extends TicketKey {
  /** The front door that sold it. */
  readonly door: string
  readonly storeName: string
  readonly timeZone: string
  readonly occasionId: Id<'Occasion'>
  readonly seatId: number
  readonly startsAt: Date
  readonly buyerId: Id<'Account'> | null
  /** Who received it; null: the buyer has it. */
  readonly holderId: Id<'Account'> | null
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

export const holderOf = ({ holderId, buyerId }: TicketLine) => holderId ?? buyerId

/** What a ticket is to somebody who may see it. */
export function stateFor(
  line: TicketLine,
  viewerId: Id<'Account'>,
  isScanned: boolean,
): TicketState {
  if (!line.isSold) return 'void'
  if (holderOf(line) !== viewerId) return 'transferred'
  return isScanned ? 'used' : 'valid'
}

/**
 * The signed part of a code: who reads it needs nothing else. Store and occasion as 16 bytes each,
 * the seat as 4, the serial as letters.
 */
export function payloadOf(line: TicketLine, serial: string): Uint8Array {
  const text = [...serial].map((letter) => letter.charCodeAt(0))
  const bytes = new Uint8Array(36 + text.length)
  bytes.set(bytesOf(line.storeId), 0)
  bytes.set(bytesOf(line.occasionId), 16)
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

// ── the list of what somebody holds ──

/** A ticket still counts as coming so long after its start: people arrive late. */
const COMING_SECONDS = 6 * 60 * 60

/** What begins later is coming at `now`. */
export const comingAfter = (now: Date): Date => later(now, -COMING_SECONDS)

type Part = 'coming' | 'past'
type Position = Pick<TicketLine, 'startsAt' | 'orderId' | 'seatId' | 'placeId'>
/** A position in the list: coming ones by start, then past ones, latest first. */
export interface Cursor extends Position {
  readonly part: Part
}

/** The order of coming tickets; of past ones it is the opposite. */
export const bySoonest = (one: Position, other: Position): number =>
  one.startsAt.getTime() - other.startsAt.getTime() ||
  compare(one.orderId, other.orderId) ||
  one.seatId - other.seatId ||
  compare(one.placeId, other.placeId)
export const byLatest = (one: Position, other: Position): number => bySoonest(other, one)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const { uuid, milliseconds } = cursorParts
/** `coming.<milliseconds>.<order>.<seat>.<place>`. */
export const CURSOR_PATTERN = `(?:coming|past)\\.${milliseconds}\\.${uuid}\\.\\d{1,9}\\.${uuid}`

export const writeCursor = ({ part, startsAt, orderId, seatId, placeId }: Cursor): string =>
  [part, startsAt.getTime(), orderId, seatId, placeId].join('.')

/** Parses a cursor that matches `CURSOR_PATTERN`. */
export function readCursor(text: string): Cursor {
  const [part, startsAt, orderId = '', seatId, placeId = ''] = text.split('.')
  return {
    part: part === 'past' ? 'past' : 'coming',
    startsAt: new Date(Number(startsAt)),
    ...{ orderId, seatId: Number(seatId), placeId },
  }
}
