import { useState } from 'react'
import { call } from '../../web/call.ts'
import { Button } from '../../web/kit/button.tsx'
import { Confirm } from '../../web/kit/confirm.tsx'
import { Dialog } from '../../web/kit/dialog.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQueryClient } from '../../web/query.ts'
import type * as contract from '../contract.ts'
import { dropLink } from './offer-links.ts'
import { useTicketsText } from './text.ts'
import { type Ticket, ticketsKey } from './ticket-queries.ts'

/** Takes an offered ticket back, until it is accepted. */
export function TakeBack({ ticket }: { readonly ticket: Ticket }) {
  const t = useTicketsText()
  const language = useLanguage()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('offered.takeBack')}
      </Button>
      {isOpen ? (
        <Dialog title={t('offered.title')} onClose={() => setOpen(false)}>
          <Confirm
            keep={t('offered.keep')}
            onKeep={() => setOpen(false)}
            confirm={t('offered.takeBack')}
            request={() =>
              call<typeof contract.takeBackTicket>(
                'DELETE /v1/bookings/:bookingId/tickets/:serial/transfer',
                { params: { bookingId: ticket.bookingId, serial: ticket.serial } },
              )
            }
            onDone={async () => {
              setOpen(false)
              dropLink(ticket.serial)
              await client.invalidateQueries({ queryKey: ticketsKey })
            }}
          >
            <p>{t('offered.sure', { seat: ticket.seat[language] })}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}
