import { announce } from '../../../web/kit/announce.tsx'
import { Button } from '../../../web/kit/button.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { useDayText } from './text.ts'

/** What was done, and how it is undone. */
export interface Done {
  readonly said: string
  readonly undo: () => Promise<unknown>
}

interface UndoBarProps {
  readonly done: Done
  readonly refresh: () => Promise<unknown>
  readonly onGone: () => void
}

/** What was done last, until it is undone or something else is done. */
export function UndoBar({ done, refresh, onGone }: UndoBarProps) {
  const t = useDayText()
  const undo = async () => {
    await done.undo()
    await refresh()
    onGone()
    announce(t('undone'))
  }
  return (
    <Notice tone="good">
      <span className="flex flex-wrap items-center justify-between gap-3">
        {done.said}
        <Button kind="quiet" onClick={undo}>
          {t('undo')}
        </Button>
      </span>
    </Notice>
  )
}
