import { expect, test } from 'vitest'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { sql } from '../../../postgres/sql.ts'
import { openAppointments, personOf, serviceOf } from './appointments.fixture.ts'
import type * as owner from './owner-contract.ts'

type Terms = AnswerOf<typeof owner.getAppointmentTerms>

const { shop, at, put, times } = openAppointments()

const terms = async () => (await shop.owner<Terms>('GET', at('appointment-terms'))).body
const cut = serviceOf('커트')

test('a new shop is booked a month ahead, as it is told before', async () => {
  expect((await terms()).horizonDays).toBe(30)
  await put('services', { services: [cut] })
  await put('people', { people: [personOf('민지', [cut])] })
  expect((await terms()).horizonDays).toBe(30)
  expect((await times([cut])).times.length).toBeGreaterThan(0)
})

test('what its owner said before stays', async () => {
  await put('services', { services: [cut] })
  await put('appointment-terms', { ...(await terms()), horizonDays: 0 })
  await put('people', { people: [personOf('민지', [cut])] })
  expect((await terms()).horizonDays).toBe(0)
})

test('a shop that has people and never said how far ahead stays with today', async () => {
  await put('services', { services: [cut] })
  await put('people', { people: [personOf('민지', [cut])] })
  await shop.engine.database.run(sql`delete from appointment_terms where store_id = ${shop.shopId}`)
  await put('people', { people: [personOf('서연', [cut])] })
  expect((await terms()).horizonDays).toBe(0)
})
