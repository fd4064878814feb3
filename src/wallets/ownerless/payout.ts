import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import { type Once, remember, takeKey } from '../../postgres/once.ts'
import { PLATFORM_STORE } from '../charge-rules.ts'
import { lockWalletById } from '../queries.ts'
import { write } from '../write.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/**
 * Records a payout by hand of an unclaimed balance.
 * Problems in order: those of the key, unclaimed-missing, unclaimed-too-little.
 */
export const payOut = (
  engine: Engine,
  ask: {
    readonly paidBy: Id<'Account'>
    readonly walletId: Id<'Wallet'>
    /** Minor units, 1 or more. */
    readonly amount: number
    readonly note: string
    readonly once: Once
  },
): Promise<{ stored: string; replayed: boolean }> =>
  engine.cell(PLATFORM_STORE).transaction(async (tx) => {
    const known = await takeKey(tx, ask.once)
    if (known !== undefined) return { stored: known, replayed: true }
    const wallet = await lockWalletById(tx, ask.walletId)
    if (!wallet?.wayBack) throw rules.unclaimedMissing()
    const operationKey = `payout:${engine.newId()}`
    const posted = orThrow(rules.payOut(wallet, { operationKey }, ask.amount))
    await write(tx, [posted])
    const { walletId, paidBy, note } = ask
    await queries.insertPayout(tx, { operationKey, walletId, paidBy, note })
    const { currency, unclaimed } = posted.wallet
    const stored = JSON.stringify({ id: walletId, left: { amount: unclaimed, currency } })
    await remember(tx, ask.once, stored)
    return { stored, replayed: false }
  })
