import type { Id } from '../kernel/id.ts'
import { orThrow, Problem } from '../kernel/problem.ts'
import type { Tx } from '../postgres/sql.ts'
import { captureIn, holdIn, releaseIn } from '../wallets/spends/hold.ts'
import { readSpender } from '../wallets/spends/queries.ts'
import { movePayment } from './change-queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

// An order may be paid by a wallet and a gateway together. The wallet's part is an attempt of its own:
// `ready` while it is held, then captured or released with the gateway's, in the same transaction.

/**
 * Holds the wallet's part of an order.
 * Problem: wallet-balance-short.
 */
export async function holdPart(tx: Tx, part: rules.Payment, buyerId: Id<'Account'>): Promise<void> {
  await queries.insertPayment(tx, part)
  const { storeId, orderId, id: paymentId, amount, currency } = part
  const operationKey = `hold:${paymentId}`
  const ask = { accountId: buyerId, amount, currency, storeId, orderId, paymentId, operationKey }
  orThrow(await holdIn(tx, ask))
}

/**
 * Captures the wallet's part after the gateway captured its own.
 * Problem: wallet-part-gone, if it was released meanwhile: the gateway's part must be refunded.
 */
export async function capturePart(
  tx: Tx,
  { storeId, walletPart }: rules.Payment,
): Promise<Problem | undefined> {
  if (!walletPart) return undefined
  const { part, spender } = await lockPart(tx, storeId, walletPart)
  if (part?.state !== 'ready' || !spender) return rules.walletPartGone()
  const operationKey = `capture:${walletPart}`
  const captured = await captureIn(tx, { storeId, paymentId: walletPart, ...spender, operationKey })
  if (captured instanceof Problem) return captured
  await write(
    tx,
    part,
    { state: 'fulfilled', approved: part.amount, method: 'WALLET' },
    part.amount,
  )
  return undefined
}

/** Releases the wallet's part when the gateway captures nothing. */
export async function releasePart(tx: Tx, { storeId, walletPart }: rules.Payment): Promise<void> {
  if (!walletPart) return
  const { part, spender } = await lockPart(tx, storeId, walletPart)
  if (part?.state !== 'ready' || !spender) return
  const operationKey = `release:${walletPart}`
  orThrow(await releaseIn(tx, { storeId, paymentId: walletPart, ...spender, operationKey }))
  await write(tx, part, { state: 'expired', reason: 'released' }, 0)
}

async function lockPart(tx: Tx, storeId: Id<'Store'>, id: Id<'Payment'>) {
  const [part, spender] = await Promise.all([
    queries.lockPayment(tx, storeId, id),
    readSpender(tx, storeId, id),
  ])
  return { part, spender }
}

const write = (
  tx: Tx,
  part: rules.Payment,
  facts: Pick<rules.Payment, 'state'> & Partial<rules.Payment>,
  amount: number,
) =>
  movePayment(tx, { ...part, ...facts, changedAt: tx.now }, [
    { state: facts.state, amount, facts: {} },
  ])
