import { Link, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { PERSON_NAME_MOST } from '../../../kernel/length.ts'
import { returnPath } from '../../../kernel/return-path.ts'
import { Consents, isComplete } from '../../../terms/screens/consents.tsx'
import type { Accepted } from '../../../terms/screens/terms-queries.ts'
import { call } from '../../../web/call.ts'
import { buttonLook, Submit } from '../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { LoadedPage } from '../../../web/kit/loaded.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { EmptyState, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { someoneElse } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../providers/contract.ts'
import { leaveAt } from '../address/left-at.ts'
import { isAddress } from '../typed.ts'
import { type Arrival, arrivalQuery } from './sign-ins-query.ts'
import { useProvidersText } from './text.ts'

/** The last step of whoever came from a provider for the first time. */
export function ProviderSignUp() {
  const t = useProvidersText()
  const query = useQuery(arrivalQuery)
  return (
    <LoadedPage
      query={query}
      title={t('signUp.title')}
      loading={
        <Loading>
          <Skeleton className="h-72" />
        </Loading>
      }
    >
      {(arrival) => (arrival ? <SignUpPage arrival={arrival} /> : <ArrivalEnded />)}
    </LoadedPage>
  )
}

export function ArrivalEnded() {
  const t = useProvidersText()
  return (
    <Page title={t('signUp.title')} heading="unseen" narrow>
      <EmptyState
        title={t('signUp.ended')}
        action={
          <Link to="/sign-in" className={buttonLook()}>
            {t('signUp.again')}
          </Link>
        }
      >
        {t('signUp.endedLead')}
      </EmptyState>
    </Page>
  )
}

function SignUpPage({ arrival }: { readonly arrival: Arrival }) {
  const t = useProvidersText()
  const provider = t(`names.${arrival.provider}`)
  return (
    <Page title={t('signUp.title')} lead={t('signUp.lead', { provider })} narrow>
      <SignUpForm arrival={arrival} />
      <p className="text-center">
        {t('signUp.known')}{' '}
        <Link
          to="/sign-in"
          search={{ return: '/sign-in/connect' }}
          className="inline-flex min-h-11 items-center font-semibold text-accent underline"
        >
          {t('signUp.connect', { provider })}
        </Link>
      </p>
    </Page>
  )
}

function SignUpForm({ arrival }: { readonly arrival: Arrival }) {
  const t = useProvidersText()
  const client = useQueryClient()
  const router = useRouter()
  const [person, setPerson] = useState({ name: arrival.name, email: arrival.email ?? '' })
  const [accepted, setAccepted] = useState<Accepted>([])
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const isWrong = { name: person.name.trim() === '', email: !isAddress(person.email) }
  const signUp = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWrong.name || isWrong.email || !isComplete(accepted))
      return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.signUpArrival>('POST /v1/auth/arrival/sign-up', {
        body: { ...person, accepted },
      }),
    )
    if (!sent?.ok) return
    await someoneElse(client)
    const back = returnPath(arrival.returnPath, location.origin) ?? '/'
    leaveAt(sent.answer.user.id, back)
    router.history.replace(back)
  }
  return (
    <form onSubmit={signUp} noValidate className="grid gap-5">
      <Refused problem={problem} />
      <Field
        name="name"
        label={t('signUp.name')}
        required
        autoComplete="name"
        maxLength={PERSON_NAME_MOST}
        value={person.name}
        error={isTried && isWrong.name ? t('signUp.noName') : undefined}
        onChange={({ target }) => setPerson({ ...person, name: target.value })}
      />
      <Field
        name="email"
        type="email"
        label={t('signUp.email')}
        required
        autoComplete="email"
        value={person.email}
        hint={t(`signUp.${hintOf(arrival, person.email)}`, {
          provider: t(`names.${arrival.provider}`),
        })}
        error={isTried && isWrong.email ? t('signUp.noEmail') : undefined}
        onChange={({ target }) => setPerson({ ...person, email: target.value })}
      />
      <Consents {...{ accepted, isTried }} onChange={setAccepted} />
      <Submit pending={pending}>{t('signUp.button')}</Submit>
    </form>
  )
}

/** What is said of the address: another than the provider’s is confirmed by mail. */
function hintOf({ email, isVerified }: Arrival, typed: string) {
  if (email === null && typed === '') return 'notShared'
  return isVerified && typed.trim().toLowerCase() === email ? 'vouched' : 'toConfirm'
}
