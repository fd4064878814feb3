import { expect, test } from 'vitest'
import { readDeskLines } from '../../bookings/desk/queries.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { lockToRelocate } from '../../orders/relocate.ts'
import { openSlowProcesses } from '../../orders/slow-processes.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import { arrangeParty, swapParties, writeSitting } from './desk-arrange.ts'
import { type EnterAsk, enterParty } from './desk-enter.ts'
import { restaurant } from './owner-operations.ts'
import { placeParty } from './parties.ts'
import { fortyTables, onceOf, openParties, outcomeOf, timeOf } from './party.fixture.ts'

const { dining, seat } = openParties()

const own = () =>
  restaurant({ callerId: dining.restaurantId, everyStore: true, worksAt: [] }, dining.restaurantId)

const book = (engine: Engine, party: number, time: string) => {
  const buyerId = engine.newId<'Account'>()
  const { restaurantId, tomorrow: date } = dining
  return placeParty(engine, { restaurantId, buyerId, once: onceOf(buyerId), date, party, time })
}

const enter = (engine: Engine, ask: Partial<EnterAsk>) =>
  enterParty(
    engine,
    own(),
    { kind: 'phone', date: dining.tomorrow, time: '19:00', party: 2, ...ask },
    onceOf(engine.newId()),
  )

type Entered = Awaited<ReturnType<typeof enter>>

const swap = (engine: Engine, one: Entered | undefined, other: Entered | undefined) =>
  swapParties(
    engine,
    { own: own(), bookingIds: [one?.id ?? '', other?.id ?? ''] },
    { tableIds: other?.tableIds ?? [], mayCrowd: true },
  )

/** Places of tables that several orders have, and places of which something else is gone than orders have. */
const wrong = () =>
  dining.engine.database.rows(sql`
    select p.key
      from places p
      left join order_lines l on l.store_id = p.store_id and l.place_id = p.id
                             and l.status in ('held', 'sold')
     where p.store_id = ${dining.restaurantId} and starts_with(p.key, 'table/')
     group by p.key, p.capacity, p.remaining
    having count(l.order_id) > 1 or count(l.order_id) <> p.capacity - p.remaining
  `)

/** The tables of a party, each with how many quarters of it. */
const quartersAt = (orderId: Id<'Order'>) =>
  dining.engine.database.rows<{ count: number }>(sql`
    select split_part(p.key, '/', 2), count(*)::integer as count
      from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
     where l.order_id = ${orderId} and l.status = 'sold' and l.aside
     group by 1
  `)

test('300 parties want 40 tables in three processes while the desk enters, blocks, moves, resizes and ends parties: no quarter twice, no party torn', async () => {
  const { tables } = await seat(fortyTables)
  const { processOf, refusals, close } = openSlowProcesses(dining.engine, 3, { transactions: true })
  const tableOf = (at: number) => tables[at % tables.length]?.id ?? ''
  const entered: Id<'Order'>[] = []
  const early = await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      enter(processOf(at), { party: (at % 8) + 1, time: timeOf(at) }),
    ),
  )
  entered.push(...early.map(({ id }) => id))
  const at = (of: number) => ({ own: own(), bookingId: entered[of % entered.length] ?? '' })
  const doing = (nth: number) => {
    const engine = processOf(nth)
    switch (nth % 7) {
      case 0:
        return enter(engine, { party: (nth % 8) + 1, time: timeOf(nth) })
      case 1:
        return enter(engine, { kind: 'block', tableIds: [tableOf(nth)], time: timeOf(nth) })
      case 2:
        return arrangeParty(engine, at(nth), { time: timeOf(nth + 1) })
      case 3:
        return arrangeParty(engine, at(nth), { tableIds: [tableOf(nth), tableOf(nth + 7)] })
      case 4:
        return arrangeParty(engine, at(nth), { party: (nth % 6) + 1, minutes: 120 })
      case 5: {
        const [one, other] = [early[nth % 12], early[(nth + 5) % 12]]
        return swap(engine, one, other)
      }
      default:
        return writeSitting(engine, at(nth), 'finished')
    }
  }
  const outcomes = await Promise.all([
    ...Array.from({ length: 300 }, (_, nth) =>
      outcomeOf(() => book(processOf(nth), ((nth * 7) % 8) + 1, timeOf(nth))),
    ),
    ...Array.from({ length: 60 }, (_, nth) => outcomeOf(() => doing(nth))),
  ])
  await close()
  expect(refusals).toEqual([])
  const known = [
    'done',
    'lines-changed',
    'no-table-free',
    'table-taken',
    'not-seated',
    'swap-taken',
  ]
  expect([...new Set(outcomes)].filter((outcome) => !known.includes(outcome))).toEqual([])
  expect(outcomes.slice(300)).toContain('done')
  expect(await wrong()).toEqual([])
}, 300_000)

