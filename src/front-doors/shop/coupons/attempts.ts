import { createHmac } from 'node:crypto'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { later } from '../../../kernel/time.ts'
import { inCells } from '../../../postgres/cells.ts'
import { readNow } from '../../../postgres/now.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

export interface CodeAsk {
  readonly storeId: Id<'Store'>
  readonly buyerId: Id<'Account'>
  /** The network of the caller. */
  readonly network: string
  readonly code: string
}

/**
 * The coupon of a code. A code counts as an attempt of the account and of its network until it has been
 * found.
 * Problems in order: too-many-coupon-codes, coupon-wrong.
 */
export async function couponOf(
  engine: Engine,
  { storeId, buyerId, network, code }: CodeAsk,
): Promise<rules.Coupon> {
  const cell = engine.cell(storeId)
  const who = hashed(engine, network)
  // Always the account first, so that no two wait for each other.
  const [mine, all] = await cell.transaction(async (tx) => {
    const mine = await queries.takeAttempt(tx, storeId, buyerId, rules.WRONG_BY_ACCOUNT)
    const all = mine && (await queries.takeAttempt(tx, storeId, who, rules.WRONG_BY_ADDRESS))
    if (!all) throw rules.tooManyCoupons()
    return [mine, all]
  })
  const found = await queries.findCoupon(cell, storeId, rules.codeText(code))
  if (!found) throw rules.couponWrong()
  await Promise.all([
    queries.giveBackAttempt(cell, storeId, buyerId, mine.since),
    queries.giveBackAttempt(cell, storeId, who, all.since),
  ])
  return found
}

/** Addresses are not kept. */
const hashed = ({ secret }: Engine, network: string): string =>
  createHmac('sha256', secret).update(`coupon attempts ${network}`).digest('base64url')

const FORGOTTEN_MOST = 10_000

/** A job. */
export const forgetAttempts = (engine: Engine): Promise<number> =>
  inCells(engine, async ({ patient }) => {
    const { now } = await readNow(patient)
    return queries.deleteOldAttempts(patient, later(now, -3600), FORGOTTEN_MOST)
  })
