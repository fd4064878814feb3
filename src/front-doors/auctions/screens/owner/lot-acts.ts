import type { OwnLot } from './owner-queries.ts'

/** How far a win has come. */
export type WinStep =
  | 'to-pay'
  | 'paid'
  | 'handed-over'
  | 'received'
  | 'lapsed'
  | 'declined'
  | 'canceled'

type Win = Pick<NonNullable<OwnLot['win']>, 'stage' | 'handedOverAt' | 'receivedAt'>

export function winStep({ stage, handedOverAt, receivedAt }: Win): WinStep {
  if (stage !== 'paid') return stage
  if (receivedAt) return 'received'
  return handedOverAt ? 'handed-over' : 'paid'
}

/** What a seller can do with a lot, as far as the screen knows; the server decides. */
export interface LotActs {
  readonly change: boolean
  readonly withdraw: boolean
  readonly hide: boolean
  readonly show: boolean
  readonly relist: boolean
  readonly offer: boolean
  readonly handOver: boolean
}

type Facts = Pick<OwnLot, 'stage' | 'bids' | 'hidden' | 'relistedAs' | 'secondChance'> & {
  readonly win: Win | null
}

export function actsOf(lot: Facts): LotActs {
  const { stage, bids, hidden, relistedAs, secondChance, win } = lot
  const isOpen = stage === 'scheduled' || stage === 'live'
  const isOver = stage === 'sold' || stage === 'unsold' || stage === 'withdrawn'
  const isTaken = win !== null && (win.stage === 'to-pay' || win.stage === 'paid')
  return {
    change: isOpen && bids === 0,
    withdraw: isOpen && bids === 0,
    hide: isOver && !hidden,
    show: isOver && hidden,
    relist: isOver && !isTaken && relistedAs === null,
    offer: isOver && secondChance !== null,
    handOver: win !== null && winStep(win) === 'paid',
  }
}

/** What needs its seller comes first: live, scheduled, to hand over, then the rest. */
export function rankOf({ stage, win }: Pick<Facts, 'stage' | 'win'>): number {
  if (stage === 'live' || stage === 'closing') return 0
  if (stage === 'scheduled') return 1
  return win && winStep(win) === 'paid' ? 2 : 3
}

/** Whole days, hours and minutes until an instant; undefined once it is over. */
export function timeLeft(until: string, now: string) {
  const minutes = Math.ceil((Date.parse(until) - Date.parse(now)) / 60_000)
  if (minutes <= 0) return undefined
  return {
    days: Math.floor(minutes / 1440),
    hours: Math.floor(minutes / 60) % 24,
    minutes: minutes % 60,
  }
}
