import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { confirm } from '../../../../test/booker.ts'
import type { Person as Asker } from '../../../../test/server.ts'
import { addDays } from '../../../kernel/time.ts'
import { sql } from '../../../postgres/sql.ts'
import { moveTo } from '../shop.fixture.ts'
import { openAppointments, personOf, serviceOf } from './appointments.fixture.ts'

const { shop, offer, times, book } = openAppointments()

const talk = serviceOf('상담', { minutes: 60, price: null, priceKind: 'asked' })

interface Targets {
  isOpen: boolean
  data: { date: string; time: string; item: Record<string, string> }[]
}
const targetsOf = async (guest: Asker, id: string) =>
  (await guest<Targets>('GET', `/v1/bookings/${id}/change-targets`)).body
const change = (guest: Asker, id: string, item: unknown) =>
  guest<{ startsAt: string; type?: string }>('POST', `/v1/bookings/${id}/change`, { item })
const freeAt = async (time: string) =>
  (await times([talk])).times.find((one) => one.time === time)?.isFree
const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)

async function confirmed(guest: Asker, time = '14:00') {
  const { body } = await book(guest, [talk], { time })
  await confirm(guest, body.id)
  return body.id
}

test('a guest changes an appointment to a time that overlaps with its own, with all of its quarters', async () => {
  await offer([talk], [personOf('민지', [talk])])
  const guest = await shop.house.customer()
  const id = await confirmed(guest)
  const { isOpen, data } = await targetsOf(guest, id)
  expect(isOpen).toBe(true)
  const target = data.find(({ date, time }) => date === shop.tomorrow && time === '14:30')
  const { status, body } = await change(guest, id, target?.item)
  expect([status, body.startsAt]).toEqual([
    200,
    new Date(`${shop.tomorrow}T14:30:00+09:00`).toISOString(),
  ])
  expect(await freeAt('13:30')).toBe(true)
  expect(await freeAt('14:00')).toBe(false)
  expect(await freeAt('15:00')).toBe(false)
  expect(await freeAt('15:30')).toBe(true)
  const { lines } = (
    await guest<{ lines: { time: string; what: { ko: string } }[] }>('GET', `/v1/bookings/${id}`)
  ).body
  expect(lines).toMatchObject([{ time: '14:30', what: { ko: '상담 · 민지' } }])
})

test('a change to a time that somebody else has leaves the appointment as it was', async () => {
  const minji = personOf('민지', [talk])
  await offer([talk], [minji])
  const [guest, other] = [await shop.house.customer(), await shop.house.customer()]
  const id = await confirmed(guest)
  const { data } = await targetsOf(guest, id)
  const target = data.find(({ date, time }) => date === shop.tomorrow && time === '16:00')
  // begins half an hour later, so that only quarters are in the way
  await confirmed(other, '16:30')
  expect(typeOf(await change(guest, id, target?.item))).toBe('sold-out')
  expect(await freeAt('14:00')).toBe(false)
  const held = await shop.engine.database.rows(sql`
    select l.order_id from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
     where p.store_id = ${shop.shopId} and p.key like ${`person/${minji.id}/%/16:00`}
       and l.status in ('held', 'sold')
  `)
  expect(held).toEqual([])
})

test('two guests who change to one time at once: one gets it whole, the other keeps what they had', async () => {
  await offer([talk], [personOf('민지', [talk])])
  const guests = [await shop.house.customer(), await shop.house.customer()]
  const ids = [
    await confirmed(guests[0] as Asker, '10:00'),
    await confirmed(guests[1] as Asker, '12:00'),
  ]
  const wanted = await Promise.all(
    guests.map(async (guest, nth) =>
      (await targetsOf(guest, ids[nth] ?? '')).data.find(
        ({ date, time }) => date === shop.tomorrow && time === (nth ? '16:30' : '16:00'),
      ),
    ),
  )
  const answers = await Promise.all(
    guests.map((guest, nth) => change(guest, ids[nth] ?? '', wanted[nth]?.item)),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
})

test('a change that is no time of the shop is refused', async () => {
  await offer([talk], [personOf('민지', [talk])])
  const guest = await shop.house.customer()
  const id = await confirmed(guest)
  const { data } = await targetsOf(guest, id)
  expect(typeOf(await change(guest, id, { timetableId: id }))).toBe('item-unknown')
  const night = { ...data[0]?.item, time: '03:00' }
  expect(typeOf(await change(guest, id, night))).toBe('not-working')
})

test('who came pays no deposit of an appointment, and changes it to a time with one', async () => {
  const cut = serviceOf('커트', { deposit: 10_000 })
  await offer([talk, cut], [personOf('민지', [talk, cut])])
  const [guest, other] = [await shop.house.customer(), await shop.house.customer()]
  const visited = await confirmed(guest)
  await moveTo(shop.engine, `${shop.tomorrow}T14:00:00+09:00`)
  const ofStore = (path: string) => `/v1/stores/${shop.shopId}/${path}`
  await shop.owner('PUT', ofStore(`bookings/${visited}/visit`), { visit: 'arrived' })
  await shop.owner('PUT', ofStore('guest-deposits'), { onlyOf: { noShows: 1, days: 180 } })
  const date = addDays(shop.tomorrow, 3)
  const refused = await book(other, [cut], { date, price: 0 })
  expect(typeOf(refused)).toBe('deposit-asked')
  const { status, body } = await book(guest, [cut], { date, price: 0 })
  expect([status, body.price.amount]).toEqual([201, 0])
  await confirm(guest, body.id)
  const { data } = await targetsOf(guest, body.id)
  const target = data.find((one) => one.date === date && one.time === '17:00')
  expect((await change(guest, body.id, target?.item)).status).toBe(200)
  expect((await book(other, [cut], { date, price: 10_000 })).body.price.amount).toBe(10_000)
})

test('an appointment stays one for its services with its person, whatever the guest asks for', async () => {
  const perm = serviceOf('펌', { minutes: 120, price: 150_000 })
  await offer([talk, perm], [personOf('민지', [talk, perm]), personOf('지호', [talk])])
  const guest = await shop.house.customer()
  const first = await targetsAt(guest)
  for (const other of [{ service1: perm.id }, { service2: perm.id }, { personId: randomUUID() }]) {
    const answer = await change(guest, first.id, { ...first.item, ...other })
    expect([typeOf(answer), answer.status]).toEqual(['item-unknown', 422])
  }
  expect((await change(guest, first.id, first.item)).status).toBe(200)
})

/** An appointment, and the item of a time that it may be changed to. */
async function targetsAt(guest: Asker) {
  const id = await confirmed(guest)
  const { data } = await targetsOf(guest, id)
  return { id, item: data.find(({ time }) => time === '16:00')?.item ?? {} }
}
