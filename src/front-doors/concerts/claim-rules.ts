import type { Problem } from '../../kernel/problem.ts'
import * as rules from './rules.ts'
import type { SeatKind, SeatWords } from './seat-rules.ts'

/** A seat that a claim may get. */
export interface ClaimedSeat extends SeatWords {
  readonly seatId: number
  readonly kind: SeatKind
  readonly isHeldBack: boolean
}

/**
 * Whether seats that a buyer has named may be sold together.
 * Problems in order: seat-missing, seat-held-back, companion-without-wheelchair.
 */
export function mayBuy(
  named: readonly { readonly seatId: number; readonly seat: ClaimedSeat | undefined }[],
): Problem | undefined {
  const missing = named.filter(({ seat }) => !seat).map(({ seatId }) => seatId)
  if (missing.length > 0) return rules.seatMissing({ seatIds: missing })
  const seats = named.flatMap(({ seat }) => seat ?? [])
  const heldBack = seats.filter(({ isHeldBack }) => isHeldBack)
  if (heldBack.length > 0) return rules.seatHeldBack({ seatIds: idsOf(heldBack) })
  const wheelchairs = seats.filter(({ kind }) => kind === 'wheelchair')
  const alone = seats.filter(
    (seat) => seat.kind === 'companion' && !wheelchairs.some((other) => isBeside(seat, other)),
  )
  if (alone.length > 0) return rules.companionWithoutWheelchair({ seatIds: idsOf(alone) })
  return undefined
}

const idsOf = (seats: readonly ClaimedSeat[]): number[] => seats.map(({ seatId }) => seatId)

const isBeside = (one: SeatWords, other: SeatWords): boolean =>
  one.section === other.section &&
  one.row === other.row &&
  Math.abs(one.number - other.number) === 1
