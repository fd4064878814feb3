import { type ReactNode, useState } from 'react'
import { wallTimeAt } from '../../../kernel/format.ts'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button } from '../../../web/kit/button.tsx'
import { Confirm } from '../../../web/kit/confirm.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Refused, Tag } from '../../../web/kit/notice.tsx'
import { newKey } from '../../../web/new-key.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as desk from '../../desk-contract.ts'
import type { DeskLine, DeskTicket } from '../line-queries.ts'
import { useLineText } from '../text.ts'

/** A party that was called so often and is passed over is out. */
const CALLS_MOST = 2

interface TicketRowProps {
  readonly storeId: string
  readonly ticket: DeskTicket
  readonly line: DeskLine
  readonly refresh: () => Promise<void>
  /** The button that seats it. */
  readonly children: ReactNode
}

/** One party of the line, with what can be done about it. */
export function TicketRow({ storeId, ticket, line, refresh, children }: TicketRowProps) {
  const t = useLineText()
  const { pending, problem, send } = useSend()
  const [isAsked, ask] = useState(false)
  const { id: ticketId, number, calls } = ticket
  const isCalled = ticket.state === 'called'
  const done = async (said: string) => {
    await refresh()
    announce(said)
  }
  const callIt = async () => {
    const sent = await send(() =>
      call<typeof desk.callNext>('POST /v1/stores/:storeId/line/calls', {
        ...{ key: newKey(), params: { storeId }, body: { ticketId } },
      }),
    )
    if (sent?.ok) await done(t('desk.said.called', { number }))
  }
  const end = (state: 'passed' | 'removed') =>
    call<typeof desk.endTicket>('PATCH /v1/stores/:storeId/line/tickets/:ticketId', {
      ...{ params: { storeId, ticketId }, body: { state } },
    })
  const pass = async () => {
    const sent = await send(() => end('passed'))
    const said = calls < CALLS_MOST ? 'desk.said.passed' : 'desk.said.ended'
    if (sent?.ok) await done(t(said, { number }))
  }
  const named = (what: string) => t('desk.of', { what, number })
  return (
    <li
      className={`grid gap-3 rounded-2xl border p-4 ${isCalled ? 'border-accent bg-blush' : 'border-line bg-card'}`}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <strong className="min-w-12 text-3xl font-extrabold tabular-nums">{number}</strong>
        <Facts {...{ ticket, line }} />
        <div className="no-print flex flex-wrap gap-2 sm:ml-auto">
          {isCalled ? null : (
            <Button
              kind="quiet"
              pending={pending}
              aria-label={named(t('desk.call'))}
              onClick={callIt}
            >
              {t('desk.call')}
            </Button>
          )}
          {children}
          {isCalled ? (
            <Button
              kind="quiet"
              pending={pending}
              aria-label={named(t('desk.pass'))}
              onClick={pass}
            >
              {t('desk.pass')}
            </Button>
          ) : null}
          <Button kind="quiet" aria-label={named(t('desk.remove'))} onClick={() => ask(true)}>
            {t('desk.remove')}
          </Button>
        </div>
      </div>
      <Refused problem={problem} />
      {isAsked ? (
        <Dialog title={t('desk.removeTitle', { number })} onClose={() => ask(false)}>
          <Confirm
            keep={t('desk.keep')}
            onKeep={() => ask(false)}
            confirm={t('desk.remove')}
            request={() => end('removed')}
            onDone={() => done(t('desk.said.removed', { number }))}
          >
            <p className="text-soft">{t('desk.removeLead')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </li>
  )
}

/** Who it is, since when it waits, and until when its call stands. */
function Facts({ ticket, line: { timeZone } }: Pick<TicketRowProps, 'ticket' | 'line'>) {
  const t = useLineText()
  const { party, name, phone, calls, callUntil, isByStore } = ticket
  const at = (instant: string) => wallTimeAt(new Date(instant), timeZone)
  const since = t('desk.since', { time: at(ticket.joinedAt) })
  return (
    <div className="grid gap-0.5">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-semibold">
          {t('people', { count: party })}
          {name ? ` · ${name}` : ''}
        </span>
        {callUntil ? <Tag tone="good">{t('desk.until', { time: at(callUntil) })}</Tag> : null}
        {calls > 0 ? <Tag tone="warn">{t('desk.calls', { count: calls })}</Tag> : null}
      </p>
      <p className="text-sm text-soft">
        {isByStore ? `${since} · ${t('desk.byStore')}` : since}
        {phone ? (
          <>
            {' · '}
            <a className="link" href={`tel:${phone}`}>
              {phone}
            </a>
          </>
        ) : null}
      </p>
    </div>
  )
}
