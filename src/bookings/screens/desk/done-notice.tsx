import type { ReactNode } from 'react'
import { Notice } from '../../../web/kit/notice.tsx'
import { useDayText } from './text.ts'

interface DoneNoticeProps {
  readonly said: string
  readonly onGone: () => void
  readonly children: ReactNode
}

/** What was done, in a line, with what can be done about it. */
export function DoneNotice({ said, onGone, children }: DoneNoticeProps) {
  const t = useDayText()
  return (
    <Notice tone="good" className="py-1 pr-1">
      <span className="flex items-center gap-2">
        <span className="min-w-0 grow">{said}</span>
        {children}
        <button
          type="button"
          onClick={onGone}
          className="grid size-11 shrink-0 place-items-center rounded-full"
        >
          <span aria-hidden="true">✕</span>
          <span className="sr-only">{t('dismiss')}</span>
        </button>
      </span>
    </Notice>
  )
}
