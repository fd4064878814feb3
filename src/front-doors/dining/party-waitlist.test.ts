import { expect, test } from 'vitest'
import type { Person } from '../../../test/server.ts'
import { joinWaitlist } from '../../bookings/waitlist/join.ts'
import { offerVacancies } from '../../bookings/waitlist/offer.ts'
import { settleOffers } from '../../bookings/waitlist/queries.ts'
import type { Engine } from '../../engine.ts'
import { addDays } from '../../kernel/time.ts'
import { openSlowProcesses } from '../../orders/slow-processes.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import { placeParty } from './parties.ts'
import { everyDay, onceOf, openParties, outcomeOf } from './party.fixture.ts'

const { dining, seat, at, bookParty } = openParties()

interface Entry {
  id: string
  state: string
  bookingId: string | null
  what: { ko: string }
  quantity: number
}

const wait = (by: Person, time: string, party: number) =>
  by<Entry & { type?: string }>('POST', `/v1/stores/${dining.restaurantId}/waitlist-entries`, {
    item: { date: dining.tomorrow, time, party: `${party}` },
  })
const entryOf = async (by: Person) =>
  (await by<{ data: Entry[] }>('GET', '/v1/waitlist-entries')).body.data[0] as Entry
const stateOf = async (by: Person) => (await entryOf(by)).state
const letGo = (by: Person, id: string) => by('POST', `/v1/orders/${id}/cancellation`)
const offerAll = async () => {
  while ((await offerVacancies(dining.engine)) > 0);
}
const people = async (count: number) =>
  Promise.all(Array.from({ length: count }, () => dining.house.customer())) as Promise<
    [Person, Person, Person, Person]
  >

test('a table that comes free goes to the first party in line, at whatever time it stays there', async () => {
  await seat({ areas: { 홀: [[1, 4]] } })
  const [holder, first, second, stranger] = await people(4)
  const { body: held } = await bookParty(holder, { time: '19:00' })
  expect(await wait(first, '19:30', 3)).toMatchObject({
    status: 201,
    body: { state: 'waiting', quantity: 3, what: { ko: '3명' } },
  })
  expect((await wait(second, '19:00', 2)).status).toBe(201)
  await letGo(holder, held.id)
  const refused = await bookParty(stranger, { time: '18:30' })
  expect([refused.status, refused.body.type?.split('/').at(-1)]).toEqual([409, 'no-table-free'])
  await offerAll()
  expect([await stateOf(first), await stateOf(second)]).toEqual(['offered', 'waiting'])
  await first('DELETE', `/v1/waitlist-entries/${(await entryOf(first)).id}`)
  await offerAll()
  expect([await stateOf(first), await stateOf(second)]).toEqual(['declined', 'offered'])
  const { bookingId } = await entryOf(second)
  const { body } = await second<{ lines: { quantity: number; time: string }[] }>(
    'GET',
    `/v1/bookings/${bookingId}`,
  )
  expect(body.lines).toMatchObject([{ quantity: 2, time: '19:00' }])
})

test('a party that no free table seats keeps its turn and nothing from the others', async () => {
  await seat(
    {
      areas: {
        홀: [
          [1, 2],
          [4, 6],
        ],
      },
    },
    { pace: 6 },
  )
  const [small, large, waiting, stranger] = await people(4)
  const { body: held } = await bookParty(small, { party: 2 })
  const { body: other } = await bookParty(large, { party: 4 })
  expect((await wait(waiting, '19:00', 5)).status).toBe(201)
  await letGo(small, held.id)
  await offerAll()
  expect(await stateOf(waiting)).toBe('waiting')
  const { body: taken, status } = await bookParty(stranger, { party: 2 })
  expect(status).toBe(201)
  await letGo(stranger, taken.id)
  await letGo(large, other.id)
  await offerAll()
  expect(await stateOf(waiting)).toBe('offered')
})

test('a party behind a larger one that no free table seats is offered what fits it', async () => {
  await seat(
    {
      areas: {
        홀: [
          [1, 2],
          [4, 6],
        ],
      },
    },
    { pace: 12 },
  )
  const [small, large, first, second] = await people(4)
  const { body: held } = await bookParty(small, { party: 2, time: '19:00' })
  expect((await bookParty(large, { party: 6, time: '18:30' })).status).toBe(201)
  for (const guest of [first, ...(await people(1))])
    expect((await wait(guest, '19:00', 6)).status).toBe(201)
  expect((await wait(second, '19:00', 2)).status).toBe(201)
  await letGo(small, held.id)
  await offerAll()
  expect([await stateOf(first), await stateOf(second)]).toEqual(['waiting', 'offered'])
})

