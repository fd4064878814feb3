import type { Result } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button } from '../../../web/kit/button.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useSend } from '../../../web/use-send.ts'
import { DoneNotice } from './done-notice.tsx'
import { useDayText } from './text.ts'

/** What was done, and how it is undone, if it can be. */
export interface Done {
  readonly said: string
  readonly undo?: (() => Promise<Result<unknown>>) | undefined
}

interface UndoBarProps {
  readonly done: Done
  readonly refresh: () => Promise<unknown>
  readonly onGone: () => void
}

/** What was done last, until it is undone or something else is done; why it cannot be undone, where it is refused. */
export function UndoBar({ done, refresh, onGone }: UndoBarProps) {
  const t = useDayText()
  const { said, undo } = done
  const { pending, problem, send } = useSend()
  const press = async (ask: NonNullable<Done['undo']>) => {
    const sent = await send(ask)
    await refresh()
    if (!sent?.ok) return
    onGone()
    announce(t('undone'))
  }
  return (
    <div className="grid gap-2">
      <Refused problem={problem} />
      <DoneNotice {...{ said, onGone }}>
        {undo ? (
          <Button kind="quiet" className="px-3" pending={pending} onClick={() => press(undo)}>
            {t('undo')}
          </Button>
        ) : null}
      </DoneNotice>
    </div>
  )
}
