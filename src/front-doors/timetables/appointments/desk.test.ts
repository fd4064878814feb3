import { describe, expect, test } from 'vitest'
import { confirm } from '../../../../test/booker.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { sql } from '../../../postgres/sql.ts'
import { moveTo } from '../shop.fixture.ts'
import { openAppointments, personOf, serviceOf } from './appointments.fixture.ts'
import type * as contract from './desk-contract.ts'

type Appointment = AnswerOf<typeof contract.enterAppointment> & { type?: string }
type Schedule = AnswerOf<typeof contract.getSchedule>

const { shop, at, offer, put, times, book } = openAppointments()

const cut = serviceOf('커트', { minutes: 40, deposit: 5_000 })
const perm = serviceOf('펌', { minutes: 120 })
const people = () => ['민지', '수아'].map((name) => personOf(name, [cut, perm]))

const enter = (body: object) =>
  shop.owner<Appointment>('POST', at('desk-appointments'), {
    ...{ kind: 'phone', date: shop.tomorrow, time: '14:00', services: [cut.id] },
    ...body,
  })
const arrange = (id: string, body: object) =>
  shop.owner<Appointment>('PATCH', at(`desk-appointments/${id}`), body)
const attend = (id: string, state: string) =>
  shop.owner<Appointment>('PUT', at(`desk-appointments/${id}/attendance`), { state })
const schedule = async () =>
  (await shop.owner<Schedule>('GET', at(`schedule?date=${shop.tomorrow}`))).body
const freeAt = async (time: string, person?: string) =>
  (await times([cut], person ? { person } : {})).times.find((one) => one.time === time)?.isFree
const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)

