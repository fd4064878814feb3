import { describe, expect, test } from 'vitest'
import type { Id } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import { later } from '../../../kernel/time.ts'
import { carrierNamed, trackingNumberOf, trackingUrl } from './carrier-rules.ts'
import * as changes from './change-rules.ts'
import * as rules from './rules.ts'

const DAY = rules.DAY_SECONDS
const now = new Date('2026-12-01T03:00:00Z')
const place = (name: string) => name as Id<'Place'>
const id = <Of extends string>(name: string) => name as Id<Of>

const packed: rules.Parcel = {
  ...{ storeId: id<'Store'>('s'), id: id<'Parcel'>('p'), orderId: id<'Order'>('o'), number: 1 },
  ...{ carrier: null, trackingNumber: null, packedAt: now },
  ...{ shippedAt: null, deliveredAt: null, confirmedAt: null },
  lines: [{ placeId: place('mug'), quantity: 1 }],
}
const shipped: rules.Parcel = {
  ...packed,
  ...{ carrier: 'kr.epost', trackingNumber: '1234567890123', shippedAt: now },
}
const typeOf = (answer: unknown) => (answer instanceof Problem ? answer.type : answer)

describe('numbers of carriers', () => {
  test.each([
    ['kr.cjlogistics', '1234-5678-9012', '123456789012'],
    ['kr.cjlogistics', '1234567890', '1234567890'],
    ['kr.cjlogistics', '12345678901', undefined],
    ['kr.hanjin', ' 123456789012 ', '123456789012'],
    ['kr.lotte', '1234567890123', '1234567890123'],
    ['kr.logen', '12345678901', '12345678901'],
    ['kr.logen', '123456789012', undefined],
    ['kr.epost', '1234567890123', '1234567890123'],
    ['kr.epost', '１２３４５６７８９０１２３', '1234567890123'],
    ['kr.epost', '123456789012', undefined],
    ['kr.epost', 'EE123456789KR', undefined],
    ['kr.epost', null, undefined],
    ['direct', '1234567890', undefined],
  ] as const)('%s %s is %s', (carrier, typed, number) => {
    expect(trackingNumberOf(carrier, typed)).toBe(number)
  })

  test('a link has the number, and direct delivery has no link', () => {
    expect(trackingUrl('kr.epost', '1234567890123')).toContain('sid1=1234567890123')
    expect(trackingUrl('direct', null)).toBeNull()
    expect(trackingUrl('kr.lotte', null)).toBeNull()
  })

  test.each([
    ['CJ대한통운', 'kr.cjlogistics'],
    ['cj logistics', 'kr.cjlogistics'],
    ['한진', 'kr.hanjin'],
    ['롯데 택배', 'kr.lotte'],
    ['우체국', 'kr.epost'],
    ['kr.logen', 'kr.logen'],
    ['직접배송', 'direct'],
    ['퀵', undefined],
  ])('a spreadsheet says %s: %s', (text, carrier) => {
    expect(carrierNamed(text)).toBe(carrier)
  })
})

describe('the clock', () => {
  test.each([
    ['packed stays packed', packed, 100 * DAY, 'packed'],
    ['shipped', shipped, 0, 'shipped'],
    ['a second before seven days', shipped, 7 * DAY - 1, 'shipped'],
    ['after seven days it has arrived', shipped, 7 * DAY, 'delivered'],
    ['a second before it is confirmed', shipped, 14 * DAY - 1, 'delivered'],
    ['seven days later it is confirmed', shipped, 14 * DAY, 'confirmed'],
    [
      'from the press of the seller',
      { ...shipped, deliveredAt: later(now, DAY) },
      8 * DAY,
      'confirmed',
    ],
    ['before that', { ...shipped, deliveredAt: later(now, DAY) }, 8 * DAY - 1, 'delivered'],
    ['by the buyer', { ...shipped, deliveredAt: now, confirmedAt: now }, 0, 'confirmed'],
  ] as const)('%s', (_, parcel, seconds, state) => {
    expect(rules.stateAt(parcel, later(now, seconds))).toBe(state)
  })

  test('what the clock has done keeps its time, whoever presses later', () => {
    const late = later(now, 20 * DAY)
    expect(rules.deliver(shipped, late)).toMatchObject({ deliveredAt: later(now, 7 * DAY) })
    expect(rules.confirm(shipped, late)).toMatchObject({ confirmedAt: later(now, 14 * DAY) })
  })
})

describe('steps', () => {
  const epost = { carrier: 'kr.epost', number: '1234567890123' } as const
  test.each([
    ['ship', rules.ship(packed, true, epost, now), undefined],
    [
      'ship directly',
      rules.ship(packed, true, { carrier: 'direct', number: null }, now),
      undefined,
    ],
    ['ship twice', rules.ship(shipped, true, epost, now), 'parcel-shipped-already'],
    [
      'twice comes first',
      rules.ship(shipped, true, { ...epost, number: '1' }, now),
      'parcel-shipped-already',
    ],
    ['ship what was refunded', rules.ship(packed, false, epost, now), 'parcel-order-canceled'],
    [
      'a wrong number',
      rules.ship(packed, true, { ...epost, number: '1' }, now),
      'tracking-number-unfit',
    ],
    [
      'no number',
      rules.ship(packed, true, { ...epost, number: null }, now),
      'tracking-number-missing',
    ],
    [
      'direct with a number',
      rules.ship(packed, true, { ...epost, carrier: 'direct' }, now),
      'tracking-number-unfit',
    ],
    ['correct what is packed', rules.correct(packed, epost), 'parcel-not-shipped'],
    ['correct', rules.correct(shipped, { ...epost, number: '1234567890124' }), undefined],
    [
      'correct wrongly',
      rules.correct(shipped, { ...epost, number: '' }),
      'tracking-number-missing',
    ],
    ['deliver what is packed', rules.deliver(packed, now), 'parcel-not-shipped'],
    ['confirm what is packed', rules.confirm(packed, now), 'parcel-not-shipped'],
    ['confirm what is on its way', rules.confirm(shipped, now), undefined],
  ])('%s', (_, answer, problem) => {
    expect(answer instanceof Problem ? answer.type : undefined).toBe(problem)
  })
})

