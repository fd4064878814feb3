import type { Static } from 'typebox'
import type { ActView, InvitationView, StaffView } from './contract.ts'
import type { ShownAct, StaffMember } from './queries.ts'
import type { Invitation } from './rules.ts'

export const staffView = ({ since, ...member }: StaffMember): Static<typeof StaffView> => ({
  ...member,
  since: since.toISOString(),
})

/** An open invitation, for the owner of the store. */
export const invitationView = (
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
})

export const actView = ({ name, email, at, ...act }: ShownAct): Static<typeof ActView> => ({
  ...act,
  at: at.toISOString(),
  about: name ?? email,
})
