import { describe, expect, test } from 'vitest'
import { Problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import * as rules from './rules.ts'

const now = new Date('2026-12-02T03:00:00Z')
const minutes = (count: number) => later(now, count * 60)

const ticket = (number: number, more: Partial<rules.Ticket> = {}): rules.Ticket => ({
  ...{ id: `t${number}`, number, party: 2, state: 'waiting', calls: 0, callUntil: null },
  rankedAt: minutes(number - 100),
  ...more,
})
const called = (number: number, calls: number, until: number) =>
  ticket(number, { state: 'called', calls, callUntil: minutes(until) })

const numbers = (tickets: readonly rules.Ticket[]) => tickets.map(({ number }) => number)
const typeOf = (found: unknown) => (found instanceof Problem ? found.type : found)

test('a first call that nobody answered puts a party behind those who waited then, a second one ends it', () => {
  const tickets = [
    called(1, 1, -10),
    ticket(2),
    ticket(3, { rankedAt: minutes(-5) }),
    called(4, 2, -1),
    called(5, 1, 3),
  ]
  expect(numbers(rules.lineOf(tickets, now))).toEqual([2, 1, 3])
  expect(numbers(rules.calledOf(tickets, now))).toEqual([5])
  expect(rules.standing(called(4, 2, -1), now).state).toBe('passed')
})

test('at its deadline a call is over', () => {
  expect(rules.standing(called(1, 1, 0), now).state).toBe('waiting')
  expect(rules.standing(called(1, 1, 0), later(now, -0.001)).state).toBe('called')
})

test('a new ticket ranks behind one that a transaction with a later clock has written', () => {
  const ahead = ticket(1, { rankedAt: minutes(1) })
  expect(rules.behind([ahead], now) > ahead.rankedAt).toBe(true)
  expect(rules.behind([], now)).toEqual(now)
})

describe('a party may wait', () => {
  const terms = { isOn: true, partiesMost: 2, callMinutes: 5 }
  const facts = { terms, tickets: [ticket(1)], hasPhone: false, now }
  test.each([
    ['while there is room', facts, true],
    [
      'where calls that are over make room',
      { ...facts, tickets: [ticket(1), called(2, 2, -1)] },
      true,
    ],
    [
      'unless the line is off',
      { ...facts, terms: { ...terms, isOn: false }, hasPhone: true },
      'door-line-off',
    ],
    [
      'unless its phone waits',
      { ...facts, tickets: [ticket(1), ticket(2)], hasPhone: true },
      'phone-in-line',
    ],
    ['unless the line is full', { ...facts, tickets: [ticket(1), ticket(2)] }, 'door-line-full'],
  ] as const)('%s', (_, given, expected) => {
    expect(typeOf(rules.join(given))).toBe(expected)
  })
})

describe('who is called', () => {
  const tickets = [ticket(2), ticket(1), called(3, 1, 2), called(4, 2, -1)]
  test.each([
    ['the next in order', undefined, 1],
    ['the one that is named', 't2', 2],
    ['nobody who was called', 't3', 'door-ticket-called'],
    ['nobody who is out', 't4', 'door-ticket-over'],
    ['nobody else', 't9', 'door-ticket-missing'],
  ])('%s', (_, named, expected) => {
    const found = rules.next(tickets, named, now)
    expect(found instanceof Problem ? found.type : found.number).toBe(expected)
  })
  test('nobody, where nobody waits', () => {
    expect(typeOf(rules.next([called(3, 1, 2)], undefined, now))).toBe('door-line-empty')
  })
})

describe('a ticket is ended', () => {
  const at = { now, behind: minutes(1) }
  test.each([
    ['passed over once: it waits again', called(1, 1, 2), 'passed', 'waiting'],
    ['passed over twice: it is out', called(1, 2, 2), 'passed', 'passed'],
    ['not passed over before it is called', ticket(1), 'passed', 'door-ticket-not-called'],
    ['nor after its call is over', called(1, 1, -1), 'passed', 'door-ticket-not-called'],
    ['removed', ticket(1), 'removed', 'removed'],
    ['let in without a table', called(1, 1, 2), 'came', 'came'],
    ['left while it is called', called(1, 1, 2), 'left', 'left'],
    ['not once it is over', called(1, 2, -1), 'left', 'door-ticket-over'],
    ['nor once it sits', ticket(1, { state: 'seated' }), 'removed', 'door-ticket-over'],
  ] as const)('%s', (_, given, as, expected) => {
    const found = rules.end(given, as, at)
    expect(found instanceof Problem ? found.type : found.state).toBe(expected)
  })
})

describe('about how long a party waits', () => {
  const calls = [0, 10, 20, 30].map((ago) => minutes(-ago))
  test.each([
    ['at the pace of the last calls', 3, calls, 30],
    ['at least a minute', 0, [0, 0, 0].map(() => now), 1],
    ['unknown after two calls', 3, calls.slice(0, 2), null],
    ['unknown when the calls are old', 3, calls.map((at) => later(at, -3 * 3600)), null],
    ['longer while nobody is called', 0, calls.map((at) => later(at, -30 * 60)), 15],
  ] as const)('%s', (_, ahead, given, expected) => {
    expect(rules.minutesFor(ahead, given, now)).toBe(expected)
  })
})
