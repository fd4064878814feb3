import { expect, test } from 'vitest'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import { openSlowProcesses } from '../../../orders/slow-processes.fixture.ts'
import { sql } from '../../../postgres/sql.ts'
import { shop as shopAsk } from '../owner-operations.ts'
import { everyDay, openAppointments, personOf, serviceOf } from './appointments.fixture.ts'
import { bookAppointment } from './book.ts'
import { arrangeAppointment, type EnterAsk, enterAppointment, writeAttendance } from './desk.ts'
import type { Service } from './rules.ts'

const { shop, offer, times } = openAppointments()

const services = [
  serviceOf('앞머리', { minutes: 15 }),
  serviceOf('커트', { minutes: 40 }),
  serviceOf('염색', { minutes: 90, cleanupMinutes: 15 }),
  serviceOf('펌', { minutes: 120 }),
]
const weekly = everyDay([['10:00', '22:00']])
const people = ['민지', '수아', '지호', '서연'].map((name) => personOf(name, services, { weekly }))

const serviceAt = (nth: number) => services[nth % services.length] as Service
const timeAt = (nth: number) => `${10 + (nth % 9)}:${['00', '30'][Math.floor(nth / 9) % 2] ?? '00'}`

const own = () => shopAsk({ callerId: shop.shopId, everyStore: true, worksAt: [] }, shop.shopId)
const onceOf = (key: string) => ({ scope: key, key, fingerprint: key })

async function outcomeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.type === 'busy' ? outcomeOf(work) : error.type
  }
}

/** Books as somebody new. */
const book = (engine: Engine, nth: number, personId?: Id<'Person'>) => {
  const buyerId = engine.newId<'Account'>()
  return bookAppointment(engine, {
    ...{ storeId: shop.shopId, buyerId, once: onceOf(buyerId), personId },
    ...{ date: shop.tomorrow, time: timeAt(nth), serviceIds: [serviceAt(nth).id] },
  })
}

const enter = (engine: Engine, ask: Partial<EnterAsk>) =>
  enterAppointment(
    engine,
    own(),
    { kind: 'phone', date: shop.tomorrow, time: '14:00', serviceIds: [serviceAt(0).id], ...ask },
    onceOf(engine.newId()),
  )

/** Quarters that several orders have, or of which something else is gone than orders have. */
const wrong = () =>
  shop.engine.database.rows(sql`
    select p.key
      from places p
      left join order_lines l on l.store_id = p.store_id and l.place_id = p.id
                             and l.status in ('held', 'sold')
     where p.store_id = ${shop.shopId} and starts_with(p.key, 'person/')
     group by p.key, p.capacity, p.remaining
    having count(l.order_id) > 1 or count(l.order_id) <> p.capacity - p.remaining
  `)

/** Appointments that begin while their person is still at another one's services. */
const overlapping = () =>
  shop.engine.database.rows(sql`
    with booked as (
      select split_part(p.key, '/', 2) as person, p.starts_at, v.minutes
        from places p
        join order_lines l on l.store_id = p.store_id and l.place_id = p.id
                          and l.status in ('held', 'sold')
        join shop_services v on v.store_id = p.store_id and v.id::text = split_part(p.key, '/', 5)
       where p.store_id = ${shop.shopId} and starts_with(p.key, 'appointment/')
    )
    select one.person, one.starts_at, other.starts_at as other
      from booked one
      join booked other on other.person = one.person and other.starts_at > one.starts_at
                       and other.starts_at < one.starts_at + make_interval(mins => one.minutes)
  `)

