import { quarterKey } from '../../../bookings/quarter-rules.ts'
import { type BookingAnswer, readBooking } from '../../../bookings/read.ts'
import { readOwnFreed } from '../../../bookings/taken-queries.ts'
import type { Engine } from '../../../engine.ts'
import type { Hold } from '../../../holds/rules.ts'
import type { Id } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import { firstFree } from '../../../orders/choose-rules.ts'
import { claimOffered } from '../../../orders/claim.ts'
import type { LineAsk } from '../../../orders/claim-rules.ts'
import type { Item, Offered, Offers } from '../../../orders/offers.ts'
import type { Order } from '../../../orders/rules.ts'
import type { Once } from '../../../postgres/once.ts'
import { HOLD_SECONDS, shopMissing } from '../rules.ts'
import { appointmentKey, PERSON } from './key-rules.ts'
import { readBooks, type StoredBook } from './queries.ts'
import * as rules from './rules.ts'
import { readSnapshot, type Snapshot } from './snapshot.ts'

export interface AppointmentBooking extends rules.AppointmentAsk {
  readonly storeId: Id<'Store'>
  readonly buyerId: Id<'Account'>
  /** The deposit that the buyer saw. */
  readonly price?: number | undefined
  readonly once: Once
  readonly holder?: Hold | undefined
}

/** Quarters that a search locks at first; twice as many each time it lost them. */
const LOCKED_FIRST = 64
const SEARCHES_MOST = 4

/** Places of appointments: one offer a shop. */
export const appointments: Offers<string, StoredBook> = {
  placeKey: (key) => key,
  key: () => 'book',
  async read(on, storeId) {
    const [book] = await readBooks(on, [storeId])
    return new Map(book ? [['book', book]] : [])
  },
}

type PlaceItem = Item<string, StoredBook>
const itemOf = (key: string): PlaceItem => ({ offers: appointments, what: key })

/**
 * Holds who is the least busy of those who are free, for ten minutes: the appointment, and all quarters of
 * an hour that it takes. It searches in a snapshot, locks the first ones and takes the best that is still free;
 * what others take in between costs another search. The last one locks all.
 * Problems in order: those of the key, shop-missing, those of `appointmentAt`, those of `claim` with nobody-free
 * for sold-out.
 */
export async function bookAppointment(
  engine: Engine,
  ask: AppointmentBooking,
): Promise<BookingAnswer> {
  for (let search = 1; ; search += 1) {
    const found = await readSnapshot(engine, ask)
    const candidates = await candidatesToLock(engine, found, ask, search)
    try {
      return await claimOne(engine, found, ask, candidates)
    } catch (error) {
      const isLost = error instanceof Problem && error.type === rules.nobodyFree.type
      if (!isLost || candidates.length === 0 || search === SEARCHES_MOST) throw error
    }
  }
}

/** None where nobody is free: then only what the buyer holds already is answered. */
async function candidatesToLock(
  engine: Engine,
  { book, day, taken }: Snapshot,
  ask: AppointmentBooking,
  search: number,
): Promise<readonly rules.Candidate[]> {
  const found = rules.appointmentAt(book, ask, book.now)
  if (found instanceof Problem) return []
  const all = rules.leastBusyFirst(found.candidates, taken)
  const free = all.filter((one) => rules.isFree(one, taken))
  if (search === SEARCHES_MOST) return all
  if (free.length > 0) {
    const most = LOCKED_FIRST * 2 ** (search - 1)
    const length = free[0]?.start.stay.length ?? 1
    return free.slice(0, Math.max(1, Math.floor(most / length)))
  }
  const own = await readOwnFreed(engine.cell(ask.storeId), ask, day, PERSON)
  return all.filter(({ person }) => own.some(({ of }) => of === person.id))
}

