import { Link, Navigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { invitationToken } from '../../../stores/staff/screens/invitation-link.ts'
import { call } from '../../../web/call.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { meQuery, updateMe, useMe } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../address/contract.ts'
import { forgetLeftAt, readLeftAt } from './left-at.ts'
import { LinkEnded } from './link-ended.tsx'
import { type AccountLink, dropLinkToken, linkQuery, useLinkToken } from './link-query.ts'
import { useAddressText } from './text.ts'

interface Done {
  readonly kind: AccountLink['kind']
  readonly email: string
}

/** Where the link in a mail verifies an address: at once for its account, else after signing in. */
export function Verify() {
  const t = useAddressText()
  const token = useLinkToken()
  const [done, setDone] = useState<Done>()
  const title = done?.kind === 'change' ? t('verify.changed') : t('verify.done')
  return (
    <Page title={done ? title : t('verify.title')} stage={done ? 'done' : 'link'} narrow>
      {done ? <Verified {...done} /> : null}
      {!done && token ? <Opened token={token} onDone={setDone} /> : null}
      {done || token ? null : <LinkEnded />}
    </Page>
  )
}

interface OpenedProps {
  readonly token: string
  readonly onDone: (done: Done) => void
}

function Opened({ token, onDone }: OpenedProps) {
  const me = useQuery(meQuery)
  const meId = me.data?.id
  const link = useQuery({ ...linkQuery(token, meId), enabled: me.data !== undefined })
  const status = (link.error as { status?: number } | null)?.status
  if (status === 410 || status === 400) return <LinkEnded />
  if (me.isError && me.data === undefined)
    return <Failure problem={me.error} onRetry={() => me.refetch()} />
  return (
    <Loaded query={link} loading={<Waiting />}>
      {({ kind, email, isOwn }) => {
        if (kind === 'reset' || kind === 'changed') return <Navigate to="/reset" replace />
        if (isOwn) return <Verifying token={token} kind={kind} onDone={onDone} />
        return <SignInFirst kind={kind} email={email} />
      }}
    </Loaded>
  )
}

const Waiting = () => (
  <Loading>
    <Skeleton className="h-44" />
  </Loading>
)

function Verifying({ token, kind, onDone }: OpenedProps & Pick<Done, 'kind'>) {
  const client = useQueryClient()
  const { problem, send } = useSend()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for the link
  useEffect(() => {
    const verify = async () => {
      const sent = await send(() =>
        call<typeof contract.verifyEmail>('POST /v1/auth/verify-email', { body: { token } }),
      )
      if (!sent?.ok) return
      dropLinkToken()
      updateMe(client, sent.answer)
      onDone({ kind, email: sent.answer.email ?? '' })
    }
    void verify()
  }, [token])
  return problem ? <LinkEnded /> : <Waiting />
}

/** A mail alone verifies nothing: who has it may not be who signed up. */
function SignInFirst({ kind, email }: Done) {
  const t = useAddressText()
  return (
    <div className="grid justify-items-start gap-4">
      <p className="wrap-anywhere">
        {t(kind === 'change' ? 'verify.changeLead' : 'verify.signInLead', { email })}
      </p>
      <Link to="/sign-in" search={{ return: '/verify' }} className={buttonLook()}>
        {t('verify.signIn')}
      </Link>
      {kind === 'confirm' ? (
        <Link to="/reset" className="inline-flex min-h-11 items-center text-accent underline">
          {t('verify.forgot')}
        </Link>
      ) : null}
    </div>
  )
}

function Verified({ kind, email }: Done) {
  const t = useAddressText()
  const goOn = useGoOn(kind)
  return (
    <div className="grid justify-items-start gap-5">
      <Notice tone="good">
        {t(kind === 'change' ? 'verify.changedLead' : 'verify.doneLead', { email })}
      </Notice>
      <Link to={goOn as '/'} onClick={forgetLeftAt} className={buttonLook()}>
        {t('verify.goOn')}
      </Link>
    </div>
  )
}

/** To an invitation, to the account whose address changed, or to where its reader signed up. */
function useGoOn(kind: Done['kind']): string {
  const me = useMe()
  if (invitationToken.read()) return '/staff-invitations'
  if (kind === 'change') return '/account'
  return (me && readLeftAt(me.id)) ?? '/'
}
