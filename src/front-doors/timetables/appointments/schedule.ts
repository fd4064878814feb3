import type { Static } from 'typebox'
import { readRunning } from '../../../bookings/desk/running.ts'
import { instantAt, isOnDate } from '../../../bookings/desk/running-rules.ts'
import { attendanceOf, deskView } from '../../../bookings/desk/view.ts'
import { serviceDay } from '../../../bookings/quarter-rules.ts'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import type { WallDate } from '../../../kernel/time.ts'
import { orderMissing } from '../../../orders/rules.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../../../stores/operations.ts'
import { shopMissing } from '../rules.ts'
import type { AppointmentView, getSchedule } from './desk-contract.ts'
import { type AppointmentRow, listAppointments } from './desk-queries.ts'
import { readAppointmentKey } from './key-rules.ts'
import { readBooks, readNames, type StoredBook } from './queries.ts'
import { hoursOn } from './rules.ts'
import { openingsOn, runningReads } from './running.ts'

type Answer = Static<typeof AppointmentView>

interface At {
  readonly storeId: Id<'Store'>
  readonly timeZone: string
  readonly now: Date
}

/**
 * A date of a shop, the one whose service goes on where none is asked: its people and their appointments, also from
 * the day before and after its midnight. Problem: shop-missing.
 */
export async function showSchedule(
  engine: Engine,
  ask: StoreAsk,
  asked: WallDate | undefined,
): Promise<Static<(typeof getSchedule)['answer']>> {
  const store = await readOwn(engine, ask)
  const { id: storeId, timeZone, now } = store
  const cell = engine.cell(storeId)
  const today = await readRunning(store, runningReads(cell, store))
  const date = asked ?? today
  const [[book], rows] = await Promise.all([
    readBooks(cell, [storeId]),
    listAppointments(cell, storeId, serviceDay(date, timeZone), now),
  ])
  if (!book) throw shopMissing()
  const hours = openingsOn(book, date)
  const opensAt = hours.flatMap(({ opens: time }) => instantAt({ date, time }, timeZone) ?? [])
  const ofDate = rows.filter((row) => {
    const appointed = readAppointmentKey(row.key)
    if (!appointed || !isOnDate({ ...row, ...appointed }, { date, hours })) return false
    // one that has ended when somebody begins to work is of the day before alone
    return appointed.date >= date || opensAt.some((at) => at <= row.lastAt)
  })
  const nameOf = await namesOf(cell, storeId, ofDate)
  return {
    ...{ date, today, timeZone, currency: book.currency, now: now.toISOString() },
    closed: book.terms.closedDates.includes(date),
    people: peopleOn(book, date, ofDate, nameOf),
    services: [...book.services],
    appointments: ofDate.map((row) => viewOf(engine, row, { storeId, timeZone, now }, nameOf)),
  }
}

type Names = ReadonlyMap<string, string>

async function namesOf(
  on: Queryable,
  storeId: Id<'Store'>,
  rows: readonly AppointmentRow[],
): Promise<Names> {
  const ids = new Set(
    rows.flatMap(({ key }) => {
      const appointed = readAppointmentKey(key)
      return appointed ? [appointed.personId, ...appointed.serviceIds] : []
    }),
  )
  if (ids.size === 0) return new Map()
  const names = await readNames(
    on,
    [...ids].map((id) => ({ storeId, id })),
  )
  return new Map(names.map(({ id, name }) => [id, name]))
}

/** All people of the book, then those who are gone and have appointments. */
function peopleOn(
  { people }: StoredBook,
  date: WallDate,
  rows: readonly AppointmentRow[],
  nameOf: Names,
) {
  const known = new Set(people.map(({ id }) => id))
  const busy = new Set(rows.flatMap(({ key }) => readAppointmentKey(key)?.personId ?? []))
  return [
    ...people.map((one) => ({ id: one.id, name: one.name, hours: [...hoursOn(one, date)] })),
    ...[...busy]
      .filter((id) => !known.has(id))
      .map((id) => ({ id, name: nameOf.get(id) ?? '', hours: [] })),
  ]
}

/** One appointment as the schedule shows it. Problem: order-missing. */
export async function showAppointment(
  engine: Engine,
  { id: storeId, timeZone }: { readonly id: Id<'Store'>; readonly timeZone: string },
  orderId: Id<'Order'>,
  now: Date,
): Promise<Answer> {
  const cell = engine.cell(storeId)
  const [row] = await listAppointments(cell, storeId, { orderId }, now)
  if (!row) throw orderMissing()
  return viewOf(engine, row, { storeId, timeZone, now }, await namesOf(cell, storeId, [row]))
}

function viewOf(engine: Engine, row: AppointmentRow, { timeZone, now }: At, nameOf: Names): Answer {
  const appointed = readAppointmentKey(row.key)
  if (!appointed) throw new Error(`${row.key} is no appointment`)
  const { personId, date, time, serviceIds, isBlock } = appointed
  // of who came before midnight, only the rest is read with the date
  const startsAt = instantAt(appointed, timeZone) ?? row.startsAt
  return {
    ...{ ...deskView(engine, { ...row, startsAt }, { timeZone, now }), date, time, personId },
    source: row.source ?? (isBlock ? 'block' : 'online'),
    state: attendanceOf(row, 'arrived'),
    serviceIds: [...serviceIds],
    what: serviceIds.flatMap((one) => nameOf.get(one) ?? []).join(' + '),
    arrivedAt: row.seatedAt?.toISOString() ?? null,
  }
}
