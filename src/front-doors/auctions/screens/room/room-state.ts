import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type * as contract from '../../live-contract.ts'
import type { Bid, LotState } from '../lots/lot-queries.ts'

/** What the server pushes: the whole state of the lot, and what is new since the last frame. */
export type Frame = AnswerOf<typeof contract.watchLot>

/** A line of the chat. Frames are the same for all, and do not say whose it is. */
export type Message = Frame['messages'][number] & { readonly isMine?: boolean }

export interface RoomState {
  readonly lot: LotState
  /** By number, without gaps; the earliest may be missing. */
  readonly bids: readonly Bid[]
  /** By number; may have gaps, where messages are gone. */
  readonly messages: readonly Message[]
  readonly removed: ReadonlySet<number>
  readonly viewers: number | null
  readonly isFrozen: boolean
}

const BIDS_MOST = 500
export const MESSAGES_MOST = 200

export const roomOf = (lot: LotState): RoomState => ({
  ...{ lot, bids: [], messages: [], removed: new Set<number>(), viewers: null },
  isFrozen: false,
})

/** The later of two states: an answer may arrive after a newer one. */
export function laterOf<State extends LotState>(known: State, heard: LotState): State {
  const isLater =
    heard.version > known.version ||
    // The stage also changes with time.
    (heard.version === known.version && Date.parse(heard.now) >= Date.parse(known.now))
  return isLater ? { ...known, ...stateOf(heard) } : known
}

/** Without what an answer says of the lot besides. */
const stateOf = (lot: LotState): LotState => ({
  lotId: lot.lotId,
  version: lot.version,
  stage: lot.stage,
  price: lot.price,
  next: lot.next,
  leader: lot.leader,
  bids: lot.bids,
  bidders: lot.bidders,
  reserve: lot.reserve,
  buyNow: lot.buyNow,
  startsAt: lot.startsAt,
  endsAt: lot.endsAt,
  hardEndsAt: lot.hardEndsAt,
  closedAt: lot.closedAt,
  now: lot.now,
})

export const withState = (room: RoomState, heard: LotState): RoomState => ({
  ...room,
  lot: laterOf(room.lot, heard),
})

/** Adds bids that follow the known ones; others are fetched by their numbers (`missingAfter`). */
export function withBids(room: RoomState, heard: readonly Bid[]): RoomState {
  const bids = [...room.bids]
  for (const bid of heard) {
    const last = bids.at(-1)
    if (last === undefined || bid.number === last.number + 1) bids.push(bid)
  }
  return bids.length === room.bids.length ? room : { ...room, bids: bids.slice(-BIDS_MOST) }
}

/** After which number bids have to be fetched: the lot has more than are known. */
export function missingAfter({ lot, bids }: RoomState): { readonly after?: number } | undefined {
  const last = bids.at(-1)
  if (last === undefined) return lot.bids > 0 ? {} : undefined
  return lot.bids > last.number ? { after: last.number } : undefined
}

export function withMessages(room: RoomState, heard: readonly Message[]): RoomState {
  if (heard.length === 0) return room
  const known = new Map(room.messages.map((message) => [message.number, message]))
  for (const message of heard) {
    const isMine = message.isMine ?? known.get(message.number)?.isMine ?? false
    if (!room.removed.has(message.number)) known.set(message.number, { ...message, isMine })
  }
  const messages = [...known.values()].toSorted((a, b) => a.number - b.number)
  return { ...room, messages: messages.slice(-MESSAGES_MOST) }
}

/** The latest messages as the server has them: of the known ones, those between them are gone. */
export function withLatestMessages(room: RoomState, latest: readonly Message[]): RoomState {
  const there = new Set(latest.map(({ number }) => number))
  const [first, last] = [latest[0]?.number ?? 0, latest.at(-1)?.number ?? 0]
  const gone = room.messages
    .map(({ number }) => number)
    .filter((number) => number >= first && number < last && !there.has(number))
  return withMessages(withoutMessages(room, gone), latest)
}

export function withoutMessages(room: RoomState, gone: readonly number[]): RoomState {
  if (gone.length === 0) return room
  const removed = new Set([...room.removed, ...gone])
  return { ...room, removed, messages: room.messages.filter(({ number }) => !removed.has(number)) }
}

export function withFrame(room: RoomState, frame: Frame): RoomState {
  const seen = withBids(withState(room, frame.state), room.bids.length > 0 ? frame.bids : [])
  return {
    ...withoutMessages(withMessages(seen, frame.messages), frame.removed),
    viewers: frame.viewers,
    isFrozen: frame.isFrozen,
  }
}
