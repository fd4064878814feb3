import type { AnswerOf, QueryOf } from '../../../kernel/endpoint.ts'
import { addDays } from '../../../kernel/format.ts'
import type * as contract from '../../store-contract.ts'

type State = AnswerOf<typeof contract.listStorePayments>['data'][number]['state']

/** The filter in the address. */
export type PaymentFilter = QueryOf<typeof contract.downloadStorePayments>

export const states = [
  'waiting',
  'checking',
  'paid',
  'not-paid',
  'refunding',
  'partly-refunded',
  'refunded',
  'review',
] as const satisfies readonly State[]

/** Parses an untrusted address; invalid values are ignored. */
export function readFilter(search: { readonly [Name in keyof PaymentFilter]: unknown }) {
  const { from, to, gateway, orderNumber, booker } = search
  const state = states.find((known) => known === search.state)
  const amount = Number(search.amount)
  return {
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
    ...(isName(gateway) && { gateway: String(gateway) }),
    ...(state && { state }),
    // the router parses an all-digit value as a number
    ...(isName(orderNumber) && { orderNumber: String(orderNumber) }),
    ...(isText(booker) && { booker: String(booker).trim() }),
    ...(Number.isSafeInteger(amount) && amount > 0 && amount <= AMOUNT_MOST && { amount }),
  } satisfies PaymentFilter
}

/** In minor units. */
const AMOUNT_MOST = 1_000_000_000_000

const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  new Date(`${value}T00:00Z`).toJSON()?.startsWith(value) === true

const isName = (value: unknown): boolean =>
  (typeof value === 'string' || typeof value === 'number') &&
  /^\S.{0,39}$/.test(String(value).trim())

const isText = (value: unknown): boolean =>
  (typeof value === 'string' || typeof value === 'number') &&
  /^\S.{0,79}$/u.test(String(value).trim())

export const presets = ['all', 'today', 'week', 'month'] as const
export type Preset = (typeof presets)[number]

/** The dates of a preset, given the store's current date. */
export function datesOf(preset: Preset, today: string): Pick<PaymentFilter, 'from' | 'to'> {
  if (preset === 'all') return {}
  if (preset === 'today') return { from: today, to: today }
  if (preset === 'week') return { from: addDays(today, -6), to: today }
  return { from: `${today.slice(0, 8)}01`, to: today }
}
