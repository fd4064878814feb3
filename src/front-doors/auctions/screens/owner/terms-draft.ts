import type { Currency } from '../../../../kernel/money.ts'
import { priceOf } from '../../../../stores/screens/price.ts'
import { checkSteps, type Step, stepAt } from '../../rules.ts'
import { typedAmount } from './lot-draft.ts'
import type { TermsAnswer } from './owner-queries.ts'

/** An increment while it is typed; the first is from zero on. */
export interface StepDraft {
  readonly key: number
  readonly from: string
  readonly by: string
}

/** The terms while they are typed. */
export interface TermsDraft {
  readonly steps: readonly StepDraft[]
  readonly deposit: string
  readonly bidMost: string
  /** Empty: any number. */
  readonly unpaidMost: string
  readonly extendSeconds: string
  readonly extendMostMinutes: string
}

export type TermsField = Exclude<keyof TermsDraft, 'steps'>

export const STEPS_MOST = 20
const DEPOSIT_MOST = 2_000_000
const UNPAID_MOST = 100
const EXTEND_MOST_SECONDS = 600
const DAY_MINUTES = 1440

export function draftOfTerms(terms: TermsAnswer, currency: Currency): TermsDraft {
  const typed = (amount: number) => typedAmount(amount, currency)
  return {
    steps: terms.steps.map(({ from, by }, key) => ({ key, from: typed(from), by: typed(by) })),
    deposit: typed(terms.deposit),
    bidMost: typed(terms.bidMost),
    unpaidMost: terms.unpaidMost === null ? '' : String(terms.unpaidMost),
    extendSeconds: String(terms.extendSeconds),
    extendMostMinutes: String(terms.extendMostSeconds / 60),
  }
}

const wholeTo = (typed: string, most: number): number | undefined =>
  /^\d{1,6}$/.test(typed.trim()) && Number(typed) <= most ? Number(typed) : undefined

function minutesOf(typed: string): number | undefined {
  const minutes = /^\d{1,4}(\.\d{1,2})?$/.test(typed.trim()) ? Number(typed) : Number.NaN
  return minutes <= DAY_MINUTES ? minutes : undefined
}

const within = (amount: number | undefined, least: number, most: number) =>
  amount !== undefined && amount >= least && amount <= most ? amount : undefined

/** Each field as a number; undefined where it is wrong. */
function readFields(draft: TermsDraft, currency: Currency) {
  return {
    deposit: within(priceOf(draft.deposit, currency), 0, DEPOSIT_MOST),
    bidMost: within(priceOf(draft.bidMost, currency), 1, Number.MAX_SAFE_INTEGER),
    unpaidMost: draft.unpaidMost.trim() === '' ? null : wholeTo(draft.unpaidMost, UNPAID_MOST),
    extendSeconds: wholeTo(draft.extendSeconds, EXTEND_MOST_SECONDS),
    extendMostMinutes: minutesOf(draft.extendMostMinutes),
  } satisfies Record<TermsField, number | null | undefined>
}

export function wrongTerms(draft: TermsDraft, currency: Currency): ReadonlySet<TermsField> {
  const read = readFields(draft, currency)
  return new Set((Object.keys(read) as TermsField[]).filter((name) => read[name] === undefined))
}

/** Increments as far as they can be read, by row. */
export const readSteps = (steps: readonly StepDraft[], currency: Currency) =>
  steps.map(({ from, by }, at) => ({
    from: at === 0 ? 0 : priceOf(from, currency),
    by: within(priceOf(by, currency), 1, Number.MAX_SAFE_INTEGER),
  }))

/** What is wrong with each row: its start is no amount or not above the one before, or its increment. */
export function wrongSteps(steps: readonly StepDraft[], currency: Currency) {
  const read = readSteps(steps, currency)
  return read.map(({ from, by }, at) => ({
    from: from === undefined || (at > 0 && from <= (read[at - 1]?.from ?? -1)),
    by: by === undefined,
  }))
}

/** Rows that are whole, as the server takes them; undefined while one is not, or they do not rise. */
export function stepsOf(steps: readonly StepDraft[], currency: Currency): Step[] | undefined {
  const read = readSteps(steps, currency)
  const whole = read.flatMap(({ from, by }) =>
    from === undefined || by === undefined ? [] : [{ from, by }],
  )
  return whole.length < steps.length || checkSteps(whole) ? undefined : whole
}

/** The terms to send; undefined while something is wrong. */
export function termsOf(draft: TermsDraft, currency: Currency): TermsAnswer | undefined {
  const steps = stepsOf(draft.steps, currency)
  const { deposit, bidMost, unpaidMost, extendSeconds, extendMostMinutes } = readFields(
    draft,
    currency,
  )
  if (!steps || deposit === undefined || bidMost === undefined || unpaidMost === undefined)
    return undefined
  if (extendSeconds === undefined || extendMostMinutes === undefined) return undefined
  const extendMostSeconds = Math.round(extendMostMinutes * 60)
  return { steps, deposit, bidMost, unpaidMost, extendSeconds, extendMostSeconds }
}

/** Another row above the last one: twice its start and twice its increment. */
export function addStep(steps: readonly StepDraft[], currency: Currency): StepDraft[] {
  const last = readSteps(steps, currency).at(-1)
  const twice = (amount: number | undefined, least: number) =>
    amount === undefined ? '' : typedAmount(Math.max(2 * amount, least), currency)
  const by = last?.by
  const added = { from: twice(last?.from, (by ?? 0) * 10), by: twice(by, 1) }
  return [...steps, { key: 1 + Math.max(-1, ...steps.map(({ key }) => key)), ...added }]
}

/** The least bids that count from a price on, each after the one before. */
export function nextBids(steps: readonly Step[], price: number, count = 3): number[] {
  const bids: number[] = []
  for (let at = price; bids.length < count; ) {
    at += stepAt({ steps }, at)
    bids.push(at)
  }
  return bids
}
