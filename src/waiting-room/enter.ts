import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { linesOf } from './lines.ts'
import * as passes from './pass-queries.ts'
import { admit, type Called } from './pass-rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { type Draw, drawOf, subjectOf } from './shuffle.ts'
import { signToken, type Token } from './token.ts'

/** Admitted, or in the late lane: served before the line by the next tick that has room. */
export type Entry =
  | { readonly status: 'admitted'; readonly token: string; readonly until: Date }
  | { readonly status: 'late' }

interface EntryAsk {
  readonly ticket: Token
  readonly accountId: Id<'Account'>
}

/**
 * Admits the holder of a ticket that was called. Asking again gives the same pass, on any device of the
 * account.
 * Problems in order: waiting-room-missing, waiting-token-unknown (also of another room),
 * waiting-pass-of-another, waiting-pass-ended, still-waiting.
 */
export const enter = (engine: Engine, storeId: Id<'Store'>, ask: EntryAsk): Promise<Entry> =>
  entries(engine).submit(storeId, ask)

const entries = perEngine(
  (engine) => new GroupCommit<EntryAsk, Entry>((asks, storeId) => enterAll(engine, storeId, asks)),
)

const enterAll = (engine: Engine, storeId: Id<'Store'>, asks: readonly EntryAsk[]) =>
  engine.cell(storeId).transactionAfter(
    (on) => queries.lockRoom(on, storeId),
    async (tx, room): Promise<(Entry | Problem)[]> => {
      if (!room) return asks.map(() => rules.roomMissing())
      const draw = drawOfLocked(engine, room)
      const entrants = asks.map(({ ticket: { number } }) => ({
        number,
        place: draw.placeOf(number),
      }))
      const found = await passes.readEntrants(tx, room, entrants)
      const byNumber = new Map(found.map((entrant) => [entrant.number, entrant]))
      const entering = new Map<number, Called & { number: number; subject: string }>()
      const late = new Set<number>()
      const answers = asks.map(({ ticket, accountId }, at): Entry | Problem => {
        const facts = byNumber.get(ticket.number)
        // A subject is of one room, so this is of no other's ticket.
        const isOfRoom = facts?.subject === ticket.subject
        if (!facts || !isOfRoom) return rules.tokenUnknown()
        if (ticket.subject !== subjectOf(room.id, accountId)) return rules.passOfAnother()
        const admitted = (until: Date): Entry => ({
          status: 'admitted',
          token: signToken(engine, { ...ticket, kind: 'pass' }),
          until,
        })
        const entry = admit(room, { ...facts, place: entrants[at]?.place ?? 0 }, tx.now)
        if (entry instanceof Problem) return entry
        if (entry.is === 'inside') return admitted(entry.until)
        if (entry.is === 'late') {
          if (entry.isNew) late.add(ticket.number)
          return { status: 'late' }
        }
        const { calledAt, callUntil } = entry
        entering.set(ticket.number, { ...ticket, calledAt, callUntil })
        return admitted(later(tx.now, room.browseSeconds))
      })
      await tx.commitWith([
        ...(entering.size > 0 ? [passes.insertPasses(tx, room, [...entering.values()])] : []),
        ...(late.size > 0 ? [passes.insertLate(tx, room, [...late])] : []),
      ])
      return answers
    },
  )

/** Where the tickets of a locked room stand: as this process knows already, or drawn once more. */
function drawOfLocked(engine: Engine, room: queries.DrawnRoom): Draw {
  const line = linesOf(engine).of(room.storeId)
  return line?.room.id === room.id && line.room.openedAt ? line : drawOf(room)
}
