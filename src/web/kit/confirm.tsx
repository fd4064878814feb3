import type { ReactNode } from 'react'
import type { Result } from '../call.ts'
import { useSend } from '../use-send.ts'
import { Button } from './button.tsx'
import { DialogActions } from './dialog.tsx'
import { Refused } from './notice.tsx'

export interface ConfirmProps<Answer> {
  /** What happens on confirmation. */
  readonly children: ReactNode
  readonly keep: string
  readonly onKeep: () => void
  readonly confirm: string
  readonly request: () => Promise<Result<Answer>>
  readonly onDone: (answer: Answer) => unknown
}

/** The content of a dialog that confirms something destructive. */
export function Confirm<Answer>(props: ConfirmProps<Answer>) {
  const { children, keep, onKeep, confirm, request, onDone } = props
  const { pending, problem, send } = useSend()
  const submit = async () => {
    const sent = await send(request)
    if (sent?.ok) await onDone(sent.answer)
  }
  return (
    <>
      {children}
      <Refused problem={problem} />
      <DialogActions keep={keep} onKeep={onKeep}>
        <Button kind="danger" pending={pending} onClick={submit}>
          {confirm}
        </Button>
      </DialogActions>
    </>
  )
}
