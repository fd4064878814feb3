import { findAccount } from '../../accounts/queries.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { answerOnce, type Once } from '../../postgres/once.ts'
import type { Tx } from '../../postgres/sql.ts'
import { onOwn, type StoreAsk } from '../operations.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { invitationView } from './view.ts'

interface InviteAsk extends StoreAsk {
  readonly email: string
  readonly role: rules.Offered
  readonly stays: boolean
  readonly once: Once | undefined
}

interface InvitationAsk extends StoreAsk {
  readonly invitationId: Id<'Invitation'>
}

const mailedToday = async (tx: Tx, storeId: Id<'Store'>): Promise<number> =>
  (await queries.countMailed(tx, storeId, later(tx.now, -rules.DAY_SECONDS))).mailed

/**
 * Invites whoever has an address to work at a store, or to take it over. An earlier invitation of the
 * same address ends. Problems in order: store-missing, those of the key, own-store, handing-over,
 * invited-often.
 */
export const inviteStaff = (engine: Engine, { email: written, ...ask }: InviteAsk) =>
  onOwn(engine, ask, (tx, { id: storeId }) =>
    answerOnce(tx, ask.once, async () => {
      const email = written.toLowerCase()
      const { callerId: byId } = ask.by
      const open = await queries.listOpen(tx, storeId)
      const mailed = await mailedToday(tx, storeId)
      const ownerEmail = (await findAccount(tx, byId))?.email ?? ''
      orThrow(rules.mayInvite({ ownerEmail, open, mailed }, { email, role: ask.role }))
      for (const earlier of open)
        if (earlier.email === email) await queries.endInvitation(tx, earlier, 'revoked')
      const invitation: rules.Invitation = {
        ...{ storeId, id: engine.newId<'Invitation'>(), mailId: engine.newId<'Mail'>() },
        ...{ email, role: ask.role, stays: ask.role === 'owner' && ask.stays, state: 'open' },
        ...{ sentAt: tx.now, expiresAt: later(tx.now, rules.VALID_SECONDS) },
      }
      await queries.insertInvitation(tx, invitation)
      await queries.queueMail(tx, invitation)
      await record(engine, tx, invitation, 'invited', byId)
      return invitationView(engine, invitation, tx.now)
    }),
  )

const record = (
  engine: Engine,
  tx: Tx,
  { storeId, id, role }: rules.Invitation,
  act: rules.Act,
  byId: Id<'Account'>,
) => queries.insertAct(tx, { id: engine.newId(), storeId, act, byId, invitationId: id, role })

/**
 * Sends an invitation again, with a new link for another week; the last link is not valid any more.
 * Problems in order: store-missing, invitation-missing, invited-often.
 */
export const resendInvitation = (engine: Engine, ask: InvitationAsk) =>
  onOwn(engine, ask, async (tx, { id: storeId }) => {
    const found = await queries.readInvitation(tx, { storeId, id: ask.invitationId })
    if (found?.state !== 'open') throw rules.invitationMissing()
    orThrow(rules.mayMail(await mailedToday(tx, storeId)))
    const again = {
      ...found,
      ...{ mailId: engine.newId<'Mail'>(), sentAt: tx.now },
      expiresAt: later(tx.now, rules.VALID_SECONDS),
    }
    await queries.writeResent(tx, again)
    await queries.queueMail(tx, again)
    await record(engine, tx, again, 'resent', ask.by.callerId)
    return invitationView(engine, again, tx.now)
  })

/** Problems in order: store-missing, invitation-missing. */
export const revokeInvitation = (engine: Engine, ask: InvitationAsk): Promise<void> =>
  onOwn(engine, ask, async (tx, { id: storeId }) => {
    const found = await queries.readInvitation(tx, { storeId, id: ask.invitationId })
    if (!found || (await queries.endInvitation(tx, found, 'revoked')) === 0)
      throw rules.invitationMissing()
    await record(engine, tx, found, 'revoked', ask.by.callerId)
  })
