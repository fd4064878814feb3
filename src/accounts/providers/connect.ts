import type { Engine } from '../../engine.ts'
import { orThrow } from '../../kernel/problem.ts'
import type { Tx } from '../../postgres/sql.ts'
import { insertMail } from '../mails/queries.ts'
import { type Account, lockAccount } from '../queries.ts'
import { notSignedIn } from '../rules.ts'
import { findState } from '../second-factor/queries.ts'
import { removeArrivalsOf, takeArrival } from './arrival-queries.ts'
import { identityHash } from './arrived.ts'
import type { Identity, ProviderName } from './provider.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

type Proven = Identity & { readonly provider: ProviderName }

/**
 * Connects an identity to the account that is signed in.
 * Problems in order: provider-arrival-ended, provider-taken, provider-connected.
 *
 * @param arrivalId what proves the identity, if it was not proven just now: it is used by this
 */
export const connect = (
  engine: Engine,
  accountId: string,
  identity: Proven,
  arrivalId?: string,
): Promise<void> =>
  engine.house.transaction(async (tx) => {
    const account = await lockAccount(tx, accountId)
    if (!account) throw notSignedIn()
    if (arrivalId !== undefined && !(await takeArrival(tx, arrivalId, accountId)))
      throw rules.arrivalEnded()
    await connectTo(engine, tx, account, identity)
  })

/**
 * Connects an identity to the account that verified its address, if the provider vouches for that; undefined: there
 * is none. Problem: provider-connected.
 */
export async function connectHolder(
  engine: Engine,
  identity: Proven,
): Promise<{ readonly accountId: string } | undefined> {
  const { email, isVerified } = identity
  if (email === null || !isVerified) return undefined
  return engine.house.transaction(async (tx) => {
    const holder = await queries.lockHolder(tx, email)
    if (!holder) return undefined
    await connectTo(engine, tx, holder, identity)
    return { accountId: holder.id }
  })
}

/** The account is locked: of two sign-ins of one provider it gets the first. */
async function connectTo(engine: Engine, tx: Tx, account: Account, identity: Proven) {
  const { id: accountId, email } = account
  const { provider, subject } = identity
  const owner = await queries.findOwner(tx, identity)
  const ways = await queries.listWays(tx, accountId)
  const connected = ways.find((way) => way.provider === provider)?.subject
  const is = orThrow(rules.mayConnect({ accountId, subject }, owner?.accountId, connected))
  if (is === 'connected') return
  const id = engine.newId()
  // somebody else was faster with the same identity
  if (!(await queries.insertIdentity(tx, { id, accountId, provider, subject })))
    throw rules.providerTaken()
  if (account.isVerified)
    await insertMail(tx, { id: engine.newId(), accountId, kind: 'connected', email })
}

/**
 * Ends the sign-in of a provider, never the last one, and what browsers have brought from there of the same person.
 * Two at once are decided one after the other.
 * Problems in order: provider-not-connected, last-way-in.
 */
export const disconnect = (
  engine: Engine,
  accountId: string,
  provider: ProviderName,
): Promise<void> =>
  engine.house.transaction(async (tx) => {
    const account = await lockAccount(tx, accountId)
    if (!account) throw notSignedIn()
    const ways = await queries.listWays(tx, accountId)
    const { passkeys } = await findState(tx, accountId)
    orThrow(rules.mayDisconnect({ ways: ways.map((way) => way.provider), passkeys }, provider))
    await queries.removeIdentity(tx, accountId, provider)
    const { subject } = ways.find((way) => way.provider === provider) as queries.SignInWay
    await removeArrivalsOf(tx, identityHash(engine, { provider, subject }))
    const { email, isVerified } = account
    if (isVerified)
      await insertMail(tx, { id: engine.newId(), accountId, kind: 'disconnected', email })
  })
