import { describe, expect, test } from 'vitest'
import { maskOf, serviceDay } from '../../../bookings/quarter-rules.ts'
import { Problem } from '../../../kernel/problem.ts'
import { appointmentKey, readAppointmentKey } from './key-rules.ts'
import { isTooLate } from './offered-rules.ts'
import * as rules from './rules.ts'

const timeZone = 'Asia/Seoul'
const DATE = '2026-12-02' // a Wednesday
const now = new Date('2026-12-01T12:00:00+09:00')

const service = (
  id: string,
  minutes: number,
  more: Partial<rules.Service> = {},
): rules.Service => ({
  ...{ id, name: id, category: '', description: '', minutes, cleanupMinutes: 0 },
  ...{ priceKind: 'fixed', price: 30_000, deposit: 5_000, isHidden: false },
  ...more,
})
const person = (id: string, more: Partial<rules.Person> = {}): rules.Person => ({
  ...{ id, name: id, introduction: '', serviceIds: ['cut', 'perm'], special: [] },
  weekly: [{ weekday: 3, from: '10:00', until: '13:00' }],
  ...more,
})
const cut = service('cut', 40, { cleanupMinutes: 10 })
const perm = service('perm', 120, { cleanupMinutes: 15 })
const book = (more: Partial<rules.ShopBook> = {}): rules.ShopBook => ({
  ...{ timeZone, services: [cut, perm], people: [person('minji'), person('sua')] },
  terms: { ...rules.DEFAULT_TERMS, horizonDays: 7 },
  ...more,
})
const terms = (more: Partial<rules.AppointmentTerms>) => ({ ...book().terms, ...more })
const ask = (more: Partial<rules.AppointmentAsk> = {}): rules.AppointmentAsk => ({
  ...{ date: DATE, time: '10:00', serviceIds: ['cut'] },
  ...more,
})

test.each<[string, string, Partial<rules.AppointmentTerms>, boolean]>([
  ['in time', '11:59', {}, false],
  ['what is left is shorter than the service', '12:01', {}, true],
  ['closed', '12:01', { closedDates: [DATE] }, false],
  ['too near', '10:21', { leadMinutes: 120 }, true],
])('too late for a day: %s', (_, time, more, expected) => {
  const doers = { services: [cut], people: book().people }
  const at = new Date(`${DATE}T${time}:00+09:00`)
  expect(isTooLate(book({ terms: terms(more) }), doers, DATE, at)).toBe(expected)
})

describe('an appointment', () => {
  test('takes the quarters of its services, and of cleaning up once, within working hours', () => {
    const taken = (serviceIds: string[], time: string) => {
      const found = rules.appointmentAt(book(), ask({ serviceIds, time }), now)
      if (found instanceof Problem) throw found
      return found.candidates[0]?.start.stay.map(({ when }) => when.slice(11))
    }
    expect(taken(['cut'], '10:00')).toEqual(['10:00', '10:15', '10:30', '10:45'])
    // 160 minutes, and 15 to clean up
    expect(taken(['cut', 'perm'], '10:00')).toHaveLength(12)
    // cleaning up after closing time takes nothing
    expect(taken(['perm'], '11:00')).toHaveLength(8)
  })

  // In the order in which they are checked.
  test.each([
    ['service-missing', ask({ serviceIds: [] }), book()],
    ['service-missing', ask(), book({ services: [{ ...cut, isHidden: true }] })],
    [
      'too-many-services',
      ask({ serviceIds: ['cut', 'perm'] }),
      book({ terms: terms({ servicesMost: 1 }) }),
    ],
    ['person-missing', ask({ personId: 'jiho' }), book()],
    ['nobody-does', ask(), book({ people: [person('minji', { serviceIds: ['perm'] })] })],
    ['date-past', ask({ date: '2026-11-30' }), book()],
    ['date-not-open', ask({ date: '2026-12-09' }), book()],
    ['date-not-open', ask(), book({ terms: rules.DEFAULT_TERMS })],
    ['shop-closed-then', ask(), book({ terms: terms({ closedDates: [DATE] }) })],
    ['not-working', ask({ time: '12:30' }), book()],
    ['not-working', ask({ time: '10:15' }), book()],
    ['not-working', ask({ date: '2026-12-03' }), book()],
    ['lead-time-over', ask(), book({ terms: terms({ leadMinutes: 1_440 }) })],
  ])('is refused: %s', (type, asked, shop) => {
    const found = rules.appointmentAt(shop, asked, now)
    expect(found instanceof Problem && found.type).toBe(type)
  })

  test('of today begins after now', () => {
    const people = [person('minji', { weekly: [{ weekday: 2, from: '10:00', until: '20:00' }] })]
    const shop = book({ people, terms: rules.DEFAULT_TERMS })
    const at = (time: string) => rules.appointmentAt(shop, ask({ date: '2026-12-01', time }), now)
    expect(at('12:00')).toMatchObject({ type: 'date-past' })
    expect(at('12:30')).toMatchObject({ candidates: [{ start: { time: '12:30' } }] })
  })
})

describe('who is chosen', () => {
  const day = serviceDay(DATE, timeZone)
  const busy = (from: number, count: number) => maskOf(day.quarters.slice(from, from + count))
  const start = { time: '10:00', startsAt: now, stay: day.quarters.slice(40, 43) }
  const candidates = ['minji', 'sua', 'jiho'].map((id) => ({ person: person(id), start }))

  test('is who has the least to do that day; of equals, the first of the owner', () => {
    const taken = new Map([
      ['minji', busy(60, 8)],
      ['sua', busy(60, 2)],
      ['jiho', busy(70, 2)],
    ])
    const order = rules.leastBusyFirst(candidates, taken).map((one) => one.person.id)
    expect(order).toEqual(['sua', 'jiho', 'minji'])
  })

  test('is nobody whose time touches the appointment', () => {
    const taken = new Map([
      ['minji', busy(42, 1)],
      ['sua', busy(43, 1)],
    ])
    expect(candidates.map((one) => rules.isFree(one, taken))).toEqual([false, true, true])
  })
})

test('a key says who, when and what, and is read back', () => {
  const appointed = { personId: 'minji', date: DATE, time: '10:00', serviceIds: ['cut', 'perm'] }
  const key = appointmentKey(appointed)
  expect(key).toBe('appointment/minji/2026-12-02/10:00/cut+perm')
  expect(readAppointmentKey(key)).toEqual({ ...appointed, isBlock: false })
  const block = { ...appointed, serviceIds: [], isBlock: true }
  expect(readAppointmentKey(appointmentKey(block))).toEqual(block)
  expect(readAppointmentKey(appointmentKey({ ...block, isBlock: false }))?.serviceIds).toEqual([])
  expect(readAppointmentKey('timetable/one/2026-12-02')).toBeUndefined()
})
