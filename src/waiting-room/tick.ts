import { setTimeout as pause } from 'node:timers/promises'
import type { Engine } from '../engine.ts'
import { each } from '../kernel/each.ts'
import type { Id } from '../kernel/id.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import * as calls from './call-queries.ts'
import { burstOf, callable } from './call-rules.ts'
import type { Line } from './line.ts'
import { linesOf } from './lines.ts'
import { setBit } from './presence.ts'
import { deletePresence } from './presence-queries.ts'
import * as queries from './queries.ts'
import { writeRefusals } from './refusals.ts'
import { readShare } from './shared/operations.ts'
import { writeShare } from './shared/queries.ts'
import { drawOf, seedOf } from './shuffle.ts'

export const TICK_MS = 1_000
/** Tickets of the late lane that one tick looks at. */
const LATE_READ_MOST = 5_000
/** Places that one tick passes at most. */
const SPAN_MOST = 65_536

/** What a store could sell now, as its front door counts it; undefined: it does not say. */
export type StockOf = (
  on: Queryable,
  storeId: Id<'Store'>,
  now: Date,
) => Promise<number | undefined>

/**
 * One tick of every room: opens those whose time has come, and calls who may enter. Every process
 * tries; the first one to lock a room whose tick is due does it, for all.
 */
export async function tickRooms(engine: Engine, stockOf: StockOf): Promise<number> {
  const lines = linesOf(engine)
  await lines.refresh()
  const rooms = lines.all()
  try {
    await each(rooms, { which: ({ room }) => `room ${room.id}` }, async (line) => {
      await lines.sync(line)
      await writeRefusals(engine, line)
      await untilOpening(line)
      await tick(engine, line, stockOf)
    })
  } finally {
    if (rooms.some(({ room }) => room.openedAt === null)) await lines.refresh()
  }
  return 0
}

/** A room opens at its instant, not at the tick after it. */
async function untilOpening({ room, now }: Line): Promise<void> {
  const ms = room.opensAt.getTime() - now.getTime()
  if (!room.openedAt && ms > 0 && ms < TICK_MS) await pause(ms)
}

export async function tick(engine: Engine, line: Line, stockOf: StockOf): Promise<number> {
  const { room: seen } = line
  const isDue = !seen.tickAt || line.now.getTime() - seen.tickAt.getTime() > TICK_MS * 0.9
  if (!isDue || (!seen.openedAt && line.now < seen.opensAt)) return 0
  const cell = engine.cell(seen.storeId)
  const stock = await stockOf(cell, seen.storeId, line.now)
  const called = await cell.transactionAfter(
    (on) => queries.lockRoom(on, seen.storeId),
    async (tx, locked) => {
      // Compare and set: another process did this tick.
      if (!locked || locked.id !== seen.id || locked.tickNo !== seen.tickNo) return 0
      const room = await opened(tx, locked)
      return room ? call(tx, room, line, stock) : 0
    },
  )
  if (seen.tickNo % 60 === 0) await deletePresence(cell, seen, line.window - 2)
  return called
}

/** The room, with the order of its cohort drawn: one write, however many they are. */
async function opened(tx: Tx, room: queries.DrawnRoom): Promise<queries.DrawnRoom | undefined> {
  if (room.openedAt) return room
  if (tx.now < room.opensAt || room.pausedAt) return undefined
  const seed = seedOf(room.secret, room.digest)
  await calls.writeDraw(tx, room, seed)
  const drawn = { openedAt: tx.now, cohort: room.tail, seed, tickAt: tx.now }
  return { ...room, ...drawn, credit: burstOf(room) }
}

async function call(
  tx: Tx,
  room: queries.DrawnRoom,
  line: Line,
  stock: number | undefined,
): Promise<number> {
  const { inside, unclaimed, late: waitingLate } = await calls.countInside(tx, room, tx.now)
  const waiting = room.tail - room.head + waitingLate
  const share = await readShare(tx, room.storeId, { inside: inside + unclaimed, waiting })
  const { most, credit } = callable(room, { inside, unclaimed, stock, share }, tx.now)
  const late = waitingLate > 0 && most > 0 ? await presentLate(tx, room, line, most) : []
  const walked = walk(room, line, most - late.length)
  const called = late.length + walked.called
  await tx.commitWith([
    ...(late.length > 0 ? [calls.callLate(tx, room, late)] : []),
    ...(share === undefined
      ? []
      : [
          writeShare(tx, room.storeId, {
            inside: inside + unclaimed + called,
            waiting: waiting - called,
          }),
        ]),
    ...(called > 0
      ? [calls.insertCall(tx, room, { ...walked, tickNo: room.tickNo, late: late.length })]
      : []),
    calls.writeTick(tx, room, {
      head: walked.headTo,
      credit: credit - called,
      stock: stock ?? null,
      inside: inside + unclaimed + called,
    }),
  ])
  return called
}

/** The first of the late lane who are there, at most so many. */
async function presentLate(tx: Tx, room: queries.DrawnRoom, line: Line, most: number) {
  const { presence, window } = line
  const waiting = await calls.listLate(tx, room, LATE_READ_MOST)
  return waiting
    .map(({ number }) => number)
    .filter((number) => presence.isPresent(number, window, PRESENT_WINDOWS))
    .slice(0, most)
}

/** The shortest stretch of the line with `most` present tickets. Who is absent in it keeps a turn. */
function walk(room: queries.DrawnRoom, line: Line, most: number) {
  const { head, tail } = room
  const draw = line.room.openedAt ? line : drawOf(room)
  const end = Math.min(tail, head + SPAN_MOST)
  const present = Buffer.alloc(Math.ceil((end - head) / 8))
  let [called, headTo] = [0, head]
  for (let place = head; place < end && called < most; place += 1) {
    if (!line.presence.isPresent(draw.numberAt(place), line.window, PRESENT_WINDOWS)) continue
    setBit(present, place - head)
    called += 1
    headTo = place + 1
  }
  const size = Math.ceil((headTo - head) / 8)
  return { headFrom: head, headTo, present: present.subarray(0, size), called }
}

/** At the front of the line a poll is due every three seconds. */
const PRESENT_WINDOWS = 2
