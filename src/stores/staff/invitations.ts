import type { Asker } from '../../accounts/check-password.ts'
import { writingToStranger } from '../../accounts/mails/budgets.ts'
import { lockAccount } from '../../accounts/queries.ts'
import { notSignedIn } from '../../accounts/rules.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { answerOnce, type Once } from '../../postgres/once.ts'
import type { Tx } from '../../postgres/sql.ts'
import { onOwn, readOwn, type StoreAsk } from '../operations.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { invitationView } from './view.ts'

interface InviteAsk extends StoreAsk {
  readonly email: string
  readonly role: rules.Offered
  readonly stays: boolean
  readonly once: Once | undefined
  readonly asker: Asker | undefined
}

interface InvitationAsk extends StoreAsk {
  readonly invitationId: Id<'Invitation'>
}

interface ResendAsk extends InvitationAsk {
  readonly asker: Asker | undefined
}

/** Two requests of one person wait for each other here: each counts what the other has sent. */
async function inviterOf(tx: Tx, byId: Id<'Account'>): Promise<rules.Inviter> {
  const account = await lockAccount(tx, byId)
  if (!account) throw notSignedIn() // left in between
  const { mailed } = await queries.countMailed(tx, byId, later(tx.now, -rules.DAY_SECONDS))
  return { ...account, mailed }
}

/**
 * Invites whoever has an address to work at a store, or to take it over. An earlier invitation of the
 * same address ends. Problems in order: limit-reached, store-missing, those of the key, own-store,
 * handing-over, inviter-unverified, invited-often.
 */
export const inviteStaff = (engine: Engine, ask: InviteAsk) =>
  writingToStranger(engine, ask, () => invite(engine, ask))

const invite = (engine: Engine, ask: InviteAsk) =>
  onOwn(
    engine,
    ask,
    (tx, { id: storeId }) =>
      answerOnce(
        tx,
        ask.once,
        async () => {
          const email = ask.email.toLowerCase()
          const { callerId: byId } = ask.by
          const open = await queries.listOpen(tx, storeId)
          const inviter = await inviterOf(tx, byId)
          orThrow(rules.mayInvite({ inviter, open }, { email, role: ask.role }))
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
          return invitationView(invitation, tx.now)
        },
        engine.keyRing,
      ), // the answer names somebody else
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
 * Problems in order: store-missing, invitation-missing, limit-reached, inviter-unverified, invited-often.
 */
export async function resendInvitation(engine: Engine, ask: ResendAsk) {
  const { id: storeId } = await readOwn(engine, ask)
  const found = await queries.readInvitation(engine.house, { storeId, id: ask.invitationId })
  if (found?.state !== 'open' || !found.email) throw rules.invitationMissing()
  const { email } = found
  return writingToStranger(engine, { ...ask, email }, () => resend(engine, ask))
}

const resend = (engine: Engine, ask: InvitationAsk) =>
  onOwn(engine, ask, async (tx, { id: storeId }) => {
    const found = await queries.readInvitation(tx, { storeId, id: ask.invitationId })
    if (found?.state !== 'open') throw rules.invitationMissing()
    orThrow(rules.mayMail(await inviterOf(tx, ask.by.callerId)))
    const again = {
      ...found,
      ...{ mailId: engine.newId<'Mail'>(), sentAt: tx.now },
      expiresAt: later(tx.now, rules.VALID_SECONDS),
    }
    await queries.writeResent(tx, again)
    await queries.queueMail(tx, again)
    await record(engine, tx, again, 'resent', ask.by.callerId)
    return invitationView(again, tx.now)
  })

/** Problems in order: store-missing, invitation-missing. */
export const revokeInvitation = (engine: Engine, ask: InvitationAsk): Promise<void> =>
  onOwn(engine, ask, async (tx, { id: storeId }) => {
    const found = await queries.readInvitation(tx, { storeId, id: ask.invitationId })
    if (!found || (await queries.endInvitation(tx, found, 'revoked')) === 0)
      throw rules.invitationMissing()
    await record(engine, tx, found, 'revoked', ask.by.callerId)
  })
