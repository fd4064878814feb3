import { describe, expect, test } from 'vitest'
import { addDays, wallDate } from '../../../kernel/time.ts'
import { readNow } from '../../../postgres/now.ts'
import { sql } from '../../../postgres/sql.ts'
import {
  everyDay,
  openAppointments,
  personOf,
  serviceOf,
  type Times,
} from './appointments.fixture.ts'
import { freeAppointments, nextAppointments } from './free-times.ts'
import type { Service } from './rules.ts'

const { shop, at, put, offer, times, book } = openAppointments()

const cut = serviceOf('커트', { minutes: 40, deposit: 5_000 })
const perm = serviceOf('펌', { minutes: 120, cleanupMinutes: 10, priceKind: 'from', price: 90_000 })

const freeAt = async (services: readonly Service[], ask: Parameters<typeof times>[1] = {}) =>
  (await times(services, ask)).times.filter(({ isFree }) => isFree).map(({ time }) => time)

/** Of which people an order has how many quarters. */
const quartersOf = (orderId: string) =>
  shop.engine.database.rows<{ name: string; quarters: number }>(sql`
    select w.name, count(*)::integer as quarters
      from order_lines l
      join places p on p.store_id = l.store_id and p.id = l.place_id
      join shop_people w on w.store_id = p.store_id and p.key like 'person/' || w.id || '/%'
     where l.order_id = ${orderId}
     group by w.name order by w.name
  `)

const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)

describe('an appointment', () => {
  test('takes its person for as long as its services last, and is one line', async () => {
    const minji = personOf('민지', [cut, perm])
    await offer([cut, perm], [minji])
    const { status, body } = await book(await shop.house.customer(), [cut, perm])
    expect(status).toBe(201)
    expect(body).toMatchObject({
      status: 'ready',
      price: { amount: 5_000, currency: 'KRW' },
      lines: [
        {
          what: { ko: '커트 + 펌 · 민지', en: '커트 + 펌 · 민지' },
          item: { personId: minji.id, date: shop.tomorrow, time: '14:00', service2: perm.id },
          ...{ date: shop.tomorrow, time: '14:00', quantity: 1, isAside: false },
        },
      ],
    })
    // 40 + 120 minutes, and 10 to clean up
    expect(await quartersOf(body.id)).toEqual([{ name: '민지', quarters: 12 }])
    expect(await freeAt([cut])).not.toContain('16:30')
    expect(await freeAt([cut])).toContain('17:00')
  })

  test('with anyone is with who has the least to do that day', async () => {
    const people = ['민지', '수아'].map((name) => personOf(name, [cut]))
    await offer([cut], people)
    const [first] = people
    await book(await shop.house.customer(), [cut], { person: first?.id, time: '11:00' })
    const { body } = await book(await shop.house.customer(), [cut], { time: '14:00' })
    expect(await quartersOf(body.id)).toEqual([{ name: '수아', quarters: 3 }])
  })

  test('that is asked for again is the same, also when nobody else is free', async () => {
    await offer([cut], [personOf('민지', [cut])])
    const guest = await shop.house.customer()
    const first = await book(guest, [cut])
    expect((await book(guest, [cut])).body.id).toBe(first.body.id)
    expect(typeOf(await book(await shop.house.customer(), [cut]))).toBe('nobody-free')
  })

  test('that is let go may be had again at once by its guest, and by nobody else before it is back', async () => {
    await offer([cut], [personOf('민지', [cut])])
    const guest = await shop.house.customer()
    const first = await book(guest, [cut])
    await shop.engine.database.run(sql`
      update order_lines set release_delay_ms = 60000 where order_id = ${first.body.id}
    `)
    await guest('POST', `/v1/orders/${first.body.id}/cancellation`, {})
    expect(typeOf(await book(await shop.house.customer(), [cut]))).toBe('nobody-free')
    const again = await book(guest, [cut])
    expect(again.status).toBe(201)
    expect(again.body.id).not.toBe(first.body.id)
  })

  test('that expires gives its person back', async () => {
    await offer([cut], [personOf('민지', [cut])])
    await book(await shop.house.customer(), [cut])
    expect(await freeAt([cut])).not.toContain('14:00')
    await shop.engine.advance(600 + 600)
    expect(await freeAt([cut])).toContain('14:00')
  })

  test('is refused in words that say why', async () => {
    const hidden = serviceOf('교육', { isHidden: true })
    const minji = personOf('민지', [cut, hidden])
    const sua = personOf('수아', [perm])
    await offer([cut, perm, hidden], [minji, sua], { leadMinutes: 60, horizonDays: 3 })
    const guest = await shop.house.customer()
    const refusals = [
      [[hidden], {}, 'service-missing'],
      [[cut, perm], {}, 'nobody-does'],
      [[cut], { person: sua.id }, 'nobody-does'],
      [[cut], { person: cut.id }, 'person-missing'],
      [[cut], { date: '2026-01-01' }, 'date-past'],
      [[cut], { date: '2030-01-01' }, 'date-not-open'],
      [[cut], { time: '14:15' }, 'not-working'],
      [[cut], { time: '19:30' }, 'not-working'],
      [[cut], { price: 1 }, 'price-changed'],
    ] as const
    for (const [services, ask, type] of refusals)
      expect(typeOf(await book(guest, services, ask))).toBe(type)
  })
})

