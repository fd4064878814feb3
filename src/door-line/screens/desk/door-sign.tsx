import { useState } from 'react'
import { Qr } from '../../../tickets/screens/qr.tsx'
import { Button } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { useLineText } from '../text.ts'

interface DoorSignProps {
  readonly store: { readonly name: string }
  readonly page: string
}

/** The sign for the door: scanning it opens the page of the line. Seen first, then printed alone. */
export function DoorSign({ store, page }: DoorSignProps) {
  const t = useLineText()
  const [isOpen, open] = useState(false)
  return (
    <>
      <Button kind="quiet" onClick={() => open(true)}>
        {t('desk.sign')}
      </Button>
      {isOpen ? (
        <Dialog title={t('desk.signTitle')} onClose={() => open(false)}>
          <div className="grid justify-items-center gap-4 text-center">
            <p className="text-2xl font-bold">{store.name}</p>
            <Qr text={`${location.origin}${page}`} label={t('desk.signCode')} className="w-64" />
            <p className="text-lg">{t('desk.signLead')}</p>
          </div>
          <div className="no-print">
            <DialogActions keep={t('desk.close')} onKeep={() => open(false)}>
              <Button onClick={() => window.print()}>{t('desk.print')}</Button>
            </DialogActions>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}