describe('packing', () => {
  const line = (quantity: number, done = 0, canceled = 0, gone = canceled) => ({
    ...{ placeId: place('mug'), quantity, packed: done, canceled, gone },
  })
  const order = { status: 'paid', isWaiting: false, lines: [line(3, 1, 1)] }
  const mugs = (quantity: number) => [{ placeId: place('mug'), quantity }]
  test.each([
    ['unpaid', { ...order, status: 'ready' }, undefined, 'order-not-paid'],
    [
      'an exchange whose goods are not back',
      { ...order, isWaiting: true },
      undefined,
      'exchange-waits',
    ],
    ['all packed', { ...order, lines: [line(2, 1, 1)] }, undefined, 'nothing-to-pack'],
    ['everything left', order, undefined, mugs(1)],
    ['as asked', { ...order, lines: [line(3)] }, mugs(2), mugs(2)],
    ['too many', order, mugs(2), 'too-many-packed'],
    [
      'too many in two lines',
      { ...order, lines: [line(3)] },
      [...mugs(2), ...mugs(2)],
      'too-many-packed',
    ],
    ['what was not bought', order, [{ placeId: place('cup'), quantity: 1 }], 'too-many-packed'],
  ])('%s', (_, facts, asked, answer) => {
    expect(typeOf(rules.pack(facts, asked))).toEqual(answer)
  })

  test.each([
    ['nothing is packed', false, [line(2)], [], undefined, undefined],
    ['packed', false, [line(2, 1)], [packed], undefined, 'already-packed'],
    ['shipped', false, [line(2, 1)], [packed, shipped], undefined, 'already-shipped'],
    ['the unit that is not packed', false, [line(2, 1)], [shipped], mugs(1), undefined],
    ['more than that', false, [line(2, 1)], [shipped], mugs(2), 'already-shipped'],
    [
      'a table beside what is packed',
      false,
      [line(2, 2)],
      [packed],
      [{ placeId: place('table'), quantity: 1 }],
      undefined,
    ],
    ['an exchange', true, [line(1)], [], undefined, 'order-is-exchange'],
  ])('a buyer cancels: %s', (_, isExchange, lines, parcels, asked, problem) => {
    expect(changes.refuseCancel({ isExchange, lines }, parcels, asked)?.type).toBe(problem)
  })

  test.each([
    ['new', [line(1)], [], 'to-pack'],
    ['partly sent', [line(2, 1)], [shipped], 'to-pack'],
    ['one on its way, one packed', [line(2, 2)], [shipped, packed], 'packed'],
    ['on its way', [line(1, 1)], [shipped], 'shipped'],
    ['canceled', [line(1, 0, 1, 1)], [], 'canceled'],
    ['returned in part', [line(2, 2, 0, 1)], [{ ...shipped, deliveredAt: now }], 'delivered'],
    ['returned', [line(2, 2, 0, 2)], [{ ...shipped, deliveredAt: now }], 'canceled'],
  ] as const)('%s: the order is %s', (_, lines, parcels, stage) => {
    expect(rules.stageOf(lines, parcels, now)).toBe(stage)
  })

  test('an order has arrived with its last parcel', () => {
    const first = { ...shipped, deliveredAt: later(now, DAY) }
    const second = { ...shipped, deliveredAt: later(now, 3 * DAY) }
    const at = later(now, 4 * DAY)
    expect(rules.allDeliveredAt([line(2, 2)], [second, first], at)).toEqual(second.deliveredAt)
    expect(rules.allDeliveredAt([line(2, 2)], [first, shipped], at)).toBeUndefined()
    expect(rules.allDeliveredAt([line(3, 2)], [first, second], at)).toBeUndefined()
  })
})

describe('what is packed of goods whose money went back', () => {
  const place = (at: number) => `00000000-0000-0000-0000-00000000000${at}` as Id<'Place'>
  const parcel = (number: number, shippedAt: Date | null, ...units: readonly number[]) => ({
    ...{ number, shippedAt },
    lines: units.map((quantity, at) => ({ placeId: place(at), quantity })),
  })
  test.each([
    ['stays while it is sold', [3], [parcel(1, null, 3)], []],
    ['is taken out', [1], [parcel(1, null, 3)], [[1, [1]]]],
    [
      'goes out of the latest parcel first',
      [2],
      [parcel(2, null, 2), parcel(1, null, 1)],
      [[2, [1]]],
    ],
    ['leaves no empty parcel', [0, 1], [parcel(1, null, 1, 1)], [[1, [1]]]],
    [
      'with the order',
      [0],
      [parcel(1, null, 1), parcel(2, null, 1)],
      [
        [1, []],
        [2, []],
      ],
    ],
    ['is on its way', [0], [parcel(1, now, 2)], []],
    ['counts what is on its way first', [2], [parcel(2, now, 1), parcel(1, null, 2)], [[1, [1]]]],
  ] as const)('%s', (_, packable, parcels, changed) => {
    const lines = packable.map((units, at) => ({ placeId: place(at), packable: units }))
    const got = changes.unpackGone(lines, parcels)
    expect(got.map(({ number, lines: some }) => [number, some.map((one) => one.quantity)])).toEqual(
      changed,
    )
  })
})
