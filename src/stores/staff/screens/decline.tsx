import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../../web/call.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Confirm } from '../../../web/kit/confirm.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { sayNext } from '../../../web/kit/said.tsx'
import type * as contract from '../contract.ts'
import { invitationToken } from './invitation-link.ts'
import { useStaffText } from './text.ts'

/** The way to decline, which needs no account. */
export function Decline({ token }: { readonly token: string }) {
  const t = useStaffText()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button kind="plain" className="justify-self-center" onClick={() => setOpen(true)}>
        {t('accept.decline')}
      </Button>
      {isOpen ? (
        <Dialog title={t('accept.declineTitle')} onClose={close}>
          <Confirm
            keep={t('accept.keep')}
            onKeep={close}
            confirm={t('accept.decline')}
            request={() =>
              call<typeof contract.declineInvitation>('POST /v1/staff-invitations/decline', {
                body: { token },
              })
            }
            onDone={async () => {
              invitationToken.drop()
              sayNext(t('accept.declined'))
              await navigate({ to: '/', replace: true })
            }}
          >
            <p>{t('accept.declineLead')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}
