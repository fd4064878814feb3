import { Link, Navigate, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { lengthOf } from '../../../kernel/length.ts'
import { call } from '../../../web/call.ts'
import { buttonLook, Submit } from '../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { someoneElse } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../address/contract.ts'
import { CodeStep, challengeIn } from '../second-factor/code-step.tsx'
import { isAddress, PASSWORD_LEAST, PASSWORD_MOST, passwordRefusal } from '../typed.ts'
import { LinkEnded } from './link-ended.tsx'
import { type AccountLink, dropLinkToken, linkQuery, useLinkToken } from './link-query.ts'
import { useAddressText } from './text.ts'

/** A forgotten password: asks for the mail, or, by its link, for a new password. */
export function Reset() {
  const token = useLinkToken()
  return token ? <Opened token={token} /> : <AskForMail />
}

function AskForMail() {
  const t = useAddressText()
  const [email, setEmail] = useState('')
  const [isTried, setTried] = useState(false)
  const [sentTo, setSentTo] = useState<string>()
  const { pending, problem, send } = useSend()
  const ask = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isAddress(email)) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.requestReset>('POST /v1/auth/request-password-reset', {
        body: { email },
      }),
    )
    if (sent?.ok) setSentTo(email)
  }
  return (
    <Page title={t('reset.title')} lead={t('reset.lead')} narrow>
      <form noValidate onSubmit={ask} className="grid gap-5">
        <Refused problem={problem} />
        {sentTo ? (
          <Notice tone="good" title={t('reset.sent')}>
            <p className="wrap-anywhere">{t('reset.sentLead', { email: sentTo })}</p>
          </Notice>
        ) : null}
        <Field
          name="email"
          type="email"
          label={t('reset.email')}
          required
          autoComplete="username"
          value={email}
          error={isTried && !isAddress(email) ? t('address.wrong') : undefined}
          onChange={({ target }) => setEmail(target.value)}
        />
        <Submit pending={pending} kind={sentTo ? 'quiet' : 'primary'}>
          {sentTo ? t('reset.again') : t('reset.send')}
        </Submit>
      </form>
      <Link
        to="/sign-in"
        className="inline-flex min-h-11 items-center justify-self-center underline"
      >
        {t('reset.signIn')}
      </Link>
    </Page>
  )
}

function Opened({ token }: { readonly token: string }) {
  const t = useAddressText()
  const link = useQuery(linkQuery(token, undefined))
  const status = (link.error as { status?: number } | null)?.status
  if (status === 410 || status === 400)
    return (
      <Page title={t('reset.title')} narrow>
        <LinkEnded />
      </Page>
    )
  return (
    <Loaded query={link}>
      {(found) =>
        found.kind === 'change' ? (
          <Navigate to="/verify" replace />
        ) : (
          <NewPassword token={token} link={found} />
        )
      }
    </Loaded>
  )
}

interface NewPasswordProps {
  readonly token: string
  readonly link: AccountLink
}

function NewPassword({ token, link: { kind, email } }: NewPasswordProps) {
  const t = useAddressText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [newPassword, setPassword] = useState('')
  const [isTried, setTried] = useState(false)
  const [challenge, setChallenge] = useState<string>()
  const { pending, problem, send } = useSend()
  const refusal = passwordRefusal(problem)
  const isShort = lengthOf(newPassword) < PASSWORD_LEAST
  const isUndo = kind === 'changed'
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const form = event.currentTarget
    if (isShort) return focusFirstWrong(form)
    const sent = await send(() =>
      call<typeof contract.resetPassword>('POST /v1/auth/reset-password', {
        body: { token, newPassword },
      }),
    )
    const asked = sent && !sent.ok ? challengeIn(sent.problem) : undefined
    if (asked) return setChallenge(asked) // the password is set, and signs in with a code
    if (sent?.ok) return arrive()
    focusFirstWrong(form)
  }
  const arrive = async () => {
    dropLinkToken()
    await someoneElse(client)
    await navigate({ to: '/account', replace: true })
  }
  const again = () => navigate({ to: '/sign-in', replace: true })
  if (challenge) return <CodeStep challenge={challenge} onDone={arrive} onAgain={again} />
  return (
    <Page
      title={isUndo ? t('reset.undoTitle') : t('reset.newTitle')}
      lead={t(isUndo ? 'reset.undoLead' : 'reset.newLead', { email })}
      narrow
    >
      <form noValidate onSubmit={save} className="grid gap-5">
        <Refused problem={refusal ? undefined : problem} />
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field
          name="newPassword"
          type="password"
          label={t('reset.password')}
          hint={t('reset.hint')}
          required
          autoComplete="new-password"
          maxLength={PASSWORD_MOST}
          value={newPassword}
          error={isTried && isShort ? t('reset.short') : refusal}
          onChange={({ target }) => setPassword(target.value)}
        />
        {problem?.code === 'link-of-newcomer' ? <NewLink /> : <Save {...{ isUndo, pending }} />}
      </form>
    </Page>
  )
}

function NewLink() {
  const t = useAddressText()
  return (
    <Link to="/reset" onClick={dropLinkToken} className={buttonLook()}>
      {t('reset.ended')}
    </Link>
  )
}

function Save({ isUndo, pending }: { readonly isUndo: boolean; readonly pending: boolean }) {
  const t = useAddressText()
  return <Submit pending={pending}>{isUndo ? t('reset.undo') : t('reset.save')}</Submit>
}