describe('free times', () => {
  test('are those of working hours, without breaks and without what is too short for the services', async () => {
    const hours = everyDay([
      ['10:00', '12:00'],
      ['13:00', '15:00'],
    ])
    await offer([cut, perm], [personOf('민지', [cut, perm], { weekly: hours })])
    expect(await freeAt([cut])).toEqual(['10:00', '10:30', '11:00', '13:00', '13:30', '14:00'])
    expect(await freeAt([perm])).toEqual(['10:00', '13:00'])
  })

  test('are none on a day off or when the shop is closed, and the special ones where a date has them', async () => {
    const off = personOf('민지', [cut], { special: [{ date: shop.tomorrow, hours: [] }] })
    await offer([cut], [off])
    expect(await freeAt([cut])).toEqual([])
    const hours = [{ from: '18:00', until: '19:00' }]
    await put('people', { people: [{ ...off, special: [{ date: shop.tomorrow, hours }] }] })
    expect(await freeAt([cut])).toEqual(['18:00'])
    await offer([cut], [off], { closedDates: [shop.tomorrow] })
    expect(await times([cut])).toMatchObject({ closed: true, times: [] })
    expect(typeOf(await book(await shop.house.customer(), [cut]))).toBe('shop-closed-then')
  })

  test('are of today only unless the owner says otherwise', async () => {
    await offer([cut], [personOf('민지', [cut])], { horizonDays: 0 })
    expect(await times([cut])).toMatchObject({ times: [] })
    const { firstDate, lastDate } = await times([cut])
    expect(lastDate).toBe(firstDate)
  })

  test('say who is free, and are found with the shop', async () => {
    const [minji, sua] = ['민지', '수아'].map((name) => personOf(name, [cut]))
    await offer(
      [cut],
      [minji, sua].flatMap((one) => one ?? []),
    )
    await book(await shop.house.customer(), [cut], { person: minji?.id })
    const found = (await times([cut])).times.find(({ time }) => time === '14:00')
    expect(found?.personIds).toEqual([sua?.id])
    const { engine, shopId: id, tomorrow: date } = shop
    const { now } = await readNow(engine.database)
    const store = { id, timeZone: 'Asia/Seoul', pricing: { means: null, per: null } }
    const found14 = (await freeAppointments(engine.database, [store], { date }, now)).filter(
      ({ item }) => item.time === '14:00',
    )
    expect(found14).toMatchObject([{ storeId: id, remaining: 1, price: 5_000 }])
    const [next] = await nextAppointments(engine.database, [store], now)
    expect(next).toMatchObject({ storeId: id, remaining: 2, left: { ko: '예약 가능 2명' } })
    expect(next?.item).toEqual({ date: wallDate(next?.startsAt ?? now, 'Asia/Seoul') })
  })
})

