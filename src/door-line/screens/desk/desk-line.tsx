import { type ReactNode, useCallback, useState } from 'react'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button } from '../../../web/kit/button.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { EmptyState } from '../../../web/kit/states.tsx'
import { newKey } from '../../../web/new-key.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as desk from '../../desk-contract.ts'
import {
  type DeskTicket,
  deskLineQuery,
  type DeskLine as Line,
  type Terms,
} from '../line-queries.ts'
import { useLineText } from '../text.ts'
import { useLineLive } from '../use-line-live.ts'
import { DoorSign } from './door-sign.tsx'
import { EnterTicket } from './enter-ticket.tsx'
import { LineTerms } from './line-terms.tsx'
import { TicketRow } from './ticket-row.tsx'

interface DeskLineProps {
  readonly store: { readonly id: string; readonly name: string }
  /** The path of the page of the line, for guests. */
  readonly page: string
  /** The button that seats a party, which its front door knows. */
  readonly seat: (ticket: DeskTicket, refresh: () => Promise<void>) => ReactNode
}

/** The line of today at the desk: who is called, who waits, and the button that calls the next. */
export function DeskLine({ store, page, seat }: DeskLineProps) {
  const client = useQueryClient()
  const refresh = useCallback(
    () => client.invalidateQueries({ queryKey: deskLineQuery(store.id).queryKey }),
    [client, store.id],
  )
  const refetchInterval = useLineLive(store.id, refresh)
  const query = useQuery({ ...deskLineQuery(store.id), refetchInterval })
  return (
    <Loaded query={query}>
      {(line) => <LineOf {...{ store, page, line, refresh }} seat={seat} />}
    </Loaded>
  )
}

interface LineOfProps extends DeskLineProps {
  readonly line: Line
  readonly refresh: () => Promise<void>
}

function LineOf({ store, page, seat, line, refresh }: LineOfProps) {
  const t = useLineText()
  const { terms, called, waiting } = line
  const [isAdding, setAdding] = useState(false)
  const nobody = called.length === 0 && waiting.length === 0
  if (!terms.isOn && nobody) return <Off {...{ store, terms, refresh }} />
  const rows = (tickets: readonly DeskTicket[]) =>
    tickets.map((ticket) => (
      <TicketRow key={ticket.id} {...{ ticket, line, refresh }} storeId={store.id}>
        {seat(ticket, refresh)}
      </TicketRow>
    ))
  return (
    <div className="grid gap-6">
      <div className="no-print flex flex-wrap gap-2">
        <CallNext storeId={store.id} isEmpty={waiting.length === 0} refresh={refresh} />
        <Button kind="quiet" onClick={() => setAdding(true)}>
          {t('desk.add')}
        </Button>
        <DoorSign store={store} page={page} />
      </div>
      {called.length > 0 ? (
        <section aria-labelledby="line-called" className="grid gap-3">
          <h2 id="line-called" className="text-xl font-bold">
            {t('desk.calledTitle')}
          </h2>
          <ul className="grid gap-2">{rows(called)}</ul>
        </section>
      ) : null}
      {nobody ? (
        <EmptyState title={t('desk.none')}>{t('desk.noneLead')}</EmptyState>
      ) : (
        <section aria-labelledby="line-waiting" className="grid gap-3">
          <h2 id="line-waiting" className="text-xl font-bold">
            {t('desk.waitingTitle', { count: waiting.length })}
          </h2>
          <ol className="grid gap-2">{rows(waiting)}</ol>
        </section>
      )}
      <LineTerms storeId={store.id} saved={terms} onSaved={refresh} />
      {isAdding ? (
        <EnterTicket storeId={store.id} refresh={refresh} onClose={() => setAdding(false)} />
      ) : null}
    </div>
  )
}

interface CallNextProps {
  readonly storeId: string
  readonly isEmpty: boolean
  readonly refresh: () => Promise<void>
}

function CallNext({ storeId, isEmpty, refresh }: CallNextProps) {
  const t = useLineText()
  const { pending, problem, send } = useSend()
  const press = async () => {
    const sent = await send(() =>
      call<typeof desk.callNext>('POST /v1/stores/:storeId/line/calls', {
        ...{ key: newKey(), params: { storeId }, body: {} },
      }),
    )
    await refresh()
    if (sent?.ok) announce(t('desk.said.called', { number: sent.answer.number }))
  }
  return (
    <>
      <Button pending={pending} disabled={isEmpty} onClick={press}>
        {t('desk.callNext')}
      </Button>
      <Refused problem={problem} />
    </>
  )
}

interface OffProps {
  readonly store: { readonly id: string }
  readonly terms: Terms
  readonly refresh: () => Promise<void>
}

/** A line that is off and empty: what it is, and one button that opens it. */
function Off({ store, terms, refresh }: OffProps) {
  const t = useLineText()
  const { pending, problem, send } = useSend()
  const turnOn = async () => {
    const sent = await send(() =>
      call<typeof desk.changeLine>('PUT /v1/stores/:storeId/line', {
        params: { storeId: store.id },
        body: { ...terms, isOn: true },
      }),
    )
    if (sent?.ok) await refresh()
  }
  return (
    <>
      <EmptyState
        title={t('desk.offTitle')}
        action={
          <Button pending={pending} onClick={turnOn}>
            {t('desk.turnOn')}
          </Button>
        }
      >
        {t('desk.offLead')}
      </EmptyState>
      <Refused problem={problem} />
    </>
  )
}
