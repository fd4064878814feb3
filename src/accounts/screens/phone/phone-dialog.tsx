import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../phone/contract.ts'
import { usePhoneText } from './text.ts'
import { sendPhoneCode, verifyPhone } from './verified-query.ts'

type Sent = AnswerOf<typeof contract.sendPhoneCode>

interface PhoneDialogProps {
  /** A store asks for it, and something waits for it. */
  readonly isForStore?: boolean
  /** Filled in: the number that the reader keeps. */
  readonly phone?: string
  readonly onVerified: () => void
  readonly onClose: () => void
}

/** Verifies a mobile number in two steps: the number, then the code that was sent to it. */
export function PhoneDialog(props: PhoneDialogProps) {
  const { isForStore = false, onVerified, onClose } = props
  const t = usePhoneText()
  const [phone, setPhone] = useState(props.phone ?? '')
  const [sent, setSent] = useState<Sent>()
  return (
    <Dialog title={t('dialog.title')} onClose={onClose}>
      {sent ? (
        <CodeStep
          key={sent.expiresAt}
          {...{ sent, onVerified, onClose }}
          onSent={setSent}
          onOther={() => setSent(undefined)}
        />
      ) : (
        <>
          <p className="text-soft">{t(isForStore ? 'dialog.storeLead' : 'dialog.lead')}</p>
          <p className="text-soft">{t('dialog.taken')}</p>
          <NumberStep {...{ phone, onClose }} onPhone={setPhone} onSent={setSent} />
        </>
      )}
    </Dialog>
  )
}

interface NumberStepProps {
  readonly phone: string
  readonly onPhone: (phone: string) => void
  readonly onSent: (sent: Sent) => void
  readonly onClose: () => void
}

function NumberStep({ phone, onPhone, onSent, onClose }: NumberStepProps) {
  const t = usePhoneText()
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const ask = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!phone.trim()) return focusFirstWrong(event.currentTarget)
    const result = await send(() => sendPhoneCode(phone))
    if (result?.ok) onSent(result.answer)
  }
  return (
    <form noValidate onSubmit={ask} className="grid gap-5">
      <Refused problem={problem} />
      <Field
        name="phone"
        type="tel"
        label={t('dialog.phone')}
        required
        autoComplete="tel"
        value={phone}
        error={isTried && !phone.trim() ? t('dialog.phoneMissing') : undefined}
        onChange={({ target }) => onPhone(target.value)}
      />
      <DialogActions keep={t('dialog.cancel')} onKeep={onClose}>
        <Submit pending={pending}>{t('dialog.send')}</Submit>
      </DialogActions>
    </form>
  )
}

interface CodeStepProps extends Pick<PhoneDialogProps, 'onVerified' | 'onClose'> {
  readonly sent: Sent
  readonly onSent: (sent: Sent) => void
  readonly onOther: () => void
}

const isCode = (text: string): boolean => /^\d{6}$/.test(text)

function CodeStep({ sent, onSent, onOther, onVerified, onClose }: CodeStepProps) {
  const t = usePhoneText()
  const client = useQueryClient()
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  const proving = useSend()
  const asking = useSend()
  const prove = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isCode(code)) return focusFirstWrong(event.currentTarget)
    const result = await proving.send(() => verifyPhone(client, code))
    if (result?.ok) onVerified()
  }
  const askAgain = async () => {
    const result = await asking.send(() => sendPhoneCode(sent.phone))
    if (result?.ok) onSent(result.answer)
  }
  const left = proving.problem?.triesLeft
  return (
    <form noValidate onSubmit={prove} className="grid gap-5">
      <Notice tone={sent.isSure ? 'good' : 'warn'}>
        <p>{t(sent.isSure ? 'dialog.sent' : 'dialog.unsure', { phone: sent.phone })}</p>
        {sent.inbox ? (
          <a href={sent.inbox} target="_blank" rel="noreferrer" className="font-semibold underline">
            {t('dialog.inbox')}
          </a>
        ) : null}
      </Notice>
      <Refused problem={proving.problem ?? asking.problem} />
      <Field
        name="code"
        label={t('dialog.code')}
        required
        autoFocus
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        hint={typeof left === 'number' ? t('dialog.triesLeft', { count: left }) : undefined}
        error={isTried && !isCode(code) ? t('dialog.codeWrong') : undefined}
        onChange={({ target }) => setCode(target.value.replaceAll(/\D/g, '').slice(0, 6))}
      />
      <div className="flex flex-wrap gap-x-2">
        <Button kind="plain" className="-ml-5" pending={asking.pending} onClick={askAgain}>
          {t('dialog.again')}
        </Button>
        <Button kind="plain" onClick={onOther}>
          {t('dialog.other')}
        </Button>
      </div>
      <DialogActions keep={t('dialog.cancel')} onKeep={onClose}>
        <Submit pending={proving.pending}>{t('dialog.confirm')}</Submit>
      </DialogActions>
    </form>
  )
}
