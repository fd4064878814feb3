import type { BodyOf } from '../../../../kernel/endpoint.ts'
import { addDays, minorPerMajor, numberText, wallDateAt } from '../../../../kernel/format.ts'
import type { Currency } from '../../../../kernel/money.ts'
import { priceOf } from '../../../../stores/screens/price.ts'
import { isWhole, sentWall, type Wall, wallAt } from '../../../../stores/screens/wall.ts'
import type { ProblemBody } from '../../../../web/call.ts'
import type * as owner from '../../owner-contract.ts'
import type { OwnLot } from './owner-queries.ts'

/** A lot while it is typed. */
export interface LotDraft {
  readonly title: string
  readonly description: string
  /** Empty before one is chosen. */
  readonly category: OwnLot['category'] | ''
  readonly startPrice: string
  readonly reserve: string
  readonly buyNow: string
  readonly isAtOnce: boolean
  readonly startsAt: Wall
  readonly endsAt: Wall
}

export type LotField = Exclude<keyof LotDraft, 'isAtOnce'>
type Body = BodyOf<typeof owner.addLot>
type Change = BodyOf<typeof owner.changeLot>

const USUAL_DAYS = 3
/** Time to add pictures before the first bid. */
const USUAL_WAIT_MS = 10 * 60_000

/** A new lot: it starts in ten minutes, and ends in the evening of the third day. */
export const emptyDraft = (now: Date, timeZone: string): LotDraft => ({
  ...{ title: '', description: '', category: '', startPrice: '', reserve: '', buyNow: '' },
  isAtOnce: false,
  startsAt: wallAt(new Date(now.getTime() + USUAL_WAIT_MS).toISOString(), timeZone),
  endsAt: { date: addDays(wallDateAt(now, timeZone), USUAL_DAYS), time: '21:00' },
})

/** An amount as one would type it: `45,000`. */
export const typedAmount = (amount: number, currency: Currency): string =>
  numberText(amount / minorPerMajor(currency), 'en')

export function draftOf(lot: OwnLot): LotDraft {
  const typed = (amount: number | null) =>
    amount === null ? '' : typedAmount(amount, lot.currency)
  return {
    title: lot.title,
    description: lot.description,
    category: lot.category,
    startPrice: typed(lot.startPrice),
    reserve: typed(lot.reservePrice),
    buyNow: typed(lot.buyNowPrice),
    isAtOnce: false,
    startsAt: wallAt(lot.startsAt, lot.timeZone),
    endsAt: wallAt(lot.endsAt, lot.timeZone),
  }
}

const amountOf = (typed: string, currency: Currency): number | undefined => {
  const amount = priceOf(typed, currency)
  return amount === undefined || amount < 1 ? undefined : amount
}

/** An amount that may be left empty: null then. */
const optionalAmount = (typed: string, currency: Currency): number | null | undefined =>
  typed.trim() === '' ? null : amountOf(typed, currency)

/** Which prices are amounts, but too low beside the others; as `checkPrices` of the server. */
export function lowPrices(draft: LotDraft, currency: Currency) {
  const start = amountOf(draft.startPrice, currency) ?? 0
  const reserve = amountOf(draft.reserve, currency)
  const buyNow = amountOf(draft.buyNow, currency)
  return {
    startPrice: false,
    reserve: reserve !== undefined && reserve <= start,
    buyNow: buyNow !== undefined && (buyNow <= start || buyNow < (reserve ?? 0)),
  }
}

/** Fields that cannot be sent as they are. */
export function wrongFields(draft: LotDraft, currency: Currency): ReadonlySet<LotField> {
  const { title, category, startPrice, reserve, buyNow, isAtOnce, startsAt, endsAt } = draft
  const isWrong: Record<Exclude<LotField, 'description'>, boolean> = {
    title: title.trim() === '',
    category: category === '',
    startPrice: amountOf(startPrice, currency) === undefined,
    reserve: optionalAmount(reserve, currency) === undefined || lowPrices(draft, currency).reserve,
    buyNow: optionalAmount(buyNow, currency) === undefined || lowPrices(draft, currency).buyNow,
    startsAt: !isAtOnce && !isWhole(startsAt),
    endsAt: !isWhole(endsAt),
  }
  return new Set((Object.keys(isWrong) as (keyof typeof isWrong)[]).filter((name) => isWrong[name]))
}

/** What is sent to register it; undefined while a field is wrong. */
export function bodyOf(draft: LotDraft, currency: Currency): Body | undefined {
  const startPrice = amountOf(draft.startPrice, currency)
  const reserve = optionalAmount(draft.reserve, currency)
  const buyNow = optionalAmount(draft.buyNow, currency)
  const endsAt = sentWall(draft.endsAt)
  const startsAt = draft.isAtOnce ? undefined : sentWall(draft.startsAt)
  const { category } = draft
  if (wrongFields(draft, currency).size > 0) return undefined
  if (category === '' || startPrice === undefined || endsAt === undefined) return undefined
  return {
    title: draft.title.trim(),
    description: draft.description.trim(),
    ...{ category, startPrice, endsAt },
    ...(reserve && { reserve }),
    ...(buyNow && { buyNow }),
    ...(startsAt && { startsAt }),
  }
}

/** What of a lot has changed; undefined while a field is wrong. */
export function changeOf(draft: LotDraft, first: LotDraft, currency: Currency): Change | undefined {
  const body = bodyOf(draft, currency)
  if (!body) return undefined
  const all: Record<LotField, unknown> = {
    startsAt: undefined,
    ...body,
    reserve: body.reserve ?? null,
    buyNow: body.buyNow ?? null,
  }
  const isChanged = (name: LotField) => JSON.stringify(draft[name]) !== JSON.stringify(first[name])
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => isChanged(name as LotField)),
  ) as Change
}

const fieldNames: readonly LotField[] = [
  ...(['title', 'description', 'category', 'startPrice'] as const),
  ...(['reserve', 'buyNow', 'startsAt', 'endsAt'] as const),
]

/** Where the server's refusal belongs: a text for each field; empty where it is of none. */
export function refusedFields(
  problem: ProblemBody | undefined,
  draft: LotDraft,
): Partial<Record<LotField, string>> {
  if (!problem) return {}
  const { type, title, errors = [] } = problem
  if (type === 'lot-times-unfit') return { endsAt: title }
  if (type === 'time-skipped')
    return draft.isAtOnce ? { endsAt: title } : { startsAt: title, endsAt: title }
  if (type === 'lot-prices-unfit') return { [priceAtFault(draft)]: title }
  const found = errors.flatMap(({ pointer, message }) => {
    const name = fieldNames.find((one) => pointer.split('/')[1] === one)
    return name ? [[name, message] as const] : []
  })
  return Object.fromEntries(found)
}

/** Of prices that do not fit together: the one that is too low. */
function priceAtFault({ startPrice, reserve, buyNow }: LotDraft): LotField {
  const number = (typed: string) => Number(typed.replaceAll(/[,\s]/g, ''))
  const isReserveFit = reserve.trim() === '' || number(reserve) > number(startPrice)
  return isReserveFit && buyNow.trim() !== '' ? 'buyNow' : 'reserve'
}
