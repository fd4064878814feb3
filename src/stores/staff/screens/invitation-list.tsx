import { useId } from 'react'
import { call } from '../../../web/call.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Refused, Tag } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { type Invited, useRefreshTeam } from './staff-queries.ts'
import { useStaffText } from './text.ts'
import { whenText } from './when.ts'

interface InvitationListProps {
  readonly storeId: string
  readonly invitations: readonly Invited[]
  readonly onDone: (said: string) => void
}

/** Who is invited and has not accepted. */
export function InvitationList({ storeId, invitations, onDone }: InvitationListProps) {
  const t = useStaffText()
  const id = useId()
  if (invitations.length === 0) return null
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <h2 id={id} className="text-xl font-bold">
        {t('invitations.title')}
      </h2>
      <ul className="grid gap-3">
        {invitations.map((invited) => (
          <li key={invited.invitationId}>
            <InvitationCard storeId={storeId} invited={invited} onDone={onDone} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface InvitationCardProps extends Omit<InvitationListProps, 'invitations'> {
  readonly invited: Invited
}

function InvitationCard({ storeId, invited, onDone }: InvitationCardProps) {
  const t = useStaffText()
  const language = useLanguage()
  const { email, role, stays, state, expiresAt } = invited
  const offer = stays ? 'invitations.offerStays' : 'invitations.offer'
  const date = whenText(expiresAt, language)
  return (
    <article className="grid gap-3 rounded-2xl border border-line bg-card p-4 sm:p-5">
      <div className="grid gap-1">
        <h3 className="font-bold break-all">
          {email} <Tag tone={state === 'open' ? 'plain' : 'warn'}>{t(`invitations.${state}`)}</Tag>
        </h3>
        <p className="text-sm text-soft">
          {role === 'owner' ? t(offer) : t(`roles.${role}`)} ·{' '}
          {t(state === 'open' ? 'invitations.until' : 'invitations.over', { date })}
        </p>
      </div>
      <InvitationActions storeId={storeId} invited={invited} onDone={onDone} />
    </article>
  )
}

function InvitationActions({ storeId, invited, onDone }: InvitationCardProps) {
  const t = useStaffText()
  const refresh = useRefreshTeam(storeId)
  const { pending, problem, send } = useSend()
  const { email, invitationId } = invited
  const params = { storeId, invitationId }
  const resend = async () => {
    const sent = await send(() =>
      call<typeof contract.resendInvitation>(
        'POST /v1/stores/:storeId/staff-invitations/:invitationId/resending',
        { params },
      ),
    )
    if (!sent?.ok) return
    onDone(t('invitations.resent', { email }))
    await refresh()
  }
  const revoke = async () => {
    const sent = await send(() =>
      call<typeof contract.revokeInvitation>(
        'DELETE /v1/stores/:storeId/staff-invitations/:invitationId',
        { params },
      ),
    )
    if (!sent?.ok) return
    onDone(t('invitations.revoked', { email }))
    await refresh()
  }
  return (
    <>
      <Refused problem={problem} />
      <div className="flex flex-wrap gap-2">
        <Button
          kind="quiet"
          pending={pending}
          aria-label={t('invitations.resendOf', { email })}
          onClick={resend}
        >
          {t('invitations.resend')}
        </Button>
        <Button
          kind="danger"
          pending={pending}
          aria-label={t('invitations.revokeOf', { email })}
          onClick={revoke}
        >
          {t('invitations.revoke')}
        </Button>
      </div>
    </>
  )
}