describe('the desk of a shop', () => {
  test('enters a caller with who is free, sealed by name, for nothing', async () => {
    const [minji, sua] = people()
    if (!minji || !sua) throw new Error('nobody')
    await offer([cut, perm], [minji, sua])
    await book(await shop.house.customer(), [cut], { person: minji.id })
    const { status, body } = await enter({ name: '김하나', phone: '010-1234-5678', note: '앞머리' })
    expect([status, body]).toMatchObject([
      200,
      {
        ...{ source: 'phone', state: 'expected', amount: 0, note: '앞머리', what: '커트' },
        ...{ personId: sua.id, booker: { name: '김하나', phone: '010-1234-5678' } },
      },
    ])
    const found = await schedule()
    expect(found.people.map(({ name }) => name)).toEqual(['민지', '수아'])
    expect(found.appointments).toHaveLength(2)
    expect(found.appointments).toContainEqual(body)
    expect(await freeAt('14:00')).toBe(false)
    expect(typeOf(await enter({}))).toBe('nobody-free')
  })

  test('blocks time, also outside of working hours, and gives it back', async () => {
    const [minji] = people()
    if (!minji) throw new Error('nobody')
    await offer([cut, perm], [minji])
    const { body } = await enter({ kind: 'block', services: [], person: minji.id, minutes: 120 })
    expect(body).toMatchObject({ source: 'block', serviceIds: [], what: '' })
    expect(await freeAt('15:30')).toBe(false)
    expect(await freeAt('16:00')).toBe(true)
    expect(typeOf(await enter({ kind: 'block', services: [] }))).toBe('person-missing')
    expect((await enter({ kind: 'block', person: minji.id, time: '22:00' })).status).toBe(200)
    const cancel = `/v1/stores/${shop.shopId}/orders/${body.id}/cancellation`
    expect((await shop.owner('POST', cancel, { reason: '회의 취소' })).status).toBe(200)
  })

  test('moves an appointment to another person and time, and makes it longer: all of it or nothing', async () => {
    const [minji, sua] = people()
    if (!minji || !sua) throw new Error('nobody')
    await offer([cut, perm], [minji, sua])
    const { body: mine } = await enter({ person: minji.id })
    const { body: hers } = await enter({ person: sua.id })
    expect(typeOf(await arrange(mine.id, { person: sua.id }))).toBe('person-busy')
    expect(await freeAt('14:00', minji.id)).toBe(false)
    const moved = await arrange(mine.id, { person: sua.id, time: '15:00' })
    expect(moved.body).toMatchObject({ personId: sua.id, time: '15:00', what: '커트' })
    expect(await freeAt('14:00', minji.id)).toBe(true)
    expect(typeOf(await arrange(hers.id, { minutes: 75 }))).toBe('person-busy')
    const longer = await arrange(hers.id, { minutes: 60 })
    expect(longer.body.endsAt).toBe(moved.body.startsAt)
    const other = await arrange(hers.id, { services: [perm.id], person: minji.id })
    expect(other.body).toMatchObject({ what: '펌', personId: minji.id })
    expect(await freeAt('15:30', minji.id)).toBe(false)
  })

  test('keeps what a guest has paid when it moves them', async () => {
    const [minji, sua] = people()
    if (!minji || !sua) throw new Error('nobody')
    await offer([cut, perm], [minji, sua])
    const guest = await shop.house.customer()
    const free = serviceOf('상담', { minutes: 30, price: null, priceKind: 'asked' })
    await put('services', { services: [cut, perm, free] })
    await put('people', { people: [minji, sua].map((one) => ({ ...one, serviceIds: [free.id] })) })
    const { body } = await book(guest, [free], { person: minji.id })
    expect((await confirm(guest, body.id)).status).toBe(200)
    expect((await arrange(body.id, { person: sua.id, time: '18:00' })).status).toBe(200)
    const seen = await guest<{ lines: { what: { ko: string }; time: string }[] }>(
      'GET',
      `/v1/bookings/${body.id}`,
    )
    expect(seen.body.lines).toMatchObject([{ what: { ko: '상담 · 수아' }, time: '18:00' }])
  })

  test('keeps a no-show that is settled', async () => {
    const [minji] = people()
    if (!minji) throw new Error('nobody')
    await offer([cut, perm], [minji])
    const { body } = await enter({})
    await moveTo(shop.engine, `${shop.tomorrow}T14:05:00+09:00`)
    expect((await attend(body.id, 'no-show')).status).toBe(200)
    // As of a restaurant that takes appointments, too.
    await shop.engine.database.run(sql`
      with terms as (
        insert into no_show_terms (store_id, id, kind, basis, kept_percent, written_at, applies_at)
        values (${shop.shopId}, gen_random_uuid(), 'restaurant', 'paid', 10, '2020-01-01',
                '2020-01-02')
        returning store_id, id
      )
      insert into no_shows (store_id, order_id, terms_id, marked_at, due_at, settled_at, held, most,
                            kept, refund)
      select store_id, ${body.id}, id, '2020-01-03', '2020-01-04', '2020-01-05', 0, 0, 0, 0
        from terms`)
    const answers = [
      await attend(body.id, 'expected'),
      await attend(body.id, 'arrived'),
      await arrange(body.id, { time: '18:00' }),
    ]
    expect(answers.map(typeOf)).toEqual(Array(3).fill('no-show-settled'))
  })

  test('marks who is there, who has left early and who did not come; the rest of the time is free', async () => {
    const [minji] = people()
    if (!minji) throw new Error('nobody')
    await offer([cut, perm], [minji])
    const { body } = await enter({ services: [perm.id] })
    await enter({ services: [cut.id], time: '18:00' })
    await moveTo(shop.engine, `${shop.tomorrow}T14:05:00+09:00`)
    expect(typeOf(await attend(body.id, 'finished'))).toBe('not-seated')
    expect((await attend(body.id, 'arrived')).body).toMatchObject({ state: 'arrived' })
    await moveTo(shop.engine, `${shop.tomorrow}T14:50:00+09:00`)
    const done = await attend(body.id, 'finished')
    expect(done.body.state).toBe('finished')
    expect(await freeAt('15:00')).toBe(true)
    const back = await attend(body.id, 'arrived')
    expect(back.body.endsAt).toBe(new Date(`${shop.tomorrow}T16:00:00+09:00`).toISOString())
    expect(await freeAt('15:00')).toBe(false)
  })
})
