import { type ReactNode, useEffect, useId, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useShellText } from '../text.ts'
import { Button } from './button.tsx'
import { wayBack } from './way-back.ts'

interface DialogProps {
  readonly title: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
  readonly wide?: boolean
}

/**
 * A native dialog, open while mounted; then the focus returns. It is a child of the page and its submits are its own:
 * one that opens from within a form may hold another form.
 */
export function Dialog({ title, onClose, children, wide }: DialogProps) {
  const t = useShellText()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const focusBack = wayBack()
    dialog.current?.showModal()
    return focusBack
  }, [])
  return createPortal(
    // biome-ignore lint/a11y/useKeyWithClickEvents: for the backdrop; Escape closes it by itself
    <dialog
      ref={dialog}
      onSubmit={(event) => event.stopPropagation()}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      className={`w-[calc(100vw-2rem)] ${wide ? 'max-w-4xl' : 'max-w-lg'} rounded-3xl border border-line bg-card p-0 shadow-lift`}
    >
      <div className="grid gap-5 p-5 sm:p-7">
        <div className="flex items-start justify-between gap-4">
          <h2 id={id} className="pt-1.5 text-xl font-bold">
            {title}
          </h2>
          <button
            type="button"
            onClick={() => dialog.current?.close()}
            className="-mt-1 -mr-2 grid size-11 shrink-0 place-items-center rounded-full text-soft hover:bg-well"
          >
            <svg viewBox="0 0 24 24" className="size-6" aria-hidden="true">
              <path d="M6 6l12 12M18 6L6 18" stroke="currentColor" strokeWidth="2" fill="none" />
            </svg>
            <span className="sr-only">{t('kit.close')}</span>
          </button>
        </div>
        {children}
      </div>
    </dialog>,
    document.body,
  )
}

interface DialogActionsProps {
  /** The button that cancels. */
  readonly keep: ReactNode
  readonly onKeep: () => void
  readonly children: ReactNode
}

/** The buttons of a dialog: the harmless one first. */
export const DialogActions = ({ keep, onKeep, children }: DialogActionsProps) => (
  <div className="flex flex-wrap justify-end gap-3">
    <Button kind="quiet" onClick={onKeep}>
      {keep}
    </Button>
    {children}
  </div>
)
