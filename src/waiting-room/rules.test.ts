import { expect, test } from 'vitest'
import { later } from '../kernel/time.ts'
import { callable, type Occupancy } from './call-rules.ts'
import { paceOf, pollAfter } from './pace-rules.ts'
import { admit, type EntrantFacts, mayClaim, mayPay, type Pass } from './pass-rules.ts'
import * as rules from './rules.ts'

const now = new Date('2030-05-01T11:00:00Z')
const ago = (seconds: number) => later(now, -seconds)

const room: rules.Room = {
  id: 'r',
  storeId: 's',
  createdAt: ago(7_200),
  joinsAt: ago(3_600),
  opensAt: ago(600),
  openedAt: ago(600),
  pausedAt: null,
  drainingAt: null,
  closedAt: null,
  ratePerMinute: 120,
  capacity: 50,
  browseSeconds: 300,
  claimSeconds: 60,
  tail: 1_000,
  cohort: 800,
  head: 100,
  credit: 0,
  tickNo: 9,
  tickAt: ago(1),
  stock: null,
  inside: 0,
}

const nobody = { inside: 0, unclaimed: 0, stock: undefined }

test.each<[string, Partial<rules.Room>, Partial<Occupancy>, number]>([
  ['the rate: two a second', {}, {}, 2],
  ['a slow rate: not yet', { ratePerMinute: 30 }, {}, 0],
  ['a slow rate: its turn has come', { ratePerMinute: 30, credit: 0.5 }, {}, 1],
  ['one call a minute, after a minute', { ratePerMinute: 1, tickAt: ago(61) }, {}, 1],
  ['what was not called in an hour is not called at once', { tickAt: ago(3_600) }, {}, 4],
  ['the capacity', { credit: 100 }, { inside: 40, unclaimed: 9 }, 1],
  ['the capacity: full', {}, { inside: 50 }, 0],
  ['the capacity was lowered below who is inside', { capacity: 10 }, { inside: 50 }, 0],
  ['the stock: two for each place', { credit: 100 }, { stock: 1 }, 2],
  ['the stock: enough are inside', {}, { stock: 3, inside: 4, unclaimed: 2 }, 0],
  ['the stock: sold out', {}, { stock: 0 }, 0],
  ['what other rooms leave', { credit: 100 }, { share: 1 }, 1],
  ['a pause', { pausedAt: ago(1), credit: 4 }, {}, 0],
])('how many are called follows from %s', (_, more, occupancy, most) => {
  const decided = callable({ ...room, ...more }, { ...nobody, ...occupancy }, now)
  expect(decided.most).toBe(most)
})

test('during a pause no credit grows', () => {
  const paused = { ...room, pausedAt: ago(60), credit: 1, tickAt: ago(60) }
  expect(callable(paused, nobody, now)).toEqual({ most: 0, credit: 1 })
})

test.each<[string, Partial<rules.Room>, rules.Phase]>([
  ['before joining', { openedAt: null, joinsAt: later(now, 1) }, 'upcoming'],
  ['before the opening', { openedAt: null }, 'prequeue'],
  ['open', {}, 'open'],
  ['draining', { drainingAt: now }, 'draining'],
  ['paused, also while draining', { drainingAt: now, pausedAt: now }, 'paused'],
  ['closed, whatever else', { pausedAt: now, closedAt: now }, 'closed'],
])('the phase of a room that is %s', (_, more, phase) => {
  expect(rules.phaseOf({ ...room, ...more }, now)).toBe(phase)
})

const pass: Pass = {
  browseUntil: later(now, 1),
  heldUntil: null,
  endedAt: null,
  ended: null,
}

test.each<[string, Partial<Pass>, { claim: boolean; pay: boolean }]>([
  ['live', {}, { claim: true, pay: true }],
  ['over at this instant', { browseUntil: now }, { claim: false, pay: false }],
  [
    'over, with something held',
    { browseUntil: now, heldUntil: later(now, 1) },
    { claim: false, pay: true },
  ],
  ['over, and the hold too', { browseUntil: ago(9), heldUntil: now }, { claim: false, pay: false }],
  ['ended by leaving', { endedAt: ago(1), ended: 'left' }, { claim: false, pay: false }],
])('a pass that is %s', (_, more, { claim, pay }) => {
  expect(mayClaim({ ...pass, ...more }, now)).toBe(claim)
  expect(mayPay({ ...pass, ...more }, now)).toBe(pay)
})

