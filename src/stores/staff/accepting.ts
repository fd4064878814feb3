import { type Account, becomeOwner, lockAccount } from '../../accounts/queries.ts'
import { notSignedIn } from '../../accounts/rules.ts'
import { sessions } from '../../accounts/sessions.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import { readNow } from '../../postgres/now.ts'
import type { Tx } from '../../postgres/sql.ts'
import { lockOwnStore, readOwner, readStore } from '../queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { readToken } from './token.ts'

/** What else ends when a store is handed over: what its old owner keeps across their stores. */
export type HandedOver = (tx: Tx, storeId: Id<'Store'>) => Promise<void>

/** What a link offers. Problems in order: invitation-missing, invitation-expired. */
export async function showInvitation(engine: Engine, token: string) {
  const linked = readToken(engine, token)
  if (!linked) throw rules.invitationMissing()
  const [found, store, { now }] = await Promise.all([
    queries.readInvitation(engine.house, linked),
    readStore(engine.cell(linked.storeId), linked.storeId),
    readNow(engine.house),
  ])
  const ask = { invitation: found, mailId: linked.mailId }
  const { email, role, stays, expiresAt } = orThrow(rules.validInvitation(ask, now))
  if (!store) throw rules.invitationMissing()
  return {
    store: { id: store.id, door: store.door, name: store.name },
    ...{ email: email ?? '', role, stays },
    expiresAt: expiresAt.toISOString(),
  }
}

/**
 * Accepts an invitation: works at the store from then on, or owns it. A store that is handed over stays
 * as it is, with its staff; whoever the old owner has invited is not invited any more.
 * Problems in order: invitation-missing, invitation-expired, invitation-for-another, invitation-unverified,
 * own-store.
 */
export async function acceptInvitation(
  engine: Engine,
  { token, callerId }: { readonly token: string; readonly callerId: Id<'Account'> },
  handedOver: readonly HandedOver[],
) {
  const linked = readToken(engine, token)
  if (!linked) throw rules.invitationMissing()
  const { storeId, mailId } = linked
  const done = await engine.cell(storeId).transaction(async (tx) => {
    // whoever has the link is nobody there yet
    const store = await lockOwnStore(tx, { callerId, everyStore: true }, storeId)
    if (!store) throw rules.invitationMissing()
    const { ownerId } = await readOwner(tx, storeId)
    const invitation = await queries.readInvitation(tx, linked)
    const account = await lockBoth(tx, callerId, ownerId)
    const facts = { invitation, mailId, ownerId }
    const accepted = orThrow(rules.mayAccept(facts, account, tx.now))
    if ((await queries.endInvitation(tx, accepted, 'accepted')) === 0)
      throw rules.invitationMissing()
    if (accepted.role === 'owner') {
      await handOver(tx, { ...accepted, owner: account, ownerId })
      await endOpen(engine, tx, storeId, callerId)
      for (const end of handedOver) await end(tx, storeId)
    } else await queries.putStaff(tx, storeId, { accountId: callerId, role: accepted.role })
    await queries.insertAct(tx, {
      ...{ id: engine.newId<'Act'>(), storeId, act: 'accepted', byId: callerId },
      ...{ accountId: callerId, invitationId: accepted.id, role: accepted.role },
    })
    return { ownerId, role: accepted.role, store }
  }, storeId)
  for (const accountId of [callerId, done.ownerId]) sessions(engine).evictAccount(accountId)
  const { id, door, name } = done.store
  return { store: { id, door, name }, role: done.role, ownerId: done.ownerId }
}

/**
 * Declines an invitation for whoever has its mail; nobody need sign in for that. The owner sees it among the acts.
 * Problems in order: invitation-missing, invitation-expired.
 */
export async function declineInvitation(engine: Engine, token: string): Promise<void> {
  const linked = readToken(engine, token)
  if (!linked) throw rules.invitationMissing()
  const { storeId, mailId } = linked
  await engine.cell(storeId).transaction(async (tx) => {
    const { ownerId } = await readOwner(tx, storeId)
    await lockOwnStore(tx, { callerId: ownerId, everyStore: true }, storeId)
    const invitation = await queries.readInvitation(tx, linked)
    const declined = orThrow(rules.validInvitation({ invitation, mailId }, tx.now))
    if ((await queries.endInvitation(tx, declined, 'declined')) === 0)
      throw rules.invitationMissing()
    await queries.insertAct(tx, {
      ...{ id: engine.newId<'Act'>(), storeId, act: 'declined' },
      ...{ invitationId: declined.id, role: declined.role },
    })
  }, storeId)
}

/** Whoever accepts and the owner, in order of their ids, neither of whom can leave until commit. */
async function lockBoth(tx: Tx, callerId: Id<'Account'>, ownerId: Id<'Account'>) {
  const found = []
  for (const id of [...new Set([callerId, ownerId])].sort()) found.push(await lockAccount(tx, id))
  const account = found.find((one) => one?.id === callerId)
  if (!account) throw notSignedIn() // left in between
  return account
}

/** The new owner has invited nobody. */
async function endOpen(engine: Engine, tx: Tx, storeId: Id<'Store'>, byId: Id<'Account'>) {
  for (const { id: invitationId, role } of await queries.endOpen(tx, storeId)) {
    const about = { act: 'revoked', byId, invitationId, role } as const
    await queries.insertAct(tx, { id: engine.newId(), storeId, ...about })
  }
}

async function handOver(
  tx: Tx,
  {
    storeId,
    owner,
    ownerId,
    stays,
  }: rules.Invitation & {
    readonly owner: Account
    readonly ownerId: Id<'Account'>
  },
): Promise<void> {
  await becomeOwner(tx, owner.id)
  await queries.writeOwner(tx, storeId, owner)
  await queries.removeStaff(tx, storeId, owner.id)
  if (stays) await queries.putStaff(tx, storeId, { accountId: ownerId, role: 'manager' })
}
