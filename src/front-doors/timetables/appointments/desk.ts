import type { Static } from 'typebox'
import { arrangeAtDesk, type OfDesk, sitAtDesk } from '../../../bookings/desk/arrange.ts'
import type { DeskDoor } from '../../../bookings/desk/door.ts'
import { enterAtDesk } from '../../../bookings/desk/enter.ts'
import { type DeskKind, quarterNow } from '../../../bookings/desk/rules.ts'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { orThrow, Problem } from '../../../kernel/problem.ts'
import type { Once } from '../../../postgres/once.ts'
import { readOwn, type StoreAsk } from '../../../stores/operations.ts'
import type { AppointmentView } from './desk-contract.ts'
import * as queries from './desk-queries.ts'
import * as rules from './desk-rules.ts'
import { nobodyFree, personMissing } from './rules.ts'
import { showAppointment } from './schedule.ts'
import { readSnapshot, type Snapshot } from './snapshot.ts'

/** Appointments, as the desk of the house works with them. */
const appointments: DeskDoor<rules.AppointmentLayout, Static<typeof AppointmentView>> = {
  ...{ layoutOf: rules.layoutOf, linesOf: rules.linesOf },
  ...{ lost: () => nobodyFree(), show: showAppointment },
  ...{ readSitting: queries.readAttendance, writeSitting: queries.writeAttendance },
}

export interface EnterAsk extends Partial<rules.DeskAsk> {
  readonly kind: DeskKind
  readonly personId?: Id<'Person'>
  readonly name?: string
  readonly phone?: string
  readonly note?: string
}

/**
 * Enters who called or walked in, or blocks a person's time, also outside of working hours: by name, or who
 * is the least busy.
 * Problems in order: shop-missing, person-missing, nobody-does, those of `deskStart`, those of `claim` with
 * nobody-free for sold-out.
 */
export async function enterAppointment(engine: Engine, own: StoreAsk, ask: EnterAsk, once: Once) {
  const store = await readOwn(engine, own)
  const now = quarterNow(store.timeZone, store.now)
  const { date = now.date, time = now.time } = ask
  return enterAtDesk(engine, appointments, {
    ...{ ...ask, store, once, isNamed: ask.personId !== undefined },
    async draft() {
      const found = await readSnapshot(engine, { storeId: store.id, date })
      const layout = orThrow(layoutFor(found, { ...ask, date, time }))
      return { layout, title: `${store.name} ${date} ${time}` }
    },
  })
}

function layoutFor(
  { book, taken }: Snapshot,
  ask: EnterAsk & Pick<rules.DeskAsk, 'date' | 'time'>,
): rules.AppointmentLayout | Problem {
  const { date, time, kind, personId, minutes } = ask
  const isBlock = kind === 'block'
  if (isBlock && personId === undefined) return personMissing()
  const serviceIds = isBlock ? [] : [...new Set(ask.serviceIds ?? [])]
  const people = rules.deskPeople(book, { personId, serviceIds })
  if (people instanceof Problem) return people
  const start = rules.deskStart(book, { date, time, serviceIds, minutes }, book.now)
  if (start instanceof Problem) return start
  const person = rules.chosenPerson(people, start, taken)
  if (!person) return personMissing()
  return {
    ...{ date, time, serviceIds, isBlock, personId: person.id, price: 0 },
    ...{ startsAt: start.startsAt, quarters: start.stay },
  }
}

/**
 * Moves an appointment to another person or time, or changes its services or its length: all of it, or nothing.
 * Problems in order: shop-missing, order-missing, those of `arranged`, booking-not-confirmed, those of
 * `refuseChange`, nobody-free, lines-changed.
 */
export const arrangeAppointment = (engine: Engine, of: OfDesk, ask: rules.ArrangeAsk) =>
  arrangeAtDesk(engine, appointments, of, {
    isNamed: true,
    async layout({ layout, storeId }) {
      const date = ask.date ?? layout.date
      const { book } = await readSnapshot(engine, { storeId, date })
      return rules.arranged(book, layout, ask, book.now)
    },
  })

/**
 * Writes whether a guest is there. Problems in order: shop-missing, order-missing, booking-not-confirmed,
 * nobody-free, not-seated, visit-too-early, lines-changed.
 */
export const writeAttendance = (engine: Engine, of: OfDesk, state: rules.AttendanceState) =>
  sitAtDesk(engine, appointments, of, rules.sittingStateOf(state))
