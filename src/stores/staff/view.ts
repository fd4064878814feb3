import type { Static } from 'typebox'
import type { Engine } from '../../engine.ts'
import type { ActView, InvitationView, StaffView } from './contract.ts'
import type { ShownAct, StaffMember } from './queries.ts'
import type { Invitation } from './rules.ts'
import { tokenOf } from './token.ts'

export const staffView = ({ since, ...member }: StaffMember): Static<typeof StaffView> => ({
  ...member,
  since: since.toISOString(),
})

/** An open invitation, for the owner of the store. */
export const invitationView = (
  engine: Engine,
  invitation: Invitation,
  now: Date,
): Static<typeof InvitationView> => ({
  invitationId: invitation.id,
  email: invitation.email ?? '',
  role: invitation.role,
  stays: invitation.stays,
  state: invitation.expiresAt > now ? 'open' : 'expired',
  sentAt: invitation.sentAt.toISOString(),
  expiresAt: invitation.expiresAt.toISOString(),
  token: tokenOf(engine, invitation),
})

export const actView = ({ name, email, at, ...act }: ShownAct): Static<typeof ActView> => ({
  ...act,
  at: at.toISOString(),
  about: name ?? email,
})
