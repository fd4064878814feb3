import type { ReactNode } from 'react'
import type { Result } from '../../../web/call.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useForm } from '../../../web/use-form.ts'
import { type Asked, ConfirmFields, isFilled, sentOf, unconfirmed } from './confirm-fields.tsx'
import { useFactorText } from './text.ts'

interface ConfirmDialogProps<Answer> {
  readonly title: string
  readonly lead: ReactNode
  readonly asked: Asked
  readonly keep: string
  readonly confirm: string
  readonly isDangerous?: boolean
  readonly request: (confirmation: ReturnType<typeof sentOf>) => Promise<Result<Answer>>
  readonly onClose: () => void
  readonly onDone: (answer: Answer) => unknown
}

/** Asks whose account it is before how they sign in is changed. */
export function ConfirmDialog<Answer>(props: ConfirmDialogProps<Answer>) {
  const { title, lead, asked, keep, confirm, isDangerous, request, onClose, onDone } = props
  const { draft, change, isTried, pending, problem, submit } = useForm({
    first: unconfirmed,
    request: (typed) => (isFilled(typed, asked) ? () => request(sentOf(typed, asked)) : undefined),
    onDone,
  })
  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate onSubmit={submit} className="grid gap-5">
        <p className="text-soft">{lead}</p>
        <Refused problem={problem} />
        <ConfirmFields asked={asked} typed={draft} isTried={isTried} onChange={change} />
        <DialogActions keep={keep} onKeep={onClose}>
          <Submit kind={isDangerous ? 'danger' : 'primary'} pending={pending}>
            {confirm}
          </Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** The usual question before something is begun. */
export function useConfirmWords() {
  const t = useFactorText()
  return {
    title: t('confirm.title'),
    lead: t('confirm.lead'),
    keep: t('cancel'),
    confirm: t('confirm.go'),
  }
}