test('90 guests want four people in three processes: nobody has two guests at once, and nobody is refused who fits', async () => {
  await offer(services, people)
  const { processOf, refusals, close } = openSlowProcesses(shop.engine, 3)
  const outcomes = await Promise.all(
    Array.from({ length: 90 }, (_, nth) => outcomeOf(() => book(processOf(nth), nth))),
  )
  await close()
  expect(refusals).toEqual([])
  expect([...new Set(outcomes)].toSorted()).toEqual(['done', 'nobody-free'])
  expect(await wrong()).toEqual([])
  expect(await overlapping()).toEqual([])
  for (const service of services) {
    const { times: left } = await times([service])
    const free = new Set(left.filter(({ isFree }) => isFree).map(({ time }) => time))
    const wronged = outcomes
      .flatMap((outcome, nth) =>
        outcome === 'nobody-free' && serviceAt(nth) === service ? timeAt(nth) : [],
      )
      .filter((time) => free.has(time))
    expect(wronged).toEqual([])
  }
}, 300_000)

test('60 guests want four people in three processes while the desk enters, blocks, moves, resizes and ends appointments: nobody has two guests at once', async () => {
  await offer(services, people)
  const { processOf, refusals, close } = openSlowProcesses(shop.engine, 3, { transactions: true })
  const early = await Promise.all(
    Array.from({ length: 6 }, (_, nth) =>
      outcomeOf(() => enter(processOf(nth), { time: timeAt(nth) })),
    ),
  )
  expect(early).toContain('done')
  const entered = await shop.engine.database.rows<{ id: Id<'Order'> }>(sql`
    select id from orders where store_id = ${shop.shopId} and status = 'paid' order by id
  `)
  const at = (nth: number) => ({ own: own(), bookingId: entered[nth % entered.length]?.id ?? '' })
  const personAt = (nth: number) => people[nth % people.length]?.id ?? ''
  const doing = (nth: number) => {
    const engine = processOf(nth)
    switch (nth % 6) {
      case 0:
        return enter(engine, { time: timeAt(nth), serviceIds: [serviceAt(nth).id] })
      case 1:
        return enter(engine, {
          ...{ kind: 'block', serviceIds: [], personId: personAt(nth), time: timeAt(nth) },
        })
      case 2:
        return arrangeAppointment(engine, at(nth), { time: timeAt(nth + 1) })
      case 3:
        return arrangeAppointment(engine, at(nth), { personId: personAt(nth) })
      case 4:
        return arrangeAppointment(engine, at(nth), { minutes: 90 })
      default:
        return writeAttendance(engine, at(nth), 'arrived')
    }
  }
  const outcomes = await Promise.all([
    ...Array.from({ length: 60 }, (_, nth) =>
      outcomeOf(() => book(processOf(nth), nth, nth % 3 === 0 ? personAt(nth) : undefined)),
    ),
    ...Array.from({ length: 36 }, (_, nth) => outcomeOf(() => doing(nth))),
  ])
  await close()
  expect(refusals).toEqual([])
  const known = ['done', 'lines-changed', 'nobody-free', 'person-busy', 'visit-too-early']
  expect([...new Set(outcomes)].filter((outcome) => !known.includes(outcome))).toEqual([])
  expect(outcomes.slice(0, 60)).toContain('done')
  expect(outcomes.slice(60)).toContain('done')
  expect(await wrong()).toEqual([])
}, 300_000)

test('two desks move two appointments to one time of a person, and one of them gets it whole', async () => {
  await offer(services, people)
  const { processOf, close } = openSlowProcesses(shop.engine, 3, { transactions: true })
  const [first, second, third] = people
  const one = await enter(processOf(0), {
    personId: first?.id ?? '',
    serviceIds: [serviceAt(3).id],
  })
  const other = await enter(processOf(1), {
    personId: second?.id ?? '',
    serviceIds: [serviceAt(3).id],
  })
  const to = { personId: third?.id ?? '' }
  const outcomes = await Promise.all([
    outcomeOf(() => arrangeAppointment(processOf(0), { own: own(), bookingId: one.id }, to)),
    outcomeOf(() =>
      arrangeAppointment(
        processOf(1),
        { own: own(), bookingId: other.id },
        { ...to, time: '15:00' },
      ),
    ),
  ])
  await close()
  expect(outcomes.toSorted()).toEqual(['done', 'person-busy'])
  expect(await wrong()).toEqual([])
})