test('who waits for a table gets it before others, however many wait for another date', async () => {
  const { engine, owner, restaurantId: storeId, tomorrow: date } = dining
  const { tables } = await seat({ areas: { 홀: [[1, 4]] } }, {}, everyDay({ opens: '12:00' }))
  const busy = addDays(date, 1)
  await owner('POST', at('desk-bookings'), {
    ...{ kind: 'block', date: busy, time: '12:00', party: 1, minutes: 660 },
    tableIds: tables.map(({ id }) => id),
  })
  for (let hour = 12; hour < 22; hour += 1)
    await joinWaitlist(engine, {
      ...{ storeId, buyerId: engine.newId<'Account'>() },
      item: { date: busy, time: `${hour}:00`, party: '2' },
    })
  // 100 wait for each time
  await engine.database.run(sql`
    insert into waitlist_entries (store_id, id, place_id, buyer_id, quantity, item, slot, starts_at,
                                  state, joined_at, ranked_at)
    select store_id, gen_random_uuid(), place_id, gen_random_uuid(), quantity, item, 1, starts_at,
           state, joined_at, ranked_at
      from waitlist_entries cross join generate_series(1, 99)
     where store_id = ${storeId}
  `)
  const [first, waiting, stranger] = await people(3)
  const { body: held } = await bookParty(first)
  expect((await wait(waiting, '19:00', 2)).status).toBe(201)
  await letGo(first, held.id)
  const { status, body } = await bookParty(stranger)
  expect([status, body.type?.split('/').at(-1)]).toEqual([409, 'no-table-free'])
  await offerAll()
  expect(await stateOf(waiting)).toBe('offered')
})

test('who could be seated now is told to book', async () => {
  await seat({ areas: { 홀: [[1, 4]] } })
  const [guest] = await people(1)
  expect((await wait(guest, '19:00', 2)).body.type?.split('/').at(-1)).toBe('still-free')
  expect((await wait(guest, '19:00', 5)).body.type?.split('/').at(-1)).toBe('no-table-fits')
  expect((await wait(guest, '19:10', 2)).body.type?.split('/').at(-1)).toBe('item-unknown')
})

test('tables that come free reach the parties that wait first and in order, in three processes', async () => {
  await seat({
    areas: {
      홀: [
        [1, 4],
        [1, 4],
      ],
    },
  })
  const { engine, restaurantId, tomorrow: date } = dining
  const book = (by: Engine, time: string) =>
    outcomeOf(() => {
      const buyerId = by.newId<'Account'>()
      return placeParty(by, { restaurantId, buyerId, once: onceOf(buyerId), date, party: 2, time })
    })
  await book(engine, '19:00')
  await book(engine, '19:00')
  const guests: string[] = []
  for (const time of ['19:00', '19:30', '18:30', '19:00', '18:30', '19:30']) {
    const buyerId = engine.newId<'Account'>()
    const item = { date, time, party: '3' }
    await joinWaitlist(engine, { storeId: restaurantId, buyerId, item })
    guests.push(buyerId)
  }
  const { processOf, refusals, close } = openSlowProcesses(engine, 3)
  for (let round = 0; round < 3; round += 1) {
    await engine.database.run(sql`
      update orders set expires_at = created_at + interval '1 millisecond'
       where store_id = ${restaurantId} and status = 'ready'`)
    await engine.database.transaction((tx) => settleOffers(tx, 100))
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        at % 5 === 0
          ? offerVacancies(processOf(at)).then(() => 'offered')
          : book(processOf(at), ['18:30', '19:00', '19:30'][at % 3] ?? ''),
      ),
    )
    expect(outcomes.filter((one) => one === 'done')).toEqual([])
    await offerAll()
    const offered = await engine.database.rows<{ buyerId: string }>(sql`
      select buyer_id as "buyerId" from waitlist_entries
       where store_id = ${restaurantId} and state = 'offered' order by ranked_at, id`)
    expect(offered.map(({ buyerId }) => buyerId)).toEqual(guests.slice(round * 2, round * 2 + 2))
  }
  await close()
  expect(refusals).toEqual([])
})
