import type { StaffRole } from '../../kernel/endpoint.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem, problem } from '../../kernel/problem.ts'

/**
 * Invitations to work at a store, or to take it over:
 *
 *   open ──┬─ accept ─▶ accepted
 *          ├─ decline ─▶ declined   by whoever has the link
 *          └─ revoke ─▶ revoked   by the owner, or by another invitation of the same address
 *
 * An open one is valid for a week from when it was last sent.
 */

/** What somebody is asked to be: of the staff, or the owner. */
export type Offered = StaffRole | 'owner'

export interface Invitation {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Invitation'>
  /** The mail with the link that is valid. */
  readonly mailId: Id<'Mail'>
  /** Null: forgotten, after it had ended. */
  readonly email: string | null
  readonly role: Offered
  /** Of an owner: who hands the store over stays as a manager. */
  readonly stays: boolean
  readonly state: 'open' | 'accepted' | 'revoked' | 'declined'
  readonly sentAt: Date
  readonly expiresAt: Date
}

export const acts = [
  'invited',
  'resent',
  'revoked',
  'accepted',
  'declined',
  'changed',
  'removed',
  'left',
] as const
export type Act = (typeof acts)[number]

export const DAY_SECONDS = 24 * 60 * 60
/** How long a link is valid. */
export const VALID_SECONDS = 7 * DAY_SECONDS
/** Mails of one person in a day, for all their stores. */
export const MAILED_MOST = 30
/** How long an address is kept after an invitation has ended. */
export const KEPT_SECONDS = 90 * DAY_SECONDS

export const staffMissing = problem('staff-missing', 'missing', {
  ko: '이 매장의 직원이 아니에요.',
  en: 'They do not work at this store.',
})
export const invitationMissing = problem('invitation-missing', 'missing', {
  ko: '사용할 수 없는 초대예요. 취소되었거나 다시 보낸 초대일 수 있어요.',
  en: 'This invitation is not valid. It may have been revoked or sent again.',
})
export const invitationExpired = problem('invitation-expired', 'gone', {
  ko: '초대 기간이 지났어요. 매장에 다시 보내 달라고 요청해 주세요.',
  en: 'This invitation has expired. Ask the store to send it again.',
})
export const invitationElse = problem('invitation-for-another', 'forbidden', {
  ko: '다른 이메일로 보낸 초대예요. 초대받은 이메일로 로그인해 주세요.',
  en: 'This invitation is for another e-mail address. Sign in with that one.',
})
export const invitationUnverified = problem('invitation-unverified', 'forbidden', {
  ko: '초대를 수락하려면 먼저 이메일을 인증해 주세요.',
  en: 'Verify your e-mail address first. Then you can accept the invitation.',
})
export const inviterUnverified = problem('inviter-unverified', 'forbidden', {
  ko: '직원을 초대하려면 먼저 이메일을 인증해 주세요.',
  en: 'Verify your e-mail address first. Then you can invite staff.',
})
export const ownStore = problem('own-store', 'conflict', {
  ko: '이미 이 매장의 점주예요.',
  en: 'This store is yours already.',
})
export const handingOver = problem('handing-over', 'conflict', {
  ko: '이미 양도를 제안한 사람이 있어요. 먼저 그 제안을 취소해 주세요.',
  en: 'This store is offered to somebody already. Revoke that first.',
})
export const invitedOften = problem('invited-often', 'limited', {
  ko: '초대는 하루에 30번까지 보낼 수 있어요. 내일 다시 시도해 주세요.',
  en: 'You can send 30 invitations a day. Please try again tomorrow.',
})

/** Whoever sends an invitation. */
export interface Inviter {
  readonly email: string
  readonly isVerified: boolean
  /** Their mails of the last day, for all their stores. */
  readonly mailed: number
}

/** Of a store to which somebody is invited. */
export interface InviteFacts {
  readonly inviter: Inviter
  readonly open: readonly Pick<Invitation, 'email' | 'role'>[]
}

/**
 * Whether an address may be invited; it need not be anybody's. Another invitation of the same address
 * ends with it. Problems in order: own-store, handing-over, inviter-unverified, invited-often.
 */
export function mayInvite(
  { inviter, open }: InviteFacts,
  { email, role }: { readonly email: string; readonly role: Offered },
): true | Problem {
  if (email === inviter.email) return ownStore()
  const isOffered = open.some((one) => one.role === 'owner' && one.email !== email)
  if (role === 'owner' && isOffered) return handingOver()
  return mayMail(inviter)
}

/**
 * Whether somebody may have Jari write to strangers. Problems in order: inviter-unverified, invited-often.
 */
export function mayMail({ isVerified, mailed }: Omit<Inviter, 'email'>): true | Problem {
  if (!isVerified) return inviterUnverified()
  return mailed < MAILED_MOST ? true : invitedOften()
}

/** Who accepts an invitation, and what is known of the store. */
export interface AcceptFacts {
  readonly invitation: Invitation | undefined
  /** Of the link. */
  readonly mailId: Id<'Mail'> | undefined
  readonly ownerId: Id<'Account'>
}

/** Whoever accepts. */
export interface Acceptor {
  readonly id: Id<'Account'>
  readonly email: string
  readonly isVerified: boolean
}

/** Problems in order: invitation-missing, invitation-expired. */
export function validInvitation(
  { invitation, mailId }: Pick<AcceptFacts, 'invitation' | 'mailId'>,
  now: Date,
): Invitation | Problem {
  if (invitation?.state !== 'open' || invitation.mailId !== mailId) return invitationMissing()
  return invitation.expiresAt > now ? invitation : invitationExpired()
}

/**
 * Whether somebody takes an invitation: whoever verified the address that it was sent to. Anybody can name
 * an address.
 * Problems in order: invitation-missing, invitation-expired, invitation-for-another, invitation-unverified,
 * own-store.
 */
export function mayAccept(facts: AcceptFacts, by: Acceptor, now: Date): Invitation | Problem {
  const invitation = validInvitation(facts, now)
  if (invitation instanceof Problem) return invitation
  if (invitation.email !== by.email) return invitationElse()
  if (!by.isVerified) return invitationUnverified()
  return facts.ownerId === by.id ? ownStore() : invitation
}