async function claimOne(
  engine: Engine,
  { book, taken }: Snapshot,
  ask: AppointmentBooking,
  toLock: readonly rules.Candidate[],
): Promise<BookingAnswer> {
  const { storeId, buyerId, once, holder, price } = ask
  const items = new Map<string, PlaceItem>()
  const add = (key: string) => items.set(key, itemOf(key))
  for (const key of ownKeys(book, ask)) add(key)
  for (const candidate of toLock) for (const key of quarterKeysOf(candidate)) add(key)
  const { stored } = await claimOffered(engine, {
    ...{ storeId, buyerId, once, holder },
    items: [...items.values()],
    draft(offers, now) {
      const [first] = items.values()
      const present = first && offers.of(first)
      if (!present) return shopMissing()
      const found = rules.appointmentAt(present, ask, now)
      if (found instanceof Problem) return found
      const groups = groupsOf(found, ask, { offers, items, taken })
      return {
        title: `${present.name} ${ask.date} ${ask.time}`,
        ...{ holdSeconds: HOLD_SECONDS, asksBooker: true, seenTotal: price },
        lines: groups.flat(),
        choose: (left, held) =>
          choose(groups, ownKeys(present, ask), { left, held, offers, items }),
        answer: ({ id }) => JSON.stringify(id),
      }
    },
  })
  return readBooking(engine, { buyerId, bookingId: JSON.parse(stored) })
}

/** What the appointment is called at each person who may do it: who holds one already gets it again. */
function ownKeys(book: rules.ShopBook, { serviceIds, personId, ...ask }: rules.AppointmentAsk) {
  const ids = personId === undefined ? book.people.map(({ id }) => id) : [personId]
  const services = [...new Set(serviceIds)]
  const keys = ids.map((id) => appointmentKey({ ...ask, personId: id, serviceIds: services }))
  return keys.length > 0 ? keys : [appointmentKey({ ...ask, personId: '', serviceIds: [] })]
}

const quarterKeysOf = ({ person, start }: rules.Candidate): string[] =>
  start.stay.map((quarter) => quarterKey(PERSON, person.id, quarter))

interface Locked {
  readonly offers: Offered
  readonly items: ReadonlyMap<string, PlaceItem>
}

/** The lines at each of the people that are locked, the least busy first: the appointment, then its quarters. */
function groupsOf(
  { candidates, services }: rules.Appointment,
  ask: rules.AppointmentAsk,
  { offers, items, taken }: Locked & { readonly taken: rules.Taken },
): (readonly LineAsk[])[] {
  const serviceIds = services.map(({ id }) => id)
  const unitPrice = rules.depositOf(services)
  const placeOf = (key: string, startsAt: Date | null) => {
    const item = items.get(key)
    return item && { ...offers.placeOf(item), capacity: 1, startsAt }
  }
  return rules.leastBusyFirst(candidates, taken).flatMap((candidate) => {
    const { person, start } = candidate
    const key = appointmentKey({ ...ask, personId: person.id, serviceIds })
    const place = placeOf(key, start.startsAt)
    const keys = quarterKeysOf(candidate)
    const quarters = keys.flatMap((one, at) => placeOf(one, start.stay[at]?.startsAt ?? null) ?? [])
    if (!place || quarters.length < keys.length) return []
    const aside = quarters.map((one) => ({
      ...{ place: one, quantity: 1, unitPrice: 0, isAside: true },
    }))
    return [[{ place, quantity: 1, unitPrice, isDeposit: true }, ...aside]]
  })
}

/** Problem: nobody-free. */
function choose(
  groups: readonly (readonly LineAsk[])[],
  own: readonly string[],
  {
    left,
    held,
    offers,
    items,
  }: Locked & {
    readonly left: ReadonlyMap<Id<'Place'>, number>
    readonly held: readonly Order[]
  },
): readonly LineAsk[] | Problem {
  // Who was added since the snapshot is not locked: nobody holds an appointment with them.
  const known = own.flatMap((key) => items.get(key) ?? [])
  const ids = new Set(known.map((item) => offers.placeOf(item).id))
  const mine = held.find(({ lines }) => lines.some(({ placeId }) => ids.has(placeId)))
  return mine ? heldLines(mine) : (firstFree(groups, left) ?? rules.nobodyFree())
}

/** The lines of an order that the buyer holds: the same again. */
const heldLines = ({ lines }: Order): readonly LineAsk[] =>
  lines.map(({ placeId, ...line }) => ({
    ...line,
    place: { id: placeId, key: '', capacity: 1, startsAt: null },
  }))
