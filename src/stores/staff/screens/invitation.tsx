import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import type * as accounts from '../../../accounts/contract.ts'
import { UnverifiedNotice } from '../../../accounts/screens/address/unverified-notice.tsx'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { call } from '../../../web/call.ts'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { meQuery, someoneElse, useMe } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { Decline } from './decline.tsx'
import { invitationToken } from './invitation-link.ts'
import { invitationQuery } from './staff-queries.ts'
import { useStaffText } from './text.ts'
import { whenText } from './when.ts'

/** What the link of an invitation offers, for whom it is. */
export function StaffInvitation() {
  const t = useStaffText()
  const token = invitationToken.useSecret()
  return (
    <Page title={t('accept.title')} narrow>
      {token ? <Opened token={token} /> : <Over why="missing" />}
    </Page>
  )
}

function Opened({ token }: { readonly token: string }) {
  const query = useQuery(invitationQuery(token))
  const status = (query.error as { status?: number } | null)?.status
  if (query.data) return <Offer invitation={query.data} token={token} />
  if (query.isError && status === 410) return <Over why="expired" />
  if (query.isError && (status === 404 || status === 400)) return <Over why="missing" />
  if (query.isError) return <Failure problem={query.error} onRetry={() => query.refetch()} />
  return (
    <Loading>
      <Skeleton className="h-56 rounded-3xl" />
    </Loading>
  )
}

function Over({ why }: { readonly why: 'missing' | 'expired' }) {
  const t = useStaffText()
  return (
    <EmptyState
      title={t(`accept.${why}`)}
      action={
        <Link to="/" className={buttonLook()}>
          {t('accept.home')}
        </Link>
      }
    >
      {t(`accept.${why}Lead`)}
    </EmptyState>
  )
}

interface OfferProps {
  readonly invitation: AnswerOf<typeof contract.showInvitation>
  readonly token: string
}

function Offer({ invitation, token }: OfferProps) {
  const t = useStaffText()
  const language = useLanguage()
  const { store, role, stays, expiresAt } = invitation
  const said = { store: store.name, role: t(`roles.${role}`) }
  return (
    <>
      <section className="grid gap-2 rounded-3xl border border-line bg-card p-5 shadow-lift sm:p-7">
        <p className="text-xl font-bold">
          {t(role === 'owner' ? 'accept.owner' : 'accept.staff', said)}
        </p>
        <p>{role === 'owner' ? t('accept.ownerLead') : t(`does.${role}`)}</p>
        {stays ? <p>{t('accept.stays')}</p> : null}
        <p className="text-sm text-soft">
          {t('accept.until', { date: whenText(expiresAt, language) })}
        </p>
      </section>
      <Accept invitation={invitation} token={token} />
      <Decline token={token} />
    </>
  )
}

/** Signed in with the address that it was sent to, and verified, the reader accepts. */
function Accept({ invitation: { email, role }, token }: OfferProps) {
  const t = useStaffText()
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const here = useRouterState({ select: ({ location }) => location.href })
  const { pending, problem, send } = useSend()
  const accept = async () => {
    const sent = await send(() =>
      call<typeof contract.acceptInvitation>('POST /v1/staff-invitations/acceptance', {
        body: { token },
      }),
    )
    if (!sent?.ok) return
    invitationToken.drop()
    await someoneElse(client)
    const { id } = sent.answer.store
    await navigate({ to: '/desk/$storeId', params: { storeId: id }, replace: true })
  }
  if (me === undefined) return <Skeleton className="h-11" />
  if (me === null || me.isGuest)
    return (
      <div className="grid gap-3">
        <p>{t('accept.for', { email })}</p>
        <Link to="/sign-in" search={{ return: here }} className={buttonLook()}>
          {t('accept.signIn')}
        </Link>
        <Link to="/sign-up" search={{ return: here }} className={buttonLook('quiet')}>
          {t('accept.signUp')}
        </Link>
      </div>
    )
  if (me.email !== email)
    return (
      <div className="grid gap-3">
        <Notice tone="warn" title={t('accept.for', { email })}>
          {t('accept.elseLead', { email: me.email ?? '' })}
        </Notice>
        <SignInAgain here={here} />
      </div>
    )
  if (me.address !== 'verified') return <VerifyFirst />
  return (
    <div className="grid gap-3">
      <Refused problem={problem} />
      <p>{t('accept.as', { email })}</p>
      <Button pending={pending} onClick={accept}>
        {t(role === 'owner' ? 'accept.buttonOwner' : 'accept.button')}
      </Button>
    </div>
  )
}

/** The link that verifies is opened in another tab: whoever comes back from it goes on. */
function VerifyFirst() {
  const t = useStaffText()
  const client = useQueryClient()
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void client.invalidateQueries(meQuery)
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [client])
  return (
    <div className="grid justify-items-start gap-4">
      <UnverifiedNotice at="invitation" />
      <Button onClick={() => client.invalidateQueries(meQuery)}>{t('accept.verified')}</Button>
    </div>
  )
}

/** For whoever is signed in with another address. */
function SignInAgain({ here }: { readonly here: string }) {
  const t = useStaffText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { pending, problem, send } = useSend()
  const signOut = async () => {
    const sent = await send(() => call<typeof accounts.signOut>('POST /v1/auth/sign-out', {}))
    if (!sent?.ok) return
    await navigate({ to: '/sign-in', search: { return: here } })
    await someoneElse(client)
  }
  return (
    <>
      <Refused problem={problem} />
      <Button pending={pending} onClick={signOut}>
        {t('accept.signOut')}
      </Button>
    </>
  )
}
