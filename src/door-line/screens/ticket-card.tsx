import { useEffect, useState } from 'react'
import { call } from '../../web/call.ts'
import { announce } from '../../web/kit/announce.tsx'
import { Button } from '../../web/kit/button.tsx'
import { Confirm } from '../../web/kit/confirm.tsx'
import { Countdown } from '../../web/kit/countdown.tsx'
import { Dialog } from '../../web/kit/dialog.tsx'
import type * as contract from '../contract.ts'
import type { Ticket } from './line-queries.ts'
import { PostponeButton } from './postpone-button.tsx'
import { useLineText } from './text.ts'

interface TicketCardProps {
  readonly ticket: Ticket
  readonly onChange: () => Promise<void>
}

/** A ticket that waits, with how many are before it; or one that is called, with its deadline. */
export function TicketCard({ ticket, onChange }: TicketCardProps) {
  const t = useLineText()
  const { number, party, store, state, callUntil } = ticket
  const isCalled = state === 'called'
  useEffect(() => {
    if (isCalled) navigator.vibrate?.([300, 150, 300])
  }, [isCalled])
  return (
    <article
      aria-label={`${store.name} ${t('numberOf', { number })}`}
      className={`grid justify-items-center gap-4 rounded-3xl border p-6 text-center ${isCalled ? 'border-accent bg-blush' : 'border-line bg-card'}`}
    >
      <p className="text-lg font-semibold">{store.name}</p>
      <p>
        <span className="block text-soft">{t('number')}</span>
        <strong className="text-6xl font-extrabold tabular-nums">{number}</strong>
        <span className="block text-soft">{t('people', { count: party })}</span>
      </p>
      {isCalled && callUntil ? (
        <>
          <p className="text-lg">{t('comeLead')}</p>
          <Countdown
            comes
            until={callUntil}
            aheadMs={Date.parse(ticket.now) - Date.now()}
            onEnd={onChange}
          />
        </>
      ) : (
        <Before ticket={ticket} />
      )}
      <div className="flex flex-wrap justify-center gap-3">
        <PostponeButton ticket={ticket} onChange={onChange} />
        <LeaveButton ticket={ticket} onChange={onChange} />
      </div>
    </article>
  )
}

function Before({ ticket: { ahead, minutes, calls } }: Pick<TicketCardProps, 'ticket'>) {
  const t = useLineText()
  return (
    <div className="grid justify-items-center gap-2">
      <p className="text-2xl font-bold" aria-live="polite">
        {t('ahead', { count: ahead ?? 0 })}
      </p>
      <Steps ahead={ahead ?? 0} />
      <p>{minutes === null ? t('aboutUnknown') : t('about', { minutes })}</p>
      <p className="text-soft">{calls > 0 ? t('again') : t('stayNear')}</p>
    </div>
  )
}

const DRAWN_MOST = 10

/** Those before the reader as dots, the reader last. */
const Steps = ({ ahead }: { readonly ahead: number }) => {
  const drawn = Math.min(ahead, DRAWN_MOST)
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${(drawn + 1) * 20} 20`}
      className="h-5"
      style={{ width: `${(drawn + 1) * 20}px` }}
    >
      {Array.from({ length: drawn }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: dots never change order
        <circle key={at} cx={at * 20 + 10} cy="10" r="5" className="fill-edge" />
      ))}
      <circle cx={drawn * 20 + 10} cy="10" r="8" className="fill-accent" />
    </svg>
  )
}

function LeaveButton({ ticket, onChange }: TicketCardProps) {
  const t = useLineText()
  const [isAsked, ask] = useState(false)
  const done = async () => {
    announce(t('left'))
    ask(false)
    await onChange()
  }
  return (
    <>
      <Button kind="quiet" onClick={() => ask(true)}>
        {t('leave')}
      </Button>
      {isAsked ? (
        <Dialog title={t('leaveTitle')} onClose={() => ask(false)}>
          <Confirm
            keep={t('stay')}
            onKeep={() => ask(false)}
            confirm={t('leave')}
            request={() =>
              call<typeof contract.leaveLine>('DELETE /v1/line-tickets/:ticketId', {
                params: { ticketId: ticket.id },
              })
            }
            onDone={done}
          >
            <p className="text-soft">{t('leaveLead')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}
