import { describe, expect, test } from 'vitest'
import { sql } from '../../postgres/sql.ts'
import { openParties } from './party.fixture.ts'

const { dining, at, put, seat, freeTimes, bookParty } = openParties()

/** Which tables an order has, by name, with how many quarters of each. */
const tablesOf = (orderId: string) =>
  dining.engine.database.rows<{ name: string; quarters: number }>(sql`
    select t.name, count(*)::integer as quarters
      from order_lines l
      join places p on p.store_id = l.store_id and p.id = l.place_id
      join dining_tables t on t.store_id = p.store_id and p.key like 'table/' || t.id || '/%'
     where l.order_id = ${orderId}
     group by t.name order by t.name
  `)

const free = async (party: number) =>
  (await freeTimes(party)).times.filter(({ isFree }) => isFree).map(({ time }) => time)

describe('a party', () => {
  test('gets the smallest table that fits, for as long as a party of its size stays', async () => {
    await seat({
      areas: {
        홀: [
          [3, 6],
          [1, 2],
          [2, 4],
        ],
      },
    })
    const { status, body } = await bookParty(await dining.house.customer())
    expect(status).toBe(201)
    expect(body).toMatchObject({
      status: 'ready',
      price: { amount: 0, currency: 'KRW' },
      lines: [
        {
          what: { ko: '2명 · 홀', en: '2 people · 홀' },
          item: { date: dining.tomorrow, time: '19:00' },
          ...{ date: dining.tomorrow, time: '19:00', quantity: 2, isAside: false },
          durationSeconds: 90 * 60,
        },
      ],
    })
    expect(await tablesOf(body.id)).toEqual([{ name: '2', quarters: 6 }])
  })

  test('that asks again gets the same; with another size it is told that it has one', async () => {
    await seat({
      areas: {
        홀: [
          [1, 2],
          [1, 2],
        ],
      },
    })
    const guest = await dining.house.customer()
    const first = await bookParty(guest)
    const again = await bookParty(guest)
    expect(again.body.id).toBe(first.body.id)
    const other = await bookParty(guest, { party: 1 })
    expect(other).toMatchObject({
      status: 409,
      body: { type: '/problems/already-yours', orderId: first.body.id },
    })
  })

  test('that asks again has its table also when nothing else is free', async () => {
    await seat({ areas: { 홀: [[1, 2]] } })
    const guest = await dining.house.customer()
    const first = await bookParty(guest)
    expect((await bookParty(guest)).body.id).toBe(first.body.id)
    expect((await bookParty(await dining.house.customer())).body.type).toBe(
      '/problems/no-table-free',
    )
  })

  test('that lets its table go may have it again at once, and nobody else before it is back', async () => {
    await seat({ areas: { 홀: [[1, 2]] } })
    const guest = await dining.house.customer()
    const first = await bookParty(guest)
    await dining.engine.database.run(sql`
      update order_lines set release_delay_ms = 60000 where order_id = ${first.body.id}
    `)
    await guest('POST', `/v1/orders/${first.body.id}/cancellation`, {})
    const other = await bookParty(await dining.house.customer())
    expect(other.body.type).toBe('/problems/no-table-free')
    const again = await bookParty(guest)
    expect(again.status).toBe(201)
    expect(again.body.id).not.toBe(first.body.id)
  })

  test('too large for a table gets a join, and the join is free again when it expires', async () => {
    await seat({
      areas: {
        홀: [
          [1, 4],
          [1, 4],
          [1, 2],
        ],
      },
      joins: [
        [0, 1],
        [1, 2],
      ],
    })
    const { body } = await bookParty(await dining.house.customer(), { party: 7 })
    expect((await tablesOf(body.id)).map(({ name }) => name)).toEqual(['1', '2'])
    expect(await free(7)).not.toContain('19:00')
    await dining.engine.advance(600 + 600)
    expect(await free(7)).toContain('19:00')
  })

  test('is refused where no table fits, in words that say why', async () => {
    const plan = await seat({ areas: { 홀: [[1, 2]], 룸: [[4, 6]] }, walkInOnly: [1] })
    const guest = await dining.house.customer()
    const refusals = [
      [{ party: 5 }, 'no-table-fits'],
      [{ party: 9 }, 'party-too-large'],
      [{ time: '19:15' }, 'time-not-served'],
      [{ time: '21:30' }, 'time-not-served'],
      [{ date: '2026-01-01' }, 'date-past'],
      [{ area: plan.tables[0]?.id }, 'area-missing'],
      [{ area: plan.areas[1]?.id }, 'no-table-fits'],
    ] as const
    for (const [ask, type] of refusals)
      expect((await bookParty(guest, ask)).body.type).toBe(`/problems/${type}`)
  })
})

describe('free times', () => {
  test('are those of the hours, with what a party would pay and where it would sit', async () => {
    const plan = await seat(
      { areas: { 홀: [[1, 2]], 테라스: [[1, 4]] } },
      { stepMinutes: 60, deposit: { amount: 5_000, per: 'table' } },
    )
    const { times, areas, stayMinutes } = await freeTimes(2)
    expect(areas).toEqual(plan.areas)
    expect(stayMinutes).toBe(90)
    expect(times.map(({ time }) => time)).toEqual(['17:00', '18:00', '19:00', '20:00', '21:00'])
    expect(times[0]).toMatchObject({
      isFree: true,
      areaIds: plan.areas.map(({ id }) => id),
      price: { amount: 5_000, currency: 'KRW' },
    })
  })

  test('miss those in which every table is taken', async () => {
    await seat({ areas: { 홀: [[1, 2]] } })
    await bookParty(await dining.house.customer(), { time: '19:00' })
    expect(await free(2)).toEqual(['17:00', '17:30', '20:30', '21:00'])
  })

  test('miss those at which more guests than the pace would arrive', async () => {
    await seat(
      {
        areas: {
          홀: [
            [1, 2],
            [1, 2],
          ],
        },
      },
      { pace: 3 },
    )
    await bookParty(await dining.house.customer())
    expect(await free(2)).not.toContain('19:00')
    expect(await free(1)).toContain('19:00')
    const refused = await bookParty(await dining.house.customer())
    expect(refused).toMatchObject({
      status: 409,
      body: { type: '/problems/arrivals-full', available: 1 },
    })
  })

  test('are none on a closed date, and the special ones where a date has them', async () => {
    await seat({ areas: { 홀: [[1, 2]] } })
    const special = { services: [{ opens: '11:00', lastSeating: '12:00', closes: '13:00' }] }
    await put(`special-hours/${dining.tomorrow}`, special)
    expect(await free(2)).toEqual(['11:00', '11:30', '12:00'])
    await dining.owner('DELETE', at(`special-hours/${dining.tomorrow}`))
    expect(await free(2)).toContain('17:00')
    await put(`closed-dates/${dining.tomorrow}`, undefined)
    expect(await freeTimes(2)).toMatchObject({ closed: true, times: [] })
  })

  test('past midnight belong to the evening’s date, and take the table from the next morning', async () => {
    await seat({ areas: { 홀: [[1, 2]] } }, { stepMinutes: 60 }, everyNight)
    const { body } = await bookParty(await dining.house.customer(), { time: '25:00' })
    expect(body.lines[0]).toMatchObject({
      item: { date: dining.tomorrow, time: '25:00' },
      time: '01:00',
    })
    expect(await free(2)).toEqual(['22:00', '23:00', '27:00'])
  })
})

const everyNight = Array.from({ length: 7 }, (_, day) => ({
  ...{ weekday: day + 1, opens: '22:00', lastSeating: '27:00', closes: '28:00' },
}))
