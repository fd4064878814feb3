import { type FormEvent, useState } from 'react'
import { call, type ProblemBody } from '../../../web/call.ts'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { offeredProviders } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as accounts from '../../contract.ts'
import type * as contract from '../../providers/contract.ts'
import type { ProviderName } from '../../providers/provider.ts'
import { ProviderLogo } from './provider-logo.tsx'
import type { SignIns } from './sign-ins-query.ts'
import { useProvidersText } from './text.ts'

interface ConfirmOwnerProps {
  readonly signIns: SignIns
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Asks whoever is signed in to prove it anew: by the password, or at a provider if there is none. */
export function ConfirmOwner({ signIns, onClose, onDone }: ConfirmOwnerProps) {
  const t = useProvidersText()
  return (
    <Dialog title={t('confirm.title')} onClose={onClose}>
      {signIns.hasPassword ? (
        <ByPassword onClose={onClose} onDone={onDone} />
      ) : (
        <ByProvider signIns={signIns} />
      )}
    </Dialog>
  )
}

function ByPassword({ onClose, onDone }: Omit<ConfirmOwnerProps, 'signIns'>) {
  const t = useProvidersText()
  const [password, setPassword] = useState('')
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const prove = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!password) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof accounts.proveMyself>('POST /v1/auth/proof', { body: { password } }),
    )
    if (sent?.ok) onDone()
  }
  return (
    <form noValidate onSubmit={prove} className="grid gap-5">
      <p className="text-soft">{t('confirm.lead')}</p>
      <Field
        name="password"
        type="password"
        label={t('confirm.password')}
        required
        autoComplete="current-password"
        value={password}
        error={isTried && !password ? t('confirm.noPassword') : problem?.title}
        onChange={({ target }) => setPassword(target.value)}
      />
      <DialogActions keep={t('confirm.cancel')} onKeep={onClose}>
        <Submit pending={pending}>{t('confirm.button')}</Submit>
      </DialogActions>
    </form>
  )
}

/** The way to a provider and back to the account. */
export function ByProvider({
  signIns,
  returnPath = '/account',
}: {
  readonly signIns: SignIns
  readonly returnPath?: string
}) {
  const t = useProvidersText()
  const { pending, problem, send } = useSend()
  const start = async (provider: ProviderName) => {
    const sent = await send(() =>
      call<typeof contract.startOwnVisit>('POST /v1/me/sign-ins/:provider/visits', {
        params: { provider },
        body: { purpose: 'confirm', returnPath },
      }),
    )
    if (sent?.ok) location.assign(sent.answer.url)
  }
  const offered = offeredProviders()
  return (
    <div className="grid gap-3">
      <p className="text-soft">{t('confirm.byProvider')}</p>
      <Refused problem={problem} />
      {signIns.data
        .filter(({ provider }) => offered.includes(provider))
        .map(({ provider }) => (
          <Button key={provider} kind="quiet" pending={pending} onClick={() => start(provider)}>
            <ProviderLogo provider={provider} />
            {t('confirm.with', { provider: t(`names.${provider}`) })}
          </Button>
        ))}
    </div>
  )
}

interface UnprovenProps {
  readonly signIns: SignIns | undefined
  readonly problem: ProblemBody | undefined
}

/** What an account without a password is told where one with a password types it. */
export const Unproven = ({ signIns, problem }: UnprovenProps) =>
  problem?.type === 'sign-in-again' && signIns ? (
    <ByProvider signIns={signIns} />
  ) : (
    <Refused problem={problem} />
  )
