import { useState } from 'react'
import { Button } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { useShortNames, writeShortNames } from './short-names.ts'
import { useDayText } from './text.ts'

/** Prints the part of the desk that is shown, once it is said how names are to be read. */
export function PrintButton() {
  const t = useDayText()
  const [isOpen, setOpen] = useState(false)
  const isShort = useShortNames()
  const print = () => {
    setOpen(false)
    setTimeout(() => window.print()) // the dialog is not on the paper
  }
  return (
    <>
      <Button kind="quiet" className="no-print" onClick={() => setOpen(true)}>
        {t('print')}
      </Button>
      {isOpen ? (
        <Dialog title={t('printing.title')} onClose={() => setOpen(false)}>
          <label className="flex min-h-11 items-center gap-3">
            <input
              type="checkbox"
              className="size-5"
              checked={isShort}
              onChange={(event) => writeShortNames(event.target.checked)}
            />
            {t('printing.short')}
          </label>
          <p className="text-sm text-soft">{t('printing.lead')}</p>
          <DialogActions keep={t('printing.keep')} onKeep={() => setOpen(false)}>
            <Button onClick={print}>{t('print')}</Button>
          </DialogActions>
        </Dialog>
      ) : null}
    </>
  )
}
