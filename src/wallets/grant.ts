import { lockAccountForShare } from '../accounts/queries.ts'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { type Once, remember, takeKey } from '../postgres/once.ts'
import { WALLET_CURRENCY } from './charge.ts'
import { PLATFORM_STORE } from './charge-rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { write } from './write.ts'

/**
 * Grants free balance to an account.
 * Problems in order: those of the key, account-missing.
 */
export const grant = (
  engine: Engine,
  ask: {
    readonly grantedBy: Id<'Account'>
    readonly accountId: Id<'Account'>
    readonly amount: number
    readonly reason: string
    readonly once: Once
    /** Renders the answer, which is stored for replays. */
    answer(wallet: rules.Wallet): string
  },
): Promise<{ stored: string; replayed: boolean }> =>
  engine.cell(PLATFORM_STORE).transaction(async (tx) => {
    const known = await takeKey(tx, ask.once)
    if (known !== undefined) return { stored: known, replayed: true }
    if (!(await lockAccountForShare(tx, ask.accountId))) throw rules.accountMissing()
    const [, wallet] = await Promise.all([
      queries.openWallet(tx, ask.accountId, WALLET_CURRENCY),
      queries.lockWallet(tx, ask.accountId, WALLET_CURRENCY),
    ])
    if (!wallet) throw rules.walletMissing()
    const operationKey = `grant:${engine.newId()}`
    const posted = rules.grant(wallet, { operationKey }, ask.amount)
    await write(tx, [posted])
    const { grantedBy, reason } = ask
    await queries.insertGrant(tx, { operationKey, walletId: wallet.id, grantedBy, reason })
    const stored = ask.answer(posted.wallet)
    await remember(tx, ask.once, stored)
    return { stored, replayed: false }
  })
