import type { Static } from 'typebox'
import { slowedBy } from './call-rules.ts'
import type { Position, RoomView } from './contract.ts'
import type { Line, Standing } from './line.ts'
import type { OwnRoom } from './owner-contract.ts'
import { pollAfter } from './pace-rules.ts'
import type { DrawnRoom } from './queries.ts'
import * as rules from './rules.ts'

type Viewed = Omit<DrawnRoom, 'secret'>

/** A room without what moves by the second, for a caller who has no line of it. */
export const roomView = (
  room: Viewed,
  now: Date,
  { calledLately, inside }: { readonly calledLately: number; readonly inside: number },
): Static<typeof RoomView> => ({
  storeId: room.storeId,
  roomId: room.id,
  phase: rules.phaseOf(room, now),
  joinsAt: room.joinsAt.toISOString(),
  opensAt: room.opensAt.toISOString(),
  openedAt: room.openedAt?.toISOString() ?? null,
  waiting: room.tail - room.head,
  head: room.head,
  pacePerMinute: calledLately,
  slowedBy: slowedBy(room, inside),
  stock: room.stock,
  claimSeconds: room.claimSeconds,
  browseSeconds: room.browseSeconds,
  commitment: room.commitment.toString('hex'),
  seed: room.seed?.toString('hex') ?? null,
  cohort: room.cohort,
  asOf: now.toISOString(),
})

export const lineView = (line: Line): Static<typeof RoomView> =>
  roomView(line.room, line.room.now, {
    calledLately: line.calledLately,
    inside: line.room.inside,
  })

const statuses = { waiting: 'waiting', called: 'pass', late: 'late' } as const

/** What differs from ticket to ticket. */
export function positionOwn(line: Line, { status, position, ahead }: Standing) {
  const wait = status === 'waiting' ? line.waitOf(ahead) : 0
  return {
    status: statuses[status],
    position,
    ahead,
    expectedWaitSeconds: wait,
    pollAfterSeconds: pollAfter(wait, line.waiting),
  }
}

/** What is the same for all. */
export const positionRest = ({ room }: Line) => ({
  phase: rules.phaseOf(room, room.now),
  slowedBy: slowedBy(room, room.inside),
  asOf: room.now.toISOString(),
})

export const positionView = (line: Line, standing: Standing): Static<typeof Position> => ({
  ...positionOwn(line, standing),
  ...positionRest(line),
})

export const ownRoomView = (
  room: Viewed,
  now: Date,
  counts: { readonly inside: number; readonly unclaimed: number; readonly late: number },
  calledLately: number,
): Static<typeof OwnRoom> => ({
  ...roomView(room, now, { calledLately, inside: counts.inside }),
  ...counts,
  ratePerMinute: room.ratePerMinute,
  capacity: room.capacity,
  tickets: room.tail,
})
