import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { readOwnOrder } from '../orders/own.ts'
import { orderMissing } from '../orders/rules.ts'
import { pageOfCells, readCells } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { serialOf } from './signing.ts'
import { type Viewing, viewTickets } from './view.ts'

export interface TicketAsk {
  readonly bookingId: Id<'Order'>
  readonly callerId: Id<'Account'>
  readonly serial: string
}

/** The tickets of a booking of one's own; none before it is paid. Problem: order-missing. */
export async function listOfBooking(
  engine: Engine,
  { callerId, bookingId }: Omit<TicketAsk, 'serial'>,
) {
  const order = await readOwnOrder(engine, callerId, bookingId)
  if (!order) throw orderMissing()
  const { storeId } = order
  const cell = engine.cell(storeId)
  const [lines, { now }] = await Promise.all([
    queries.listOfOrder(cell, engine.doors, { storeId, orderId: bookingId }),
    readNow(cell),
  ])
  return { data: await viewTickets(engine, cell, lines, { viewerId: callerId, now }) }
}

/** What somebody holds, bought or received: coming ones by start, then past ones, latest first. */
export async function listOwn(
  engine: Engine,
  ask: {
    readonly callerId: Id<'Account'>
    readonly storeId?: Id<'Store'> | undefined
    /** Only of somebody else's booking. */
    readonly received?: boolean | undefined
    readonly cursor?: string | undefined
    readonly limit: number
  },
) {
  const { now } = await readNow(engine.house)
  const from = ask.cursor === undefined ? undefined : rules.readCursor(ask.cursor)
  const isPast = from?.part === 'past'
  const limit = ask.limit + 1
  const held = {
    ...{ holderId: ask.callerId, storeId: ask.storeId ?? null },
    received: ask.received ?? false,
    after: rules.comingAfter(now),
  }
  const coming = isPast
    ? []
    : await pageOfCells(engine, limit, rules.bySoonest, (on) =>
        queries.listComing(on, engine.doors, { ...held, limit }, from),
      )
  const left = limit - coming.length
  const past =
    left > 0
      ? await pageOfCells(engine, left, rules.byLatest, (on) =>
          queries.listPast(on, engine.doors, { ...held, limit: left }, isPast ? from : undefined),
        )
      : []
  const all = [
    ...coming.map((line) => ({ line, part: 'coming' as const })),
    ...past.map((line) => ({ line, part: 'past' as const })),
  ]
  const last = all[ask.limit - 1]
  const shown = all.slice(0, ask.limit).map(({ line }) => line)
  return {
    data: await viewAll(engine, shown, { viewerId: ask.callerId, now }),
    nextCursor:
      last && all.length > ask.limit ? rules.writeCursor({ ...last.line, part: last.part }) : null,
  }
}

/** Tickets of any cells, in their order. */
async function viewAll(engine: Engine, lines: readonly rules.TicketLine[], view: Viewing) {
  const keyed = lines.map((line, at) => ({ ...line, at }))
  const byCell = [...Map.groupBy(keyed, ({ storeId }) => engine.cell(storeId))]
  const views = await Promise.all(
    byCell.map(async ([cell, some]) => {
      const found = await viewTickets(engine, cell, some, view)
      return found.map((ticket, index) => ({ ticket, at: some[index]?.at ?? 0 }))
    }),
  )
  return views
    .flat()
    .toSorted((one, other) => one.at - other.at)
    .map(({ ticket }) => ticket)
}

/** The tickets of a booking that the caller has bought or received, in any state. */
export const readOwnOf = (engine: Engine, { bookingId, callerId }: Omit<TicketAsk, 'serial'>) =>
  readCells(engine, (on) => queries.listOwnOfOrder(on, engine.doors, bookingId, callerId))

/** A ticket that the caller holds; undefined: they hold no such ticket. */
export async function findOwn(engine: Engine, ask: TicketAsk) {
  const lines = await readOwnOf(engine, ask)
  return lines.find(
    (line) => rules.holderOf(line) === ask.callerId && serialOf(engine, line) === ask.serial,
  )
}
