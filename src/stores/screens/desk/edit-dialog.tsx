import { type FormEvent, type ReactNode, useState } from 'react'
import type { ProblemBody, Result } from '../../../web/call.ts'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Confirm, type ConfirmProps } from '../../../web/kit/confirm.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useSend } from '../../../web/use-send.ts'

interface AddDialogProps {
  readonly title: string
  readonly add: string
  readonly cancel: string
  readonly pending: boolean
  readonly problem: ProblemBody | undefined
  readonly onSubmit: (event: FormEvent) => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog with a form that adds something. */
export function AddDialog(props: AddDialogProps) {
  const { title, add, cancel, pending, problem, onSubmit, onClose, children } = props
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate className="grid gap-5">
        <Refused problem={problem} />
        {children}
        <DialogActions keep={cancel} onKeep={onClose}>
          <Submit pending={pending}>{add}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** What a form in a `ChangeDialog` calls. */
export interface ChangeActions {
  readonly onRemove: () => void
  readonly onDone: () => Promise<void>
}

interface ChangeDialogProps {
  readonly title: string
  readonly removeTitle: string
  readonly onClose: () => void
  /** Refetches what a change or a removal changes. */
  readonly refresh: () => Promise<unknown>
  readonly form: (actions: ChangeActions) => ReactNode
  readonly removal: Omit<ConfirmProps<unknown>, 'onKeep' | 'onDone'>
}

/** A dialog that changes something, and asks for confirmation before removing it. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { title, removeTitle, onClose, refresh, form, removal } = props
  const [isRemoving, setRemoving] = useState(false)
  const onDone = async () => {
    await refresh()
    onClose()
  }
  return (
    <Dialog title={isRemoving ? removeTitle : title} onClose={onClose}>
      {isRemoving ? (
        <Confirm {...removal} onKeep={() => setRemoving(false)} onDone={onDone} />
      ) : (
        form({ onRemove: () => setRemoving(true), onDone })
      )}
    </Dialog>
  )
}

interface ChangeFormProps extends ChangeActions {
  readonly remove: string
  readonly save: string
  /** Undefined while a field is invalid. */
  readonly request: (() => Promise<Result<unknown>>) | undefined
  readonly children: ReactNode
}

export function ChangeForm(props: ChangeFormProps) {
  const { remove, onRemove, save, request, onDone, children } = props
  const { pending, problem, send } = useSend()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!request) return focusFirstWrong(event.currentTarget)
    const sent = await send(request)
    if (sent?.ok) await onDone()
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Refused problem={problem} />
      {children}
      <div className="flex flex-wrap justify-between gap-3">
        <Button kind="danger" onClick={onRemove}>
          {remove}
        </Button>
        <Submit pending={pending}>{save}</Submit>
      </div>
    </form>
  )
}

interface TimeFieldProps {
  readonly label: string
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

export const TimeField = ({ onChange, ...props }: TimeFieldProps) => (
  <Field type="time" required {...props} onChange={(event) => onChange(event.target.value)} />
)
