import { useState } from 'react'
import { call } from '../../../web/call.ts'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Field } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { useForm } from '../../../web/use-form.ts'
import type * as contract from '../../second-factor/contract.ts'
import { useFactorText } from './text.ts'

/** The challenge of a first step that was refused for want of a code. */
export const challengeIn = (
  problem: { readonly type: string; readonly [fact: string]: unknown } | undefined,
): string | undefined =>
  problem?.type === 'code-needed' && typeof problem.challenge === 'string'
    ? problem.challenge
    : undefined

interface CodeStepProps {
  readonly challenge: string
  readonly onDone: () => Promise<void>
  readonly onAgain: () => void
}

/** The second step of signing in. */
export function CodeStep({ challenge, onDone, onAgain }: CodeStepProps) {
  const t = useFactorText()
  const [isRecovery, setRecovery] = useState(false)
  const { draft, change, isTried, pending, problem, submit } = useForm({
    first: { code: '', remember: false },
    request: ({ code, remember }) =>
      code.trim() === ''
        ? undefined
        : () =>
            call<typeof contract.signInWithCode>('POST /v1/auth/sign-in/code', {
              body: { challenge, code, remember },
            }),
    onDone,
  })
  return (
    <Page title={t('step.title')} lead={t(isRecovery ? 'step.recoveryLead' : 'step.lead')} narrow>
      <form noValidate onSubmit={submit} className="grid gap-5">
        <Refused problem={problem} />
        <Field
          key={isRecovery ? 'recovery' : 'app'}
          name="code"
          label={t(isRecovery ? 'step.recovery' : 'step.code')}
          required
          autoFocus
          inputMode={isRecovery ? 'text' : 'numeric'}
          autoComplete={isRecovery ? 'off' : 'one-time-code'}
          value={draft.code}
          error={isTried && draft.code.trim() === '' ? t('step.noCode') : undefined}
          onChange={({ target }) => change({ code: target.value })}
        />
        <label className="flex min-h-11 items-center gap-3">
          <input
            type="checkbox"
            className="size-5"
            checked={draft.remember}
            onChange={({ target }) => change({ remember: target.checked })}
          />
          {t('step.remember')}
        </label>
        <Submit pending={pending}>{t('step.submit')}</Submit>
        <Button
          kind="plain"
          onClick={() => {
            change({ code: '' })
            setRecovery(!isRecovery)
          }}
        >
          {t(isRecovery ? 'step.useApp' : 'step.useRecovery')}
        </Button>
        <Button kind="plain" onClick={onAgain}>
          {t('step.again')}
        </Button>
      </form>
    </Page>
  )
}
