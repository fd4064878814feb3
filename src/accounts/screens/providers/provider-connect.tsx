import { Link, useRouter } from '@tanstack/react-router'
import { returnPath } from '../../../kernel/return-path.ts'
import { call } from '../../../web/call.ts'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { LoadedPage } from '../../../web/kit/loaded.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { Loading, Skeleton, ToSignIn } from '../../../web/kit/states.tsx'
import { useQuery } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../providers/contract.ts'
import { ArrivalEnded } from './provider-sign-up.tsx'
import { type Arrival, arrivalQuery } from './sign-ins-query.ts'
import { useProvidersText } from './text.ts'

/** Connects whoever came from a provider to the account that they have just signed in to. */
export function ProviderConnect() {
  const t = useProvidersText()
  const me = useMe()
  const query = useQuery(arrivalQuery)
  if (me === null || me?.isGuest) return <ToSignIn />
  return (
    <LoadedPage
      query={query}
      title={t('own.title')}
      loading={
        <Loading>
          <Skeleton className="h-44" />
        </Loading>
      }
    >
      {(arrival) =>
        arrival ? <Connect arrival={arrival} email={me?.email ?? ''} /> : <ArrivalEnded />
      }
    </LoadedPage>
  )
}

interface ConnectProps {
  readonly arrival: Arrival
  readonly email: string
}

function Connect({ arrival, email }: ConnectProps) {
  const t = useProvidersText()
  const router = useRouter()
  const { pending, problem, send } = useSend()
  const provider = t(`names.${arrival.provider}`)
  const back = returnPath(arrival.returnPath, location.origin) ?? '/account'
  const connect = async () => {
    const sent = await send(() =>
      call<typeof contract.connectArrival>('POST /v1/auth/arrival/connection', {}),
    )
    if (sent?.ok) router.history.replace(back)
  }
  return (
    <Page title={t('join.title', { provider })} narrow>
      <p className="wrap-anywhere">{t('join.lead', { provider, email })}</p>
      <Refused problem={problem} />
      <div className="flex flex-wrap gap-3">
        <Button kind="primary" pending={pending} onClick={connect}>
          {t('join.button')}
        </Button>
        <Link to={back as '/account'} className={buttonLook('quiet')}>
          {t('join.skip')}
        </Link>
      </div>
    </Page>
  )
}
