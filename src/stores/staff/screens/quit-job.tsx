import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../../web/call.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Confirm } from '../../../web/kit/confirm.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { useQueryClient } from '../../../web/query.ts'
import { someoneElse } from '../../../web/session.ts'
import type * as contract from '../contract.ts'
import { useStaffText } from './text.ts'

/** For staff: leaving the store. */
export function QuitJob({ storeId }: { readonly storeId: string }) {
  const t = useStaffText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <section className="no-print mt-6 border-t border-line pt-6">
      <Button kind="danger" onClick={() => setOpen(true)}>
        {t('quit.button')}
      </Button>
      {isOpen ? (
        <Dialog title={t('quit.title')} onClose={close}>
          <Confirm
            keep={t('quit.keep')}
            onKeep={close}
            confirm={t('quit.button')}
            request={() =>
              call<typeof contract.quitJob>('DELETE /v1/me/jobs/:storeId', { params: { storeId } })
            }
            onDone={async () => {
              await navigate({ to: '/' })
              await someoneElse(client)
            }}
          >
            <p>{t('quit.lead')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </section>
  )
}
