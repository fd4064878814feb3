import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type * as stores from '../../stores/contract.ts'
import { GuestTerms } from '../../terms/screens/guest-terms.tsx'
import { acceptAsGuest } from '../../terms/screens/terms-queries.ts'
import type { QueryClient } from '../../web/cache.ts'
import { call, type ProblemBody } from '../../web/call.ts'
import { Button, Submit } from '../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../web/kit/field.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { Page } from '../../web/kit/page.tsx'
import { useQueryClient } from '../../web/query.ts'
import { becomeGuest, isSandbox, meQuery, someoneElse } from '../../web/session.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { SignInPasskey } from './passkeys/sign-in-passkey.tsx'
import { ProviderButtons } from './providers/provider-buttons.tsx'
import { CodeStep, challengeIn } from './second-factor/code-step.tsx'
import { useAccountText } from './text.ts'

export function SignIn() {
  const { return: back, guest } = useSearch({ from: '/sign-in' })
  return <SignInPage back={back} guest={guest} />
}

interface SignInPageProps {
  readonly back: string | undefined
  /** What is there may be done as a guest. */
  readonly guest?: true | undefined
  /** Why another way in has failed. */
  readonly problem?: ProblemBody | undefined
}

export function SignInPage({ back, guest, problem }: SignInPageProps) {
  const t = useAccountText()
  const client = useQueryClient()
  const router = useRouter()
  const [person, setPerson] = useState({ email: '', password: '' })
  const [challenge, setChallenge] = useState(challengeIn(problem))
  const arrive = async () => {
    await someoneElse(client)
    router.history.replace(back ?? (await homeOf(client)))
  }
  if (challenge)
    return (
      <CodeStep challenge={challenge} onDone={arrive} onAgain={() => setChallenge(undefined)} />
    )
  return (
    <Page title={t('signIn.title')} lead={back ? t('signIn.leadBack') : undefined} narrow>
      <Refused problem={problem} />
      <SignInForm
        person={person}
        onChange={setPerson}
        onDone={arrive}
        onChallenge={(asked) => {
          setPerson({ ...person, password: '' })
          setChallenge(asked)
        }}
      />
      <SignInPasskey onDone={arrive} />
      <ProviderButtons back={back} />
      {isSandbox() ? (
        <DemoAccounts onChoose={(email) => setPerson({ email, password: 'sandbox-only' })} />
      ) : null}
      <p className="text-center">
        {t('signIn.noAccount')}{' '}
        <Link
          to="/sign-up"
          search={back ? { return: back, guest } : {}}
          className="inline-flex min-h-11 items-center font-semibold text-accent underline"
        >
          {t('signUp.title')}
        </Link>
      </p>
      {back && guest ? <AsGuest back={back} /> : null}
      <p className="text-center">
        <Link
          to="/guest-bookings"
          className="inline-flex min-h-11 items-center text-soft underline"
        >
          {t('signIn.guestBookings')}
        </Link>
      </p>
    </Page>
  )
}

/** Goes on without an account, where one is not needed. */
function AsGuest({ back }: { back: string }) {
  const t = useAccountText()
  const client = useQueryClient()
  const router = useRouter()
  const { pending, problem, send } = useSend()
  const goOn = async () => {
    const sent = await send(async () => {
      const guest = await becomeGuest(client)
      return guest.ok ? acceptAsGuest(client) : guest
    })
    if (sent?.ok) router.history.replace(back)
  }
  return (
    <section className="grid gap-3 border-t border-line pt-5">
      <Refused problem={problem} />
      <GuestTerms />
      <Button kind="quiet" pending={pending} onClick={goOn}>
        {t('signIn.asGuest')}
      </Button>
      <p className="text-center text-sm text-soft">{t('signIn.asGuestLead')}</p>
    </section>
  )
}

interface SignInFormProps {
  readonly person: { readonly email: string; readonly password: string }
  readonly onChange: (person: SignInFormProps['person']) => void
  readonly onDone: () => Promise<void>
  /** The password was right, and a code is asked for. */
  readonly onChallenge: (challenge: string) => void
}

function SignInForm({ person, onChange, onDone, onChallenge }: SignInFormProps) {
  const t = useAccountText()
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const signIn = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!person.email.includes('@') || !person.password) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.signIn>('POST /v1/auth/sign-in/email', { body: person }),
    )
    if (sent?.ok) return onDone()
    const challenge = challengeIn(sent?.problem)
    if (challenge) onChallenge(challenge)
  }
  return (
    <form onSubmit={signIn} noValidate className="grid gap-5">
      <Refused problem={problem} />
      <Field
        name="email"
        type="email"
        label={t('signIn.email')}
        required
        autoComplete="username webauthn"
        value={person.email}
        error={isTried && !person.email.includes('@') ? t('signUp.wrong.email') : undefined}
        onChange={(event) => onChange({ ...person, email: event.target.value })}
      />
      <Field
        name="password"
        type="password"
        label={t('signIn.password')}
        required
        autoComplete="current-password"
        value={person.password}
        error={isTried && !person.password ? t('signIn.noPassword') : undefined}
        onChange={(event) => onChange({ ...person, password: event.target.value })}
      />
      <Submit pending={pending}>{t('signIn.button')}</Submit>
      <Link
        to="/reset"
        className="inline-flex min-h-11 items-center justify-self-center text-soft underline"
      >
        {t('signIn.forgot')}
      </Link>
    </form>
  )
}

/** Where somebody begins: an administrator at their page, staff and an owner with a store at the desk, anybody else as a guest. */
export async function homeOf(client: QueryClient): Promise<string> {
  const me = await client.fetchQuery(meQuery)
  if (me?.role === 'admin') return '/admin'
  if (me?.jobs.length) return '/desk'
  if (me?.role !== 'owner') return '/'
  const mine = await call<typeof stores.listMyStores>('GET /v1/me/stores', { query: { limit: 1 } })
  return mine.ok && mine.answer.data.length > 0 ? '/desk' : '/'
}

const demoAccounts = ['customer', 'owner', 'admin'] as const

/** Fills in a demo account with one tap. */
function DemoAccounts({ onChoose }: { onChoose: (email: string) => void }) {
  const t = useAccountText()
  return (
    <section
      aria-labelledby="demo"
      className="grid gap-3 rounded-3xl border border-dashed border-edge p-5"
    >
      <div>
        <h2 id="demo" className="font-bold">
          {t('signIn.demo')}
        </h2>
        <p className="text-sm text-soft">{t('signIn.demoLead')}</p>
      </div>
      <ul className="grid gap-2 sm:grid-cols-3">
        {demoAccounts.map((name) => (
          <li key={name}>
            <button
              type="button"
              onClick={() => onChoose(`${name}@jari.local`)}
              className="min-h-12 w-full rounded-xl border border-edge bg-card px-3 py-2 font-semibold hover:bg-well"
            >
              {t(`signIn.demoAccount.${name}`)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
