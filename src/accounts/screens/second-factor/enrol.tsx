import { Qr } from '../../../tickets/screens/qr.tsx'
import { call } from '../../../web/call.ts'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Field } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useForm } from '../../../web/use-form.ts'
import type * as contract from '../../second-factor/contract.ts'
import { useFactorText } from './text.ts'

interface EnrolProps {
  readonly secret: string
  readonly uri: string
  readonly onCancel: () => void
  readonly onDone: (recoveryCodes: readonly string[]) => void
}

/** Puts the secret into an app, and takes the first code of it. */
export function Enrol({ secret, uri, onCancel, onDone }: EnrolProps) {
  const t = useFactorText()
  const isCode = (code: string) => /^\d{6}$/.test(code.replaceAll(/\s/g, ''))
  const { draft, change, isTried, pending, problem, submit } = useForm({
    first: { code: '' },
    request: (body) =>
      isCode(body.code)
        ? () => call<typeof contract.confirmEnrolment>('POST /v1/me/second-factor', { body })
        : undefined,
    onDone: ({ recoveryCodes }) => onDone(recoveryCodes),
  })
  return (
    <form
      noValidate
      onSubmit={submit}
      className="grid gap-5 rounded-3xl border border-line bg-card p-5"
    >
      <div className="grid gap-3">
        <h3 className="font-bold">{t('enrol.scan')}</h3>
        <p className="text-soft">{t('enrol.apps')}</p>
        <Qr text={uri} label={t('enrol.qr')} className="size-56 justify-self-center" />
        <a
          href={uri}
          className="inline-flex min-h-11 items-center justify-self-center font-semibold text-accent underline"
        >
          {t('enrol.open')}
        </a>
        <p className="text-sm text-soft">{t('enrol.byHand')}</p>
        <code className="rounded-xl bg-well px-4 py-3 break-all select-all">
          {secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
        </code>
      </div>
      <h3 className="font-bold">{t('enrol.type')}</h3>
      <Refused problem={problem} />
      <Field
        name="code"
        label={t('enrol.code')}
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        value={draft.code}
        hint={t('enrol.others')}
        error={isTried && !isCode(draft.code) ? t('enrol.noCode') : undefined}
        onChange={({ target }) => change({ code: target.value })}
      />
      <div className="flex flex-wrap gap-3">
        <Submit pending={pending}>{t('enrol.submit')}</Submit>
        <Button kind="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
