import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { onOwn, readOwn, type StoreAsk } from '../../../stores/operations.ts'
import { pictureView } from '../../../stores/pictures/view.ts'
import { writeWords } from '../../../stores/profile/words.ts'
import { shopMissing } from '../rules.ts'
import * as owned from './owner-queries.ts'
import { refusePeople, refuseServices } from './owner-rules.ts'
import { readBooks, type StoredBook } from './queries.ts'
import { type AppointmentTerms, type Person, type Service, serviceMissing } from './rules.ts'

// What an owner says of services, people and terms. Bookings keep what they have.

/** Problem: shop-missing. */
async function readBook(on: Queryable, storeId: Id<'Store'>): Promise<StoredBook> {
  const [book] = await readBooks(on, [storeId])
  if (!book) throw shopMissing()
  return book
}

/** The book of a shop that the caller works at. Problem: shop-missing. */
export async function readOwnBook(engine: Engine, ask: StoreAsk): Promise<StoredBook> {
  const { id } = await readOwn(engine, ask)
  return readBook(engine.cell(id), id)
}

export const servicesView = ({ services, currency }: StoredBook) => ({
  services: [...services],
  currency,
})

export const peopleView = ({ storeId, people }: StoredBook) => ({
  people: people.map(({ image, serviceIds, weekly, special, ...person }) => ({
    ...person,
    serviceIds: [...serviceIds],
    weekly: [...weekly],
    special: special.map(({ date, hours }) => ({ date, hours: [...hours] })),
    image: image && pictureView(storeId, image),
  })),
})

export const termsView = ({ terms }: StoredBook) => ({
  ...terms,
  closedDates: [...terms.closedDates],
})

/**
 * Replaces the services of a shop. One that is left out is retired: its bookings stay. Problems in order:
 * shop-missing, those of `refuseServices`.
 */
export const writeShopServices = (engine: Engine, ask: StoreAsk, services: readonly Service[]) =>
  onOwn(engine, ask, async (tx, { id }) => {
    const refused = refuseServices(services)
    if (refused) throw refused
    await owned.writeServices(tx, id, services)
    await writeWords(engine, tx, id)
    return servicesView(await readBook(tx, id))
  })

/**
 * Replaces the people of a shop. One who is left out is retired: their bookings stay, and are counted for the
 * owner. With the first people the terms that were shown until then are kept. Problems in order: shop-missing, those of `refusePeople`, service-missing.
 */
export const writeShopPeople = (engine: Engine, ask: StoreAsk, people: readonly Person[]) =>
  onOwn(engine, ask, async (tx, { id }) => {
    const refused = refusePeople(people)
    if (refused) throw refused
    const before = await readBook(tx, id)
    const known = new Set(before.services.map((one) => one.id))
    if (people.some(({ serviceIds }) => serviceIds.some((one) => !known.has(one))))
      throw serviceMissing()
    if (before.people.length === 0) await owned.keepTerms(tx, id, before.terms)
    await owned.writePeople(tx, id, people)
    const { bookings } = await owned.countLeftBookings(tx, id)
    return { ...peopleView(await readBook(tx, id)), leftBookings: bookings }
  })

/** Problem: shop-missing. */
export const writeAppointmentTerms = (engine: Engine, ask: StoreAsk, terms: AppointmentTerms) =>
  onOwn(engine, ask, async (tx, { id }) => {
    await owned.writeTerms(tx, id, terms)
    return termsView(await readBook(tx, id))
  })
