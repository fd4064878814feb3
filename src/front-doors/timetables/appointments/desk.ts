import type { Static } from 'typebox'
import { arrangeAtDesk, type OfDesk, sitAtDesk } from '../../../bookings/desk/arrange.ts'
import type { DeskDoor } from '../../../bookings/desk/door.ts'
import { enterAtDesk } from '../../../bookings/desk/enter.ts'
import type { DeskKind } from '../../../bookings/desk/rules.ts'
import { readStart } from '../../../bookings/desk/running.ts'
import type { Engine } from '../../../engine.ts'
import { orThrow } from '../../../kernel/problem.ts'
import type { Once } from '../../../postgres/once.ts'
import { readOwn, type StoreAsk } from '../../../stores/operations.ts'
import type { AppointmentView } from './desk-contract.ts'
import * as queries from './desk-queries.ts'
import * as rules from './desk-rules.ts'
import { nobodyFree } from './rules.ts'
import { runningReads } from './running.ts'
import { showAppointment } from './schedule.ts'
import { readSnapshot } from './snapshot.ts'

/** Appointments, as the desk of the house works with them. */
const appointments: DeskDoor<rules.AppointmentLayout, Static<typeof AppointmentView>> = {
  ...{ layoutOf: rules.layoutOf, linesOf: rules.linesOf },
  lost: (isNamed) => (isNamed ? rules.personBusy() : nobodyFree()),
  show: showAppointment,
  ...{ readSitting: queries.readAttendance, writeSitting: queries.writeAttendance },
}

export interface EnterAsk extends Omit<Partial<rules.EnterDraft>, 'isBlock'> {
  readonly kind: DeskKind
  readonly name?: string
  readonly phone?: string
  readonly note?: string
}

/**
 * Enters who called or walked in, or blocks a person's time: by name, or who is the least busy.
 * Problems in order: shop-missing, those of `entered`, those of `claim` with nobody-free or, of
 * a person who was named, person-busy for sold-out.
 */
export async function enterAppointment(engine: Engine, own: StoreAsk, ask: EnterAsk, once: Once) {
  const store = await readOwn(engine, own)
  const { date, time } = await readStart(store, ask, runningReads(engine.cell(store.id), store))
  const asked = { ...ask, serviceIds: ask.serviceIds ?? [], isBlock: ask.kind === 'block' }
  return enterAtDesk(engine, appointments, {
    ...{ ...ask, store, once, isNamed: ask.personId !== undefined },
    async draft() {
      const { book, taken } = await readSnapshot(engine, { storeId: store.id, date })
      const layout = orThrow(rules.entered(book, taken, { ...asked, date, time }, book.now))
      return { layout, title: `${store.name} ${date} ${time}` }
    },
  })
}

/**
 * Moves an appointment to another person or time, or changes its services or its length: all of it, or nothing.
 * Problems in order: shop-missing, order-missing, those of `arranged`, booking-not-confirmed, those of
 * `refuseChange`, person-busy, lines-changed.
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
 * person-busy, not-seated, visit-too-early, lines-changed.
 */
export const writeAttendance = (engine: Engine, of: OfDesk, state: rules.AttendanceState) =>
  sitAtDesk(engine, appointments, of, rules.sittingStateOf(state))
