import { useState } from 'react'
import { call, type ProblemBody, type Result } from '../../../web/call.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Field } from '../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useForm } from '../../../web/use-form.ts'
import type * as contract from '../../passkeys/contract.ts'
import {
  type Asked,
  ConfirmFields,
  isFilled,
  sentOf,
  unconfirmed,
} from '../second-factor/confirm-fields.tsx'
import { registerPasskey } from './ceremony.ts'
import { usePasskeyText } from './text.ts'

const NAME_MOST = 60

interface AddPasskeyProps {
  readonly asked: Asked
  readonly onClose: () => void
  readonly onDone: () => unknown
}

/** Asks whose account it is and how the passkey is called; then the browser makes it. */
export function AddPasskey({ asked, onClose, onDone }: AddPasskeyProps) {
  const t = usePasskeyText()
  const [ended, setEnded] = useState<'stopped' | 'known'>()
  const form = useForm({
    first: { ...unconfirmed, name: t('usual') },
    request: (typed) => {
      setEnded(undefined)
      const name = typed.name.trim()
      if (!name || !isFilled(typed, asked)) return undefined
      return () => make(name, sentOf(typed, asked))
    },
    onDone: (how: 'made' | 'stopped' | 'known') => (how === 'made' ? onDone() : setEnded(how)),
  })
  const { draft, change, isTried, pending, problem, submit } = form
  return (
    <Dialog title={t('add')} onClose={onClose}>
      <form noValidate onSubmit={submit} className="grid gap-5">
        <Refused problem={problem as ProblemBody | undefined} />
        {ended ? <Notice tone="warn">{t(ended)}</Notice> : null}
        <Field
          name="name"
          label={t('name')}
          hint={t('nameHint')}
          required
          maxLength={NAME_MOST}
          autoComplete="off"
          value={draft.name}
          error={isTried && !draft.name.trim() ? t('noName') : undefined}
          onChange={({ target }) => change({ name: target.value })}
        />
        <ConfirmFields asked={asked} typed={draft} isTried={isTried} onChange={change} />
        <DialogActions keep={t('cancel')} onKeep={onClose}>
          <Submit pending={pending}>{t('create')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}

async function make(
  name: string,
  body: ReturnType<typeof sentOf>,
): Promise<Result<'made' | 'stopped' | 'known'>> {
  const options = await call<typeof contract.beginPasskey>('POST /v1/me/passkeys/options', { body })
  if (!options.ok) return options
  const made = await registerPasskey(options.answer, name)
  if (made.ended !== 'answered') return { ok: true, answer: made.ended }
  return made.result.ok ? { ok: true, answer: 'made' } : made.result
}
