import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from '../../../../../web/kit/button.tsx'
import { useRoomText } from '../text.ts'

/** A second press of a double click is no confirmation. */
const TOO_SOON_MS = 300

interface ConfirmBoxProps {
  readonly title: ReactNode
  readonly lead: string
  /** Between title and lead. */
  readonly children?: ReactNode
  readonly isGrave?: boolean
  readonly confirm: string
  readonly pending: boolean
  readonly onConfirm: () => void
  readonly onBack: () => void
}

/** Asks once more, in the place of the button: what follows is binding. Takes the focus. */
export function ConfirmBox(props: ConfirmBoxProps) {
  const { title, lead, children, isGrave = false, confirm, pending, onConfirm, onBack } = props
  const t = useRoomText()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const shownAt = useRef(0)
  useEffect(() => {
    shownAt.current = performance.now()
    box.current?.focus()
  }, [])
  const press = () => {
    if (performance.now() - shownAt.current >= TOO_SOON_MS) onConfirm()
  }
  return (
    <div
      ref={box}
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-lead`}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && onBack()}
      className={`grid gap-3 rounded-2xl border-2 p-4 ${isGrave ? 'border-bad bg-bad-ground' : 'border-accent bg-blush'}`}
    >
      <div className="grid gap-1">
        <p id={`${id}-title`} className="text-lg font-bold">
          {title}
        </p>
        {children}
        <p id={`${id}-lead`} className="text-sm">
          {lead}
        </p>
      </div>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-2">
        <Button kind="quiet" onClick={onBack}>
          {t('confirm.back')}
        </Button>
        <Button pending={pending} onClick={press}>
          {confirm}
        </Button>
      </div>
    </div>
  )
}
