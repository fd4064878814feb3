import { Problem, problem } from '../kernel/problem.ts'

/** Where to wait: the store, and the page of its room. */
export interface Where {
  readonly storeId: string
  readonly page: string
}

export const roomMissing = problem('waiting-room-missing', 'missing', {
  ko: '지금은 대기열을 운영하지 않아요.',
  en: 'There is no waiting room here now.',
})
export const roomNotOpen = problem<{ joinsAt: string }>('waiting-room-not-open', 'conflict', {
  ko: '아직 대기할 수 없어요. 대기 접수가 시작된 뒤에 다시 시도해 주세요.',
  en: 'The waiting room is not open yet. Come back when joining begins.',
})
export const roomDraining = problem('waiting-room-draining', 'conflict', {
  ko: '대기 접수가 마감됐어요.',
  en: 'Nobody can join this waiting room any more.',
})
export const roomExists = problem('waiting-room-exists', 'conflict', {
  ko: '이미 운영 중인 대기열이 있어요.',
  en: 'This store already has a waiting room.',
})
export const roomOpened = problem('waiting-room-opened', 'conflict', {
  ko: '이미 입장을 시작한 대기열의 일정은 바꿀 수 없어요.',
  en: 'Entry has begun: the times can no longer be changed.',
})
export const timesUnfit = problem('waiting-room-times-unfit', 'invalid', {
  ko: '입장 시작은 대기 접수 시작보다 빠를 수 없고, 이미 지난 시각으로 정할 수 없어요.',
  en: 'Entry must begin in the future and not before joining begins.',
})
export const tokenUnknown = problem<Partial<Where>>('waiting-token-unknown', 'forbidden', {
  ko: '대기 정보가 올바르지 않아요. 대기 화면에서 다시 대기해 주세요.',
  en: 'This token is not valid for this waiting room. Please join again.',
})
export const passNeeded = problem<Where>('waiting-pass-needed', 'forbidden', {
  ko: '대기열을 거쳐야 입장할 수 있어요.',
  en: 'You can only enter through the waiting room.',
})
export const stillWaiting = problem<Where & { position: number }>('still-waiting', 'forbidden', {
  ko: '아직 입장하실 차례가 아니에요.',
  en: 'It is not your turn yet.',
})
export const passOfAnother = problem<Partial<Where>>('waiting-pass-of-another', 'forbidden', {
  ko: '다른 사람의 대기 정보예요.',
  en: 'That token belongs to somebody else.',
})
export const passEnded = problem<Where & { ended: string }>('waiting-pass-ended', 'forbidden', {
  ko: '이용이 끝났어요. 계속하려면 다시 대기해 주세요.',
  en: 'Your visit has ended. To continue, join the waiting room again.',
})

/** Of a step that needs a pass, in order. */
export const passProblems = [passNeeded, tokenUnknown, stillWaiting, passOfAnother, passEnded]

/** Upcoming: nobody may join yet. Prequeue: joined, in no order yet. */
export type Phase = 'upcoming' | 'prequeue' | 'open' | 'paused' | 'draining' | 'closed'

/** A room in front of a store, as its row says. */
export interface Room {
  readonly id: string
  readonly storeId: string
  readonly createdAt: Date
  readonly joinsAt: Date
  readonly opensAt: Date
  /** When the order of those who had joined was drawn. */
  readonly openedAt: Date | null
  readonly pausedAt: Date | null
  readonly drainingAt: Date | null
  readonly closedAt: Date | null
  readonly ratePerMinute: number
  /** How many may be inside at once. */
  readonly capacity: number
  /** How long somebody inside may look around before they claim. */
  readonly browseSeconds: number
  /** How long somebody who was called may take to enter. */
  readonly claimSeconds: number
  /** Tickets; the next one has this number. */
  readonly tail: number
  /** Tickets whose order was drawn. */
  readonly cohort: number | null
  /** Places below it have had their turn. */
  readonly head: number
  readonly credit: number
  readonly tickNo: number
  readonly tickAt: Date | null
  /** What the store could sell at the last tick. */
  readonly stock: number | null
  /** Who was inside, or could still enter, after it. */
  readonly inside: number
}

export function phaseOf(
  room: Pick<Room, 'joinsAt' | 'openedAt' | 'pausedAt' | 'drainingAt' | 'closedAt'>,
  now: Date,
): Phase {
  if (room.closedAt) return 'closed'
  if (room.pausedAt) return 'paused'
  if (room.drainingAt) return 'draining'
  if (room.openedAt) return 'open'
  return now < room.joinsAt ? 'upcoming' : 'prequeue'
}

/** Problems in order: waiting-room-missing, waiting-room-draining, waiting-room-not-open. */
export function mayJoin(room: Room | undefined, now: Date): Problem | Room {
  if (!room || room.closedAt) return roomMissing()
  if (room.drainingAt) return roomDraining()
  if (now < room.joinsAt) return roomNotOpen({ joinsAt: room.joinsAt.toISOString() })
  return room
}

/** Whether entry may begin in the future and not before joining. Problem: waiting-room-times-unfit. */
export const mayOpenAt = (
  times: { readonly joinsAt: Date; readonly opensAt: Date },
  now: Date,
): Problem | true => (times.opensAt < times.joinsAt || times.opensAt < now ? timesUnfit() : true)

export const whereOf = ({ storeId }: Pick<Room, 'storeId'>): Where => ({
  storeId,
  page: `/waiting-rooms/${storeId}`,
})

/** What an owner may change at any time; times only before the opening. */
export interface RoomChange {
  readonly joinsAt?: string | undefined
  readonly opensAt?: string | undefined
  readonly ratePerMinute?: number | undefined
  readonly capacity?: number | undefined
  readonly browseSeconds?: number | undefined
  readonly claimSeconds?: number | undefined
  readonly paused?: boolean | undefined
  readonly draining?: boolean | undefined
}

/**
 * The room after a change. It never touches the order of the line.
 * Problems in order: waiting-room-opened, waiting-room-times-unfit.
 */
export function changed<Some extends Room>(
  room: Some,
  change: RoomChange,
  now: Date,
): Some | Problem {
  const { joinsAt, opensAt, paused, draining } = change
  const times = {
    joinsAt: joinsAt ? new Date(joinsAt) : room.joinsAt,
    opensAt: opensAt ? new Date(opensAt) : room.opensAt,
  }
  if (joinsAt || opensAt) {
    if (room.openedAt) return roomOpened()
    const may = mayOpenAt(times, now)
    if (may instanceof Problem) return may
  }
  return {
    ...room,
    ...times,
    pausedAt: since(room.pausedAt, paused, now),
    drainingAt: since(room.drainingAt, draining, now),
    ratePerMinute: change.ratePerMinute ?? room.ratePerMinute,
    capacity: change.capacity ?? room.capacity,
    browseSeconds: change.browseSeconds ?? room.browseSeconds,
    claimSeconds: change.claimSeconds ?? room.claimSeconds,
  }
}

const since = (before: Date | null, is: boolean | undefined, now: Date): Date | null =>
  is === undefined ? before : is ? (before ?? now) : null
