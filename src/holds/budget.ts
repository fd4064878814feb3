import { verifiedIndexOf } from '../accounts/phone/verified-index.ts'
import { type Engine, perEngine } from '../engine.ts'
import { widerNetworkOf } from '../kernel/network.ts'
import { Problem } from '../kernel/problem.ts'
import { RecentMap } from '../kernel/recent-map.ts'
import { sharedLookUp } from '../kernel/shared-read.ts'
import type { Reached } from '../limits/rules.ts'
import { readLimit } from '../limits/settings.ts'
import { giveBackReceipt, moveReceipt, type Take, take } from '../limits/take.ts'
import { outcomeUnknown } from '../postgres/rules.ts'
import * as queries from './queries.ts'
import {
  type Hold,
  holdsRefused,
  holdTooLarge,
  isSmall,
  networkCost,
  seatMinutes,
} from './rules.ts'

export interface Held extends Hold {
  readonly orderId: string
  readonly storeId: string
  readonly accountId: string
}

/** Accounts that have paid, cached: about 1 MB. Who gets all of it back is known as a payer for so long at most. */
const CACHED_MS = 60_000
const CACHED_MOST = 10_000

const payers = perEngine(({ house }: Engine) => {
  const cache = new RecentMap<number>(CACHED_MOST)
  const lookUp = sharedLookUp(async (accountIds: readonly string[]) => {
    const found = await queries.findPayers(house, accountIds)
    return new Map(found.map(({ accountId }) => [accountId, true as const]))
  })
  return async (accountId: string): Promise<boolean> => {
    const now = performance.now()
    if ((cache.get(accountId) ?? 0) > now) return true
    const isPayer = (await lookUp(accountId)) ?? false
    if (isPayer) cache.set(accountId, now + CACHED_MS)
    return isPayer
  }
})

/** Accounts and networks, wider ones too, that this process has seen hold something: some 15 MB. */
const SEEN_MOST = 75_000
const seen = perEngine(() => new RecentMap<true>(SEEN_MOST))

/**
 * Whether this is the first hold of its account and of all its networks that this process sees. A small one is not
 * counted: that spares nearly every claim of a sale a write, and lets a network have one hold more in
 * each process. Of an IPv6 /48 it is one for all its /64s: whoever has the /48 has as many of those as they like.
 */
function isFirst(engine: Engine, { accountId, network }: Held): boolean {
  const known = seen(engine)
  const keys = [accountId, network, widerNetworkOf(network) ?? network]
  const isKnown = keys.some((key) => known.get(key))
  for (const key of keys) known.set(key, true)
  return !isKnown
}

/**
 * Claims within the budgets of account and network, which are the house's: counted before the claim, in a
 * transaction of their own, and given back where nothing new is held. A claim beyond a budget is told so
 * by `refused`, and decides: a repetition gets its answer all the same.
 */
export async function withinBudget<Answer extends { readonly isNew?: boolean }>(
  engine: Engine,
  held: Held,
  claim: (refused: Problem | undefined) => Promise<Answer>,
): Promise<Answer> {
  if (isFirst(engine, held) && isSmall(held)) return claim(undefined)
  const refused = await charge(engine, held)
  if (refused) return claim(refused)
  let isHeld = false
  try {
    const answer = await claim(undefined)
    isHeld = answer.isNew === true
    return answer
  } catch (error) {
    isHeld = error instanceof Problem && error.type === outcomeUnknown.type
    throw error
  } finally {
    // Otherwise it comes back with time, which is no reason to hide the answer.
    if (!isHeld) await giveBackReceipt(engine, held.orderId).catch(() => false)
  }
}

/**
 * The same for a claim that takes the place of another order of the same account: paying for it gives back what
 * both have cost.
 */
export async function withinBudgetInstead<Answer extends { readonly isNew?: boolean }>(
  engine: Engine,
  held: Held,
  replaced: string,
  claim: (refused: Problem | undefined) => Promise<Answer>,
): Promise<Answer> {
  const answer = await withinBudget(engine, held, claim)
  // Otherwise it comes back with time, which is no reason to hide the answer.
  if (answer.isNew) await moveReceipt(engine, replaced, held.orderId).catch(() => undefined)
  return answer
}

async function charge(engine: Engine, held: Held): Promise<Problem | undefined> {
  const [isPayer, phone] = await Promise.all([
    payers(engine)(held.accountId),
    verifiedIndexOf(engine, held.accountId),
  ])
  if (!isPayer && !isSmall(held)) {
    const { burst } = await readLimit(engine, 'holds-network-store')
    if (seatMinutes(held) > burst) return holdTooLarge()
  }
  try {
    await take(engine, takesOf(held, isPayer, phone), held.orderId)
    return undefined
  } catch (error) {
    if (error instanceof Problem && error.is.kind === 'limited')
      return holdsRefused(error.facts as Reached)
    if (error instanceof Problem && error.is.kind === 'unproven') return error
    throw error
  }
}

/**
 * An account that has never paid costs nothing to make: its network answers for it. A verified number gives it
 * more, and counts beside it: whoever proves one number for one account after another is one holder.
 *
 * @param phone the blind index of the number
 */
function takesOf(held: Held, isPayer: boolean, phone: string | undefined): readonly Take[] {
  const { accountId, network, storeId, isInstead = false } = held
  const cost = seatMinutes(held)
  const holders = holdersOf(accountId, cost, isPayer, phone)
  if (isPayer) return holders
  const amount = ([own = 0]: readonly number[]) => networkCost(cost, isInstead ? 0 : own)
  return [
    ...holders,
    { limit: 'holds-network-store', of: `${network} ${storeId}`, amount, isForfeit: true },
    { limit: 'holds-network', of: network, amount, isForfeit: true },
  ]
}

/** An account, and the number that it has verified. */
function holdersOf(
  accountId: string,
  amount: number,
  isPayer: boolean,
  phone: string | undefined,
): readonly Take[] {
  const limit = isPayer ? 'holds-account' : phone ? 'holds-verified-account' : 'holds-new-account'
  return [accountId, ...(phone ? [phone] : [])].map((of) => ({ limit, of, amount }))
}

/** An order was paid with money: what it held is given back, and its buyer is known from now on, by this order. */
export async function paid(
  engine: Engine,
  { orderId, buyerId }: { readonly orderId: string; readonly buyerId: string },
): Promise<void> {
  await giveBackReceipt(engine, orderId)
  await knowPayer(engine, buyerId, orderId)
}

/** The account has paid for something, first for this order. */
export const knowPayer = (
  { house }: Engine,
  accountId: string,
  orderId: string | null = null,
): Promise<number> => house.transaction((tx) => queries.insertPayer(tx, accountId, orderId))

/** An order was canceled: a buyer who is known as a payer by it alone is none. */
export const repaid = ({ house }: Engine, orderId: string): Promise<number> =>
  house.transaction((tx) => queries.removePayerBy(tx, orderId))

/**
 * Counts what the waitlist offers against the budget of its account: there is no network that has asked for
 * it. Beyond the budget it is not counted, for it stands already.
 */
export async function countOffer(
  engine: Engine,
  { orderId, accountId, ...hold }: Pick<Held, 'orderId' | 'accountId' | 'seats' | 'seconds'>,
): Promise<void> {
  const [isPayer, phone] = await Promise.all([
    payers(engine)(accountId),
    verifiedIndexOf(engine, accountId),
  ])
  const amount = (hold.seats * hold.seconds) / 60
  try {
    await take(engine, holdersOf(accountId, amount, isPayer, phone), orderId)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
  }
}
