import { expect, test } from 'vitest'
import { usualTerms } from '../../rules.ts'
import {
  addStep,
  draftOfTerms,
  nextBids,
  type StepDraft,
  stepsOf,
  termsOf,
  wrongSteps,
  wrongTerms,
} from './terms-draft.ts'

const usual = { ...usualTerms, steps: [...usualTerms.steps] }
const draft = draftOfTerms(usual, 'KRW')
const step = (key: number, from: string, by: string): StepDraft => ({ key, from, by })

test('terms are typed and read back the same', () => {
  expect(draft).toMatchObject({ deposit: '0', unpaidMost: '2', extendMostMinutes: '30' })
  expect(termsOf(draft, 'KRW')).toEqual(usual)
  const inDollars = draftOfTerms({ ...usual, unpaidMost: null, extendMostSeconds: 90 }, 'USD')
  expect(inDollars).toMatchObject({ unpaidMost: '', extendMostMinutes: '1.5' })
  expect(inDollars.steps[1]).toMatchObject({ from: '100', by: '10' })
  expect(termsOf(inDollars, 'USD')).toEqual({ ...usual, unpaidMost: null, extendMostSeconds: 90 })
})

test.each([
  ['deposit', '2,000,001'],
  ['deposit', ''],
  ['bidMost', '0'],
  ['unpaidMost', '101'],
  ['unpaidMost', '1.5'],
  ['extendSeconds', '601'],
  ['extendMostMinutes', '1441'],
  ['extendMostMinutes', 'x'],
] as const)('%s is wrong as “%s”', (name, typed) => {
  const wrong = { ...draft, [name]: typed }
  expect([...wrongTerms(wrong, 'KRW')]).toEqual([name])
  expect(termsOf(wrong, 'KRW')).toBeUndefined()
})

test('increments begin at zero and rise; each row says what is wrong with it', () => {
  const fit = [step(0, '0', '500'), step(1, '10,000', '1000')]
  expect(stepsOf(fit, 'KRW')).toEqual([
    { from: 0, by: 500 },
    { from: 10_000, by: 1_000 },
  ])
  const unfit = [...fit, step(2, '10000', '0'), step(3, '', '5000')]
  expect(wrongSteps(unfit, 'KRW')).toEqual([
    { from: false, by: false },
    { from: false, by: false },
    { from: true, by: true },
    { from: true, by: false },
  ])
  expect(stepsOf(unfit, 'KRW')).toBeUndefined()
  expect(stepsOf([], 'KRW')).toBeUndefined()
})

test('another increment is above the last one, with a key of its own', () => {
  const first = addStep([step(4, '0', '500')], 'KRW')
  expect(first.at(-1)).toEqual({ key: 5, from: '5,000', by: '1,000' })
  expect(addStep(first, 'KRW').at(-1)).toEqual({ key: 6, from: '10,000', by: '2,000' })
  expect(addStep([step(0, '0', '')], 'KRW').at(-1)).toMatchObject({ by: '' })
})

test('the next bids follow the increments, across a row as well', () => {
  expect(nextBids(usual.steps, 0)).toEqual([500, 1_000, 1_500])
  expect(nextBids(usual.steps, 9_000)).toEqual([9_500, 10_000, 11_000])
})