describe('an owner', () => {
  test('who leaves a person out is told how many bookings they have; these stay', async () => {
    const [minji, sua] = ['민지', '수아'].map((name) => personOf(name, [cut]))
    await offer(
      [cut],
      [minji, sua].flatMap((one) => one ?? []),
    )
    const guest = await shop.house.customer()
    const { body } = await book(guest, [cut], { person: minji?.id })
    const left = await put<{ leftBookings: number }>('people', { people: [sua] })
    expect(left.leftBookings).toBe(1)
    const seen = await guest<{ lines: { what: { ko: string } }[] }>(
      'GET',
      `/v1/bookings/${body.id}`,
    )
    expect(seen.body.lines[0]?.what.ko).toBe('커트 · 민지')
  })

  test('is refused what contradicts itself', async () => {
    await offer([cut], [personOf('민지', [cut])])
    const services = [
      [[cut, { ...perm, name: '커트' }], 'service-named-twice'],
      [[{ ...cut, price: null }], 'price-unclear'],
      [[{ ...cut, deposit: 30_001 }], 'deposit-too-high'],
    ] as const
    for (const [some, type] of services)
      expect(typeOf(await shop.owner('PUT', at('services'), { services: some }))).toBe(type)
    const minji = personOf('민지', [cut])
    const day = { date: shop.tomorrow, hours: [] }
    const people = [
      [[minji, personOf('민지', [])], 'person-named-twice'],
      [[{ ...minji, weekly: everyDay([['12:00', '12:00']]) }], 'work-reversed'],
      [
        [
          {
            ...minji,
            weekly: everyDay([
              ['10:00', '12:00'],
              ['11:45', '13:00'],
            ]),
          },
        ],
        'work-overlaps',
      ],
      [[{ ...minji, special: [day, day] }], 'day-named-twice'],
      [[{ ...minji, serviceIds: [perm.id] }], 'service-missing'],
    ] as const
    for (const [some, type] of people)
      expect(typeOf(await shop.owner('PUT', at('people'), { people: some }))).toBe(type)
  })

  test('has plain times as ever beside appointments', async () => {
    await offer([cut], [personOf('민지', [cut])])
    await book(await shop.house.customer(), [cut])
    const time = { reservationHour: 23, reservationMinute: 59, basicRemaining: 3 }
    expect((await shop.owner('POST', at('timetables'), time)).status).toBe(201)
    const { body } = await shop.house.anyone<{ times: { remaining: number }[] }>(
      'GET',
      `/v1/shops/${shop.shopId}`,
    )
    expect(body.times).toMatchObject([{ remaining: 3 }])
    const days = await shop.owner<{ bookings: unknown[] }>(
      'GET',
      `/v1/shops/${shop.shopId}/bookings?date=${shop.tomorrow}`,
    )
    expect(days.body.bookings).toEqual([])
  })
})

test('a search for another day says which shops are booked for today only', async () => {
  const { owner, house, shopId, tomorrow } = shop
  await owner('POST', at('timetables'), { reservationHour: 23, basicRemaining: 4 })
  const isTodayOnly = async (more = '') => {
    const q = encodeURIComponent('머리하는 날')
    const url = `/v1/found-stores?door=timetables&q=${q}${more}`
    const { body } = await house.anyone<{
      data: { store: { id: string }; todayOnly: boolean }[]
    }>('GET', url)
    return body.data.find(({ store }) => store.id === shopId)?.todayOnly
  }
  expect(await isTodayOnly()).toBe(false)
  expect(await isTodayOnly(`&date=${tomorrow}`)).toBe(true)
  const cut = serviceOf('커트')
  await offer([cut], [personOf('민지', [cut])], { horizonDays: 0 })
  expect(await isTodayOnly(`&date=${tomorrow}`)).toBe(true)
  await offer([cut], [personOf('민지', [cut])], { horizonDays: 7 })
  expect(await isTodayOnly(`&date=${tomorrow}`)).toBe(false)
})

test('a shop for nails is of a kind of its own, and is found by other words for it', async () => {
  const { owner, house } = shop
  const draft = { name: '손끝', kind: 'nails', description: '' }
  const made = await owner<{ id: string }>('POST', '/v1/shops', {
    ...{ ...draft, timeZone: 'Asia/Seoul', currency: 'KRW' },
  })
  expect(made.status).toBe(201)
  await owner('POST', `/v1/shops/${made.body.id}/timetables`, {
    ...{ reservationHour: 23, basicRemaining: 1 },
  })
  for (const q of ['네일숍', '젤네일', 'manicure', 'nail salon']) {
    const url = `/v1/found-stores?q=${encodeURIComponent(q)}`
    const { body } = await house.anyone<{ data: { store: { id: string } }[] }>('GET', url)
    expect(body.data.map(({ store }) => store.id)).toContain(made.body.id)
  }
})

test('one answer says of each date whether it is free, full or closed for the services', async () => {
  const minji = personOf('민지', [cut], { weekly: everyDay([['10:00', '10:45']]) })
  const [first, full, closed] = [0, 1, 2].map((ahead) => addDays(shop.tomorrow, ahead))
  await offer([cut], [minji], { horizonDays: 4, closedDates: [closed ?? ''] })
  await book(await shop.house.customer(), [cut], { date: full, time: '10:00' })
  const url = at(`appointment-times?date=${first}&services=${cut.id}&days=14`)
  const { body } = await shop.house.anyone<Times>('GET', url)
  expect(body.days.map(({ state }) => state)).toEqual(['free', 'full', 'closed', 'free'])
  expect((await times([cut])).days).toEqual([])
})
