import { Type } from 'typebox'
import { endpoint, staffRoles } from '../../kernel/endpoint.ts'
import { cursorParts } from '../../kernel/page.ts'
import {
  CursorOf,
  Email,
  Instant,
  Nothing,
  OrNull,
  PageOf,
  PageQuery,
  Shape,
  Uuid,
} from '../../kernel/shape.ts'
import { OfStore } from '../contract.ts'
import { storeMissing } from '../rules.ts'
import * as rules from './rules.ts'

const StaffRole = Type.Enum([...staffRoles])
const Offered = Type.Enum([...staffRoles, 'owner'])
const OfMember = Shape({ ...OfStore.properties, accountId: Uuid })
const OfInvitation = Shape({ ...OfStore.properties, invitationId: Uuid })
const Token = Type.String({ minLength: 1, maxLength: 400 })

export const StaffView = Shape(
  {
    accountId: Uuid,
    name: Type.String(),
    email: Type.String(),
    role: StaffRole,
    since: Instant,
  },
  'Staff',
)

export const InvitationView = Shape(
  {
    invitationId: Uuid,
    email: Type.String(),
    /** `owner`: the store is offered to them. */
    role: Offered,
    /** The owner who hands the store over stays as a manager. */
    stays: Type.Boolean(),
    state: Type.Enum(['open', 'expired']),
    sentAt: Instant,
    expiresAt: Instant,
  },
  'StaffInvitation',
)

const TeamView = Shape(
  {
    owner: Shape({ name: Type.String(), email: Type.String() }),
    staff: Type.Array(StaffView),
    /** Open ones, latest first. */
    invitations: Type.Array(InvitationView),
  },
  'Team',
)

export const getTeam = endpoint({
  name: 'getTeam',
  method: 'GET',
  path: '/v1/stores/:storeId/staff',
  summary: 'Who works at a store of yours, and who is invited',
  role: 'owner',
  params: OfStore,
  answer: TeamView,
  problems: [storeMissing],
})

export const ActView = Shape(
  {
    id: Uuid,
    at: Instant,
    act: Type.Enum([...rules.acts]),
    /** What they were, or were to be, with it. */
    role: Offered,
    /** Who did it; null: they have left, or declined by a link, which needs no account. */
    by: OrNull(Type.String()),
    /** The name or the address of whom it is about; null: forgotten. */
    about: OrNull(Type.String()),
  },
  'StaffAct',
)

export const listActs = endpoint({
  name: 'listStaffActs',
  method: 'GET',
  path: '/v1/stores/:storeId/staff-acts',
  summary: 'Who invited, changed or removed whom and when, latest first',
  role: 'owner',
  params: OfStore,
  query: Shape({
    ...PageQuery.properties,
    cursor: Type.Optional(CursorOf(cursorParts.uuid)),
  }),
  answer: PageOf(ActView),
  problems: [storeMissing],
})

export const inviteStaff = endpoint({
  name: 'inviteStaff',
  method: 'POST',
  path: '/v1/stores/:storeId/staff-invitations',
  summary: 'Invite somebody by mail to work at a store of yours, or to take it over',
  description:
    'A `door` checks tickets, a `desk` does the day’s work, a `manager` runs the store. An `owner` gets ' +
    'the store with all that it has; with `stays` you remain as a manager. An earlier invitation of the ' +
    'same address ends. Only the mail has the link; you need a verified address of your own.',
  role: 'owner',
  noted: 'staff-change',
  creates: '',
  once: 'optional',
  params: OfStore,
  body: Shape({ email: Email, role: Offered, stays: Type.Optional(Type.Boolean()) }),
  answer: InvitationView,
  problems: [
    storeMissing,
    rules.ownStore,
    rules.handingOver,
    rules.inviterUnverified,
    rules.invitedOften,
  ],
})

export const resendInvitation = endpoint({
  name: 'resendStaffInvitation',
  method: 'POST',
  path: '/v1/stores/:storeId/staff-invitations/:invitationId/resending',
  summary: 'Send an invitation again with a new link; the earlier one is not valid any more',
  role: 'owner',
  params: OfInvitation,
  answer: InvitationView,
  problems: [storeMissing, rules.invitationMissing, rules.inviterUnverified, rules.invitedOften],
})

export const revokeInvitation = endpoint({
  name: 'revokeStaffInvitation',
  method: 'DELETE',
  path: '/v1/stores/:storeId/staff-invitations/:invitationId',
  summary: 'Revoke an invitation that nobody has accepted',
  role: 'owner',
  params: OfInvitation,
  answer: Nothing,
  problems: [storeMissing, rules.invitationMissing],
})

export const changeRole = endpoint({
  name: 'changeStaffRole',
  method: 'PUT',
  path: '/v1/stores/:storeId/staff/:accountId',
  summary: 'Change what one of the staff may do, at once',
  role: 'owner',
  noted: 'staff-change',
  params: OfMember,
  body: Shape({ role: StaffRole }),
  answer: TeamView,
  problems: [storeMissing, rules.staffMissing],
})

export const removeStaff = endpoint({
  name: 'removeStaff',
  method: 'DELETE',
  path: '/v1/stores/:storeId/staff/:accountId',
  summary: 'Take one of the staff off, at once',
  role: 'owner',
  noted: 'staff-change',
  params: OfMember,
  answer: Nothing,
  problems: [storeMissing, rules.staffMissing],
})

export const quitJob = endpoint({
  name: 'quitJob',
  method: 'DELETE',
  path: '/v1/me/jobs/:storeId',
  summary: 'Stop working at a store of somebody else',
  role: 'customer',
  params: OfStore,
  answer: Nothing,
  problems: [rules.staffMissing],
})

// ── for whoever is invited ──

const OfferedStore = Shape({ id: Uuid, door: Type.String(), name: Type.String() })

export const showInvitation = endpoint({
  name: 'lookUpStaffInvitation',
  method: 'POST',
  path: '/v1/staff-invitations/look-up',
  summary: 'What the link of an invitation offers, by its token',
  role: 'anyone',
  body: Shape({ token: Token }),
  answer: Shape({
    store: OfferedStore,
    email: Type.String(),
    role: Offered,
    stays: Type.Boolean(),
    expiresAt: Instant,
  }),
  problems: [rules.invitationMissing, rules.invitationExpired],
})

export const acceptInvitation = endpoint({
  name: 'acceptStaffInvitation',
  method: 'POST',
  path: '/v1/staff-invitations/acceptance',
  summary: 'Accept an invitation that was sent to your verified address, by its token',
  role: 'customer',
  noted: 'staff-change',
  accountsOnly: true,
  body: Shape({ token: Token }),
  answer: Shape({ store: OfferedStore, role: Offered }),
  problems: [
    rules.invitationMissing,
    rules.invitationExpired,
    rules.invitationElse,
    rules.invitationUnverified,
    rules.ownStore,
  ],
})

export const declineInvitation = endpoint({
  name: 'declineStaffInvitation',
  method: 'POST',
  path: '/v1/staff-invitations/decline',
  summary: 'Decline an invitation by its token; nobody need sign in for that',
  role: 'anyone',
  body: Shape({ token: Token }),
  answer: Nothing,
  problems: [rules.invitationMissing, rules.invitationExpired],
})
