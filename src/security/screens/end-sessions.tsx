import { useState } from 'react'
import type * as contract from '../../accounts/devices/contract.ts'
import { call } from '../../web/call.ts'
import { announce } from '../../web/kit/announce.tsx'
import { Button } from '../../web/kit/button.tsx'
import { Confirm } from '../../web/kit/confirm.tsx'
import { Dialog } from '../../web/kit/dialog.tsx'
import { useSecurityText } from './text.ts'

/** For administrators: signs an account out on all of its devices. */
export function EndSessions({ accountId }: { readonly accountId: string }) {
  const t = useSecurityText()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('endSessions')}
      </Button>
      {isOpen ? (
        <Dialog title={t('endSessions')} onClose={close}>
          <Confirm
            keep={t('endSessionsKeep')}
            onKeep={close}
            confirm={t('endSessions')}
            request={() =>
              call<typeof contract.endSessionsOf>('DELETE /v1/accounts/:accountId/sessions', {
                params: { accountId },
              })
            }
            onDone={() => {
              close()
              announce(t('endedSessions'))
            }}
          >
            <p>{t('endSessionsWhat')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}
