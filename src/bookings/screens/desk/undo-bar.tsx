import { announce } from '../../../web/kit/announce.tsx'
import { Button } from '../../../web/kit/button.tsx'
import { DoneNotice } from './done-notice.tsx'
import { useDayText } from './text.ts'

/** What was done, and how it is undone, if it can be. */
export interface Done {
  readonly said: string
  readonly undo?: (() => Promise<unknown>) | undefined
}

interface UndoBarProps {
  readonly done: Done
  readonly refresh: () => Promise<unknown>
  readonly onGone: () => void
}

/** What was done last, until it is undone or something else is done. */
export function UndoBar({ done, refresh, onGone }: UndoBarProps) {
  const t = useDayText()
  const { said, undo } = done
  const press = async () => {
    await undo?.()
    await refresh()
    onGone()
    announce(t('undone'))
  }
  return (
    <DoneNotice {...{ said, onGone }}>
      {undo ? (
        <Button kind="quiet" className="px-3" onClick={press}>
          {t('undo')}
        </Button>
      ) : null}
    </DoneNotice>
  )
}
