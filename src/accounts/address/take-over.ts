import type { Tx } from '../../postgres/sql.ts'
import { removeAcceptancesOf } from '../../terms/queries.ts'
import { removeKeysOf } from '../api-keys/queries.ts'
import { removePasskeysSince } from '../passkeys/queries.ts'
import { removePhone } from '../phone/queries.ts'
import { eraseVerified } from '../phone/verify.ts'
import type { Account } from '../queries.ts'
import { removeFactorSince } from '../second-factor/queries.ts'
import * as queries from './queries.ts'

/** What other parts of the product drop when an account gets another holder, in the same transaction. */
export type TakenOver = (tx: Tx, accountId: string) => Promise<void>

/** Before any account was. */
const MADE = new Date(0)

/**
 * An account that had only named its address belongs to whoever reads the mails of it from now on, and it may
 * have been made by somebody else: what they could act by or be shown as ends. Orders, stores, carts and money
 * stay, as does what was typed in orders, but it fills no form.
 */
export async function dropLeftovers(
  tx: Tx,
  { id, email }: Pick<Account, 'id' | 'email'>,
  takenOver: readonly TakenOver[],
): Promise<void> {
  await removeKeysOf(tx, id)
  await removeAcceptancesOf(tx, id)
  await removePhone(tx, id)
  await eraseVerified(tx, id)
  await queries.removeProviders(tx, id)
  await removeFactorSince(tx, id, MADE)
  await removePasskeysSince(tx, id, MADE)
  for (const drop of takenOver) await drop(tx, id)
  const role = (await queries.ownsStores(tx, id)) ? 'owner' : 'customer'
  await queries.writeTakenOver(tx, id, { name: email.split('@')[0] ?? '', role })
}
