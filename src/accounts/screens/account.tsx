import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'
import { call } from '../../web/call.ts'
import { Button } from '../../web/kit/button.tsx'
import { later } from '../../web/kit/later.ts'
import { Refused } from '../../web/kit/notice.tsx'
import { Page } from '../../web/kit/page.tsx'
import { Failure, Loading, Skeleton, ToSignIn } from '../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { type Me, meQuery, updateMe } from '../../web/session.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { AccountIndex, AccountSection } from './account-index.tsx'
import { AccountAddress } from './address/account-address.tsx'
import { ChangePassword } from './change-password.tsx'
import { Devices } from './devices/devices.tsx'
import { Leave } from './leave.tsx'
import { AccountVerified } from './phone/account-verified.tsx'
import { Profile } from './profile.tsx'
import { OwnSignIns } from './providers/own-sign-ins.tsx'
import { useAccountText } from './text.ts'

/** Only sellers need it, so it is loaded lazily. */
const [ApiKeys] = later(() => import('./api-keys/api-keys.tsx').then((loaded) => loaded.ApiKeys))

const [NoticeChoice] = later(() =>
  import('../notices/screens/notice-choice.tsx').then((loaded) => loaded.NoticeChoice),
)

const [SecondFactor] = later(() =>
  import('./second-factor/second-factor.tsx').then((loaded) => loaded.SecondFactor),
)

const [Passkeys] = later(() => import('./passkeys/passkeys.tsx').then((loaded) => loaded.Passkeys))

const [OwnEvents] = later(() =>
  import('../../security/screens/own-events.tsx').then((loaded) => loaded.OwnEvents),
)

const [OwnAcceptances] = later(() =>
  import('../../terms/screens/own-acceptances.tsx').then((loaded) => loaded.OwnAcceptances),
)

const [OwnData] = later(() =>
  import('../../security/screens/own-data.tsx').then((loaded) => loaded.OwnData),
)

/** The account of the reader. */
export function Account() {
  const t = useAccountText()
  const asked = useQuery(meQuery)
  const me = asked.data?.isGuest ? null : asked.data
  return (
    <Page title={t('account.title')} narrow={me === null}>
      {asked.isPending ? (
        <Loading>
          <Skeleton className="h-44" />
        </Loading>
      ) : null}
      {asked.isError ? <Failure problem={asked.error} onRetry={() => asked.refetch()} /> : null}
      {me === null ? <ToSignIn /> : null}
      {me ? (
        <div className="grid gap-6 sm:gap-8 lg:grid-cols-[13rem_minmax(0,36rem)] lg:gap-16">
          <AccountIndex />
          <div className="grid min-w-0 gap-8 sm:gap-10">
            <AccountParts me={me} />
          </div>
        </div>
      ) : null}
    </Page>
  )
}

function AccountParts({ me }: { me: NonNullable<Me> }) {
  return (
    <>
      <AccountSection name="profile">
        <Profile me={me} />
        <AccountAddress me={me} />
        <AccountVerified />
      </AccountSection>
      <AccountSection name="notices">
        <Later>
          <NoticeChoice />
        </Later>
      </AccountSection>
      <AccountSection name="security">
        <ChangePassword />
        <OwnSignIns />
        <Later>
          <SecondFactor />
          <Passkeys />
        </Later>
        <Devices />
        <Later>
          <OwnEvents />
        </Later>
      </AccountSection>
      <AccountSection name="selling">
        {me.role === 'customer' ? (
          <BecomeOwner />
        ) : (
          <Later>
            <ApiKeys />
          </Later>
        )}
      </AccountSection>
      <AccountSection name="data">
        <Later>
          <OwnAcceptances />
          <OwnData />
        </Later>
      </AccountSection>
      <AccountSection name="leaving">
        <Leave />
      </AccountSection>
    </>
  )
}

const Later = ({ children }: { readonly children: ReactNode }) => (
  <Suspense fallback={<Skeleton className="h-48" />}>{children}</Suspense>
)

function BecomeOwner() {
  const t = useAccountText()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const become = async () => {
    const sent = await send(() => call<typeof contract.becomeOwner>('POST /v1/me/owner', {}))
    if (!sent?.ok) return
    updateMe(client, sent.answer)
    await navigate({ to: '/desk' }) // where the first store is opened
  }
  return (
    <section className="grid justify-items-start gap-3">
      <h2 className="text-xl font-bold">{t('account.sell')}</h2>
      <p className="text-soft">{t('account.sellLead')}</p>
      <Refused problem={problem} />
      <Button kind="quiet" pending={pending} onClick={become}>
        {t('account.sellButton')}
      </Button>
    </section>
  )
}
