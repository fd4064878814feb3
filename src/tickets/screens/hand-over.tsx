import { type FormEvent, useState } from 'react'
import { call } from '../../web/call.ts'
import { Button, Submit } from '../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../web/kit/field.tsx'
import { Notice, Refused } from '../../web/kit/notice.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQueryClient } from '../../web/query.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { keepLink, linkOf } from './offer-links.ts'
import { TakeBack } from './take-back.tsx'
import { useTicketsText } from './text.ts'
import { type Ticket, ticketsKey } from './ticket-queries.ts'

interface GivingProps {
  readonly ticket: Ticket
}

/**
 * Hands a ticket over to somebody by their e-mail address: a link that only they can accept. Its dialog
 * is beside what depends on the ticket's state, which changes while it is open, so that it stays.
 */
export function Giving({ ticket }: GivingProps) {
  const t = useTicketsText()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [link, setLink] = useState(() => linkOf(ticket.serial))
  const offered = (made: string) => {
    keepLink(ticket.serial, made)
    setLink(made)
  }
  const close = async () => {
    setOpen(false)
    await client.invalidateQueries({ queryKey: ticketsKey })
  }
  return (
    <>
      <Ways ticket={ticket} onOpen={() => setOpen(true)} onNew={() => setLink(undefined)} />
      {isOpen ? (
        <Dialog title={t(link ? 'hand.doneTitle' : 'hand.title')} onClose={close}>
          {link ? (
            <Offered link={link} onClose={close} />
          ) : (
            <OfferForm ticket={ticket} onOffered={offered} onClose={close} />
          )}
        </Dialog>
      ) : null}
    </>
  )
}

interface WaysProps extends GivingProps {
  readonly onOpen: () => void
  readonly onNew: () => void
}

/** What can be done with a ticket as it is: hand it over, see the link again, or take it back. */
function Ways({ ticket, onOpen, onNew }: WaysProps) {
  const t = useTicketsText()
  if (ticket.state !== 'valid') return null
  return (
    <div className="no-print border-t border-line px-5 py-3">
      {ticket.offered ? (
        <div className="grid justify-items-start gap-2">
          <Notice tone="warn">{t('offered.lead')}</Notice>
          <div className="flex flex-wrap gap-3">
            {linkOf(ticket.serial) ? (
              <Button kind="quiet" onClick={onOpen}>
                {t('offered.link')}
              </Button>
            ) : null}
            <TakeBack ticket={ticket} />
          </div>
        </div>
      ) : (
        <Button
          kind="plain"
          className="-ml-5"
          onClick={() => {
            onNew()
            onOpen()
          }}
        >
          {t('hand.button')}
        </Button>
      )}
    </div>
  )
}

interface OfferFormProps extends GivingProps {
  readonly onOffered: (link: string) => void
  readonly onClose: () => void
}

const isEmail = (typed: string): boolean => /^\S+@\S+\.\S+$/.test(typed)

function OfferForm({ ticket, onOffered, onClose }: OfferFormProps) {
  const t = useTicketsText()
  const language = useLanguage()
  const { pending, problem, send } = useSend()
  const [email, setEmail] = useState('')
  const [isTried, setTried] = useState(false)
  const isWrong = !isEmail(email.trim())
  const offer = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWrong) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.offerTicket>('POST /v1/bookings/:bookingId/tickets/:serial/transfer', {
        params: { bookingId: ticket.bookingId, serial: ticket.serial },
        body: { email: email.trim() },
      }),
    )
    if (sent?.ok) onOffered(`${location.origin}/ticket-offers#${sent.answer.secret}`)
  }
  return (
    <form noValidate onSubmit={offer} className="grid gap-5">
      <p>{t('hand.lead', { seat: ticket.seat[language] })}</p>
      <Field
        label={t('hand.email')}
        hint={t('hand.hint')}
        type="email"
        inputMode="email"
        autoComplete="off"
        required
        value={email}
        error={isTried && isWrong ? t('hand.wrong') : undefined}
        onChange={({ target }) => setEmail(target.value)}
      />
      <Refused problem={problem} />
      <DialogActions keep={t('hand.keep')} onKeep={onClose}>
        <Submit pending={pending}>{t('hand.sure')}</Submit>
      </DialogActions>
    </form>
  )
}

/** The link, which the server tells once only. */
function Offered({ link, onClose }: { readonly link: string; readonly onClose: () => void }) {
  const t = useTicketsText()
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <>
      <Notice tone="good" title={t('hand.done')}>
        {t('hand.doneLead')}
      </Notice>
      <p className="rounded-xl bg-well px-4 py-3 break-all select-all">{link}</p>
      <span role="status" className="sr-only">
        {isCopied ? t('hand.copied') : ''}
      </span>
      <DialogActions keep={t('hand.close')} onKeep={onClose}>
        {'share' in navigator ? (
          <Button kind="quiet" onClick={() => navigator.share({ url: link }).catch(() => {})}>
            {t('hand.share')}
          </Button>
        ) : null}
        <Button onClick={copy}>{t(isCopied ? 'hand.copied' : 'hand.copy')}</Button>
      </DialogActions>
    </>
  )
}