test('two desks move two parties to the table that both want, and one of them gets it whole', async () => {
  const { tables } = await seat({
    areas: {
      홀: [
        [1, 4],
        [1, 4],
        [1, 4],
      ],
    },
  })
  const { processOf, close } = openSlowProcesses(dining.engine, 3, { transactions: true })
  for (const time of ['17:00', '19:30']) {
    const [one, other] = [await enter(processOf(0), { time }), await enter(processOf(1), { time })]
    const taken = new Set([...one.tableIds, ...other.tableIds])
    const free = tables.filter(({ id }) => !taken.has(id)).map(({ id }) => id)
    const outcomes = await Promise.all(
      [one, other].map(({ id }, nth) =>
        outcomeOf(() =>
          arrangeParty(processOf(nth), { own: own(), bookingId: id }, { tableIds: free }),
        ),
      ),
    )
    expect(outcomes.toSorted()).toEqual(['done', 'table-taken'])
    expect(await wrong()).toEqual([])
  }
  await close()
})

test('two desks swap three parties around while one of them is moved: each has one table whole', async () => {
  const { tables } = await seat({
    areas: {
      홀: [
        [1, 4],
        [1, 4],
        [1, 4],
        [1, 4],
      ],
    },
  })
  const { processOf, close } = openSlowProcesses(dining.engine, 3, { transactions: true })
  for (const time of ['17:00', '19:30']) {
    const [one, other, third] = [
      await enter(dining.engine, { time, minutes: 60 }),
      await enter(dining.engine, { time, minutes: 120 }),
      await enter(dining.engine, { time, minutes: 90 }),
    ]
    const taken = new Set([one, other, third].flatMap(({ tableIds }) => tableIds))
    const free = tables.filter(({ id }) => !taken.has(id)).map(({ id }) => id)
    const outcomes = await Promise.all([
      outcomeOf(() => swap(processOf(0), one, other)),
      outcomeOf(() => swap(processOf(1), other, third)),
      outcomeOf(() =>
        arrangeParty(processOf(2), { own: own(), bookingId: third.id }, { tableIds: free }),
      ),
    ])
    expect(outcomes).toContain('done')
    const known = ['done', 'lines-changed', 'no-table-free', 'table-taken', 'swap-taken']
    expect(outcomes.filter((outcome) => !known.includes(outcome))).toEqual([])
    expect(await wrong()).toEqual([])
    const has = await Promise.all([one, other, third].map(({ id }) => quartersAt(id)))
    expect(has.map((quarters) => quarters.length)).toEqual([1, 1, 1])
    expect(has.map(([quarters]) => quarters?.count)).toEqual([4, 8, 6])
  }
  await close()
})

test('a party is moved, resized and canceled at once: it has all of one of these, or nothing', async () => {
  await seat({
    areas: {
      홀: [
        [1, 4],
        [1, 4],
      ],
    },
  })
  const { processOf, close } = openSlowProcesses(dining.engine, 3, { transactions: true })
  for (let round = 0; round < 3; round += 1) {
    const { id } = await enter(dining.engine, {})
    const cancel = () =>
      dining.owner('POST', `/v1/stores/${dining.restaurantId}/orders/${id}/cancellation`, {
        reason: '전화로 취소',
      })
    const of = { own: own(), bookingId: id }
    const [canceled, ...others] = await Promise.all([
      cancel(),
      outcomeOf(() => arrangeParty(processOf(0), of, { time: '20:00' })),
      outcomeOf(() => arrangeParty(processOf(1), of, { minutes: 60 })),
    ])
    expect(canceled.status).toBe(200)
    const known = ['done', 'booking-not-confirmed', 'lines-changed', 'order-missing']
    expect(others.filter((outcome) => !known.includes(outcome))).toEqual([])
    expect(await wrong()).toEqual([])
    const { gone } = await dining.engine.database.one<{ gone: number }>(sql`
      select coalesce(sum(capacity - remaining), 0)::integer as gone from places
       where store_id = ${dining.restaurantId}`)
    expect(gone).toBe(0)
  }
  await close()
})

test('a move to tables that an expired hold still has takes them, and ends the hold', async () => {
  const { tables } = await seat({
    areas: {
      홀: [
        [1, 4],
        [1, 4],
      ],
    },
  })
  const { id, tableIds } = await enter(dining.engine, {})
  const free = tables.filter((table) => !tableIds.includes(table.id)).map((table) => table.id)
  const held = await book(dining.engine, 4, '19:00')
  const of = { own: own(), bookingId: id }
  const move = () => outcomeOf(() => arrangeParty(dining.engine, of, { tableIds: free }))
  expect(await move()).toBe('table-taken')
  await dining.engine.advance(15 * 60)
  expect(await move()).toBe('done')
  const { status } = await dining.engine.database.one<{ status: string }>(
    sql`select status from orders where id = ${held.id}`,
  )
  expect(status).toBe('failed')
  expect(await wrong()).toEqual([])
})

test('a change that was decided before another one finds the party changed, and writes nothing', async () => {
  const { tables } = await seat({
    areas: {
      홀: [
        [1, 4],
        [1, 4],
      ],
    },
  })
  const { engine, restaurantId: storeId } = dining
  const { id, tableIds } = await enter(engine, {})
  const cell = engine.cell(storeId)
  const seen = await readDeskLines(cell, { storeId, id })
  const free = tables.filter((table) => !tableIds.includes(table.id)).map((table) => table.id)
  await arrangeParty(engine, { own: own(), bookingId: id }, { tableIds: free })
  const decided = { storeId, orderId: id, seen, targets: seen }
  const late = outcomeOf(() => cell.transaction((tx) => lockToRelocate(tx, decided)))
  expect(await late).toBe('lines-changed')
  expect(await wrong()).toEqual([])
})
