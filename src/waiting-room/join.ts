import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { nextDigest, subjectOf } from './shuffle.ts'
import * as tickets from './ticket-queries.ts'
import { signToken } from './token.ts'

export interface Ticket {
  readonly roomId: string
  readonly number: number
  readonly subject: string
  readonly token: string
}

/**
 * Gives an account its ticket of a store's room: the one that it has, or the next one. Joins that
 * arrive during a commit share the next one; they take turns on the room's row, so that numbers have no
 * gaps and are in the order of the commits.
 * Problems in order: waiting-room-missing, waiting-room-draining, waiting-room-not-open.
 */
export const join = (
  engine: Engine,
  ask: { readonly storeId: Id<'Store'>; readonly accountId: Id<'Account'> },
): Promise<Ticket> => joins(engine).submit(ask.storeId, ask.accountId)

const JOINS_MOST = 1_000

const joins = perEngine(
  (engine) =>
    new GroupCommit<Id<'Account'>, Ticket>(
      (accountIds, storeId) => joinAll(engine, storeId, accountIds),
      { most: JOINS_MOST },
    ),
)

/**
 * Two statements: the second one's snapshot is taken behind the lock, so that it sees every ticket
 * that other processes gave before. In one, two of them could both miss each other's.
 */
const joinAll = (engine: Engine, storeId: Id<'Store'>, accountIds: readonly Id<'Account'>[]) =>
  engine.cell(storeId).transactionAfter(
    (on) => queries.lockRoom(on, storeId),
    async (tx, locked): Promise<(Ticket | Problem)[]> => {
      const room = rules.mayJoin(locked, tx.now)
      if (room instanceof Problem || !locked) return accountIds.map(() => room as Problem)
      const subjects = accountIds.map((accountId) => subjectOf(room.id, accountId))
      const given = await tickets.insertTickets(tx, room, [...new Set(subjects)])
      const fresh = given.filter(({ isNew }) => isNew).toSorted((a, b) => a.number - b.number)
      const numbers = new Map(given.map(({ subject, number }) => [subject, number]))
      if (fresh.length > 0) {
        const joined = fresh.map(({ subject }) => subject)
        const digest = room.openedAt ? locked.digest : nextDigest(locked.digest, joined)
        await tx.commitWith([tickets.writeTail(tx, room, room.tail + fresh.length, digest)])
      }
      return subjects.map((subject) => {
        const ticket = { roomId: room.id, number: numbers.get(subject) ?? 0, subject }
        return { ...ticket, token: signToken(engine, { ...ticket, kind: 'ticket', storeId }) }
      })
    },
  )