const noPass = { browseUntil: null, heldUntil: null, endedAt: null, ended: null }
const waiting = {
  ...{ place: 99, calledAt: null, callUntil: null, isLate: false, ...noPass },
  ...{ lateCalledAt: null, lateCallUntil: null },
}
const called = { calledAt: ago(59), callUntil: later(now, 1) }
const late = { isLate: true, lateCalledAt: ago(1), lateCallUntil: later(now, 59) }
test.each<[string, Partial<EntrantFacts>, unknown]>([
  ['has a pass already', pass, { is: 'inside', until: pass.browseUntil }],
  ['had a pass', { ...pass, browseUntil: now }, 'waiting-pass-ended'],
  ['is next', { place: 100 }, 'still-waiting'],
  ['was called', called, { is: 'entering', ...called }],
  ['let the call pass', { ...called, callUntil: now }, { is: 'late', isNew: true }],
  ['was absent', {}, { is: 'late', isNew: true }],
  ['waits in the late lane', { isLate: true }, { is: 'late', isNew: false }],
  [
    'was called from it',
    late,
    { is: 'entering', calledAt: late.lateCalledAt, callUntil: late.lateCallUntil },
  ],
  ['let that call pass, too', { ...late, lateCallUntil: now }, 'waiting-pass-ended'],
])('entering of somebody who %s', (_, more, answer) => {
  const entry = admit(room, { ...waiting, ...more }, now)
  expect('type' in entry ? entry.type : entry).toEqual(answer)
})

test.each<[string, Partial<rules.Room>, rules.RoomChange, unknown]>([
  ['times after the opening', {}, { opensAt: later(now, 60).toISOString() }, 'waiting-room-opened'],
  [
    'an opening in the past',
    { openedAt: null },
    { opensAt: ago(1).toISOString() },
    'waiting-room-times-unfit',
  ],
  [
    'an opening before joining',
    { openedAt: null, joinsAt: later(now, 90) },
    { opensAt: later(now, 60).toISOString() },
    'waiting-room-times-unfit',
  ],
  ['a rate', {}, { ratePerMinute: 1 }, { ratePerMinute: 1, head: 100, cohort: 800 }],
  ['a pause', {}, { paused: true }, { pausedAt: now }],
  ['a pause again', { pausedAt: ago(9) }, { paused: true }, { pausedAt: ago(9) }],
  ['the end of a pause', { pausedAt: ago(9) }, { paused: false }, { pausedAt: null }],
  ['draining', {}, { draining: true }, { drainingAt: now }],
])('an owner changes %s', (_, more, change, answer) => {
  const changed = rules.changed({ ...room, ...more }, change, now)
  if (typeof answer === 'string') expect(changed).toMatchObject({ type: answer })
  else expect(changed).toMatchObject(answer as object)
})

test.each([
  ['at the front', 1, 50, 3],
  ['in the middle', 40, 50, 10],
  ['at the back of a short line', 3_600, 50, 20],
  ['at the back of a million', 3_600, 1_000_000, 120],
  ['when the line stands still', null, 50, 20],
])('the next poll of somebody %s', (_, wait, waiting, seconds) => {
  expect(pollAfter(wait, waiting)).toBe(seconds)
})

test.each<[string, Partial<rules.Room>, number, number, number]>([
  ['planned, before the opening', { openedAt: null }, 600, 0, 2],
  ['planned, in the first seconds', { openedAt: ago(5) }, 600, 60, 2],
  ['unknown, in the first seconds of a full room', { stock: 0 }, 5, 0, 0],
  ['measured since the opening', { openedAt: ago(30) }, 600, 90, 3],
  ['planned, where nobody waited a moment ago', {}, 5, 0, 2],
  ['measured since somebody waits', {}, 30, 15, 0.5],
  ['measured in the last minute', {}, 600, 60, 1],
  ['none during a pause', { pausedAt: now }, 600, 60, 0],
])('the pace of a line is %s', (_, more, waited, called, pace) => {
  const facts = { now, waitedSince: ago(waited), isSlowed: more.stock === 0 }
  expect(paceOf({ ...room, ...more }, called, facts)).toBe(pace)
})
