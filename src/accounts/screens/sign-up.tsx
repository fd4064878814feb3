import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { lengthOf, PERSON_NAME_MOST } from '../../kernel/length.ts'
import { useInvitedAddress } from '../../stores/staff/screens/invitation-link.ts'
import { Consents, isComplete } from '../../terms/screens/consents.tsx'
import type { Accepted } from '../../terms/screens/terms-queries.ts'
import { call } from '../../web/call.ts'
import { Submit } from '../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../web/kit/field.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { Page } from '../../web/kit/page.tsx'
import { sayNext } from '../../web/kit/said.tsx'
import { useQueryClient } from '../../web/query.ts'
import { sendsMail, someoneElse } from '../../web/session.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { leaveAt } from './address/left-at.ts'
import { ProviderButtons } from './providers/provider-buttons.tsx'
import { useAccountText } from './text.ts'
import { isAddress, PASSWORD_LEAST, PASSWORD_MOST, passwordRefusal } from './typed.ts'

export function SignUp() {
  const t = useAccountText()
  const { return: back, guest } = useSearch({ from: '/sign-up' })
  return (
    <Page title={t('signUp.title')} narrow>
      <SignUpForm back={back ?? '/'} invited={useInvitedAddress(back)} />
      <ProviderButtons back={back} />
      <p className="text-center">
        {t('signUp.hasAccount')}{' '}
        <Link
          to="/sign-in"
          search={back ? { return: back, guest } : {}}
          className="inline-flex min-h-11 items-center font-semibold text-accent underline"
        >
          {t('signIn.title')}
        </Link>
      </p>
    </Page>
  )
}

interface Person {
  readonly name: string
  readonly email: string
  readonly password: string
}

/** What keeps the form from being sent. */
const wrongOf = ({ name, email, password }: Person): Partial<Record<keyof Person, true>> => ({
  ...(!name.trim() && { name: true }),
  ...(!isAddress(email) && { email: true }),
  ...(lengthOf(password) < PASSWORD_LEAST && { password: true }),
})

interface SignUpFormProps {
  readonly back: string
  /** Filled in until somebody types another. */
  readonly invited: string | undefined
}

function SignUpForm({ back, invited }: SignUpFormProps) {
  const t = useAccountText()
  const client = useQueryClient()
  const router = useRouter()
  const [typed, setTyped] = useState<Partial<Person>>({})
  const person: Person = { name: '', password: '', email: invited ?? '', ...typed }
  const [accepted, setAccepted] = useState<Accepted>([])
  const [isTried, setTried] = useState(false)
  const wrong = wrongOf(person)
  const { pending, problem, send } = useSend()
  const refusal = passwordRefusal(problem)
  const signUp = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const form = event.currentTarget
    if (Object.keys(wrong).length > 0 || !isComplete(accepted)) return focusFirstWrong(form)
    const sent = await send(() =>
      call<typeof contract.signUp>('POST /v1/auth/sign-up/email', {
        body: { ...person, accepted },
      }),
    )
    if (!sent?.ok) return focusFirstWrong(form)
    await someoneElse(client)
    leaveAt(sent.answer.user.id, back)
    if (sendsMail()) sayNext(t('signUp.mailed', { email: person.email.trim() }))
    router.history.replace(back)
  }
  const field = (name: keyof typeof person) => ({
    name,
    required: true,
    value: person[name],
    error: isTried && wrong[name] ? t(`signUp.wrong.${name}`) : undefined,
    onChange: (event: { target: HTMLInputElement }) =>
      setTyped({ ...typed, [name]: event.target.value }),
  })
  return (
    <form onSubmit={signUp} noValidate className="grid gap-5">
      <Refused problem={refusal ? undefined : problem} />
      <Field
        {...field('name')}
        label={t('signUp.name')}
        autoComplete="name"
        maxLength={PERSON_NAME_MOST}
      />
      <Field {...field('email')} type="email" label={t('signIn.email')} autoComplete="username" />
      <Field
        {...field('password')}
        error={isTried && wrong.password ? t('signUp.wrong.password') : refusal}
        type="password"
        label={t('signIn.password')}
        hint={t('signUp.passwordHint')}
        autoComplete="new-password"
        maxLength={PASSWORD_MOST}
      />
      <Consents {...{ accepted, isTried }} onChange={setAccepted} />
      <Submit pending={pending}>{t('signUp.button')}</Submit>
    </form>
  )
}
