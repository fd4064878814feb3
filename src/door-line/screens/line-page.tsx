import { Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { buttonLook } from '../../web/kit/button.tsx'
import { Loaded } from '../../web/kit/loaded.tsx'
import { Page } from '../../web/kit/page.tsx'
import { EmptyState } from '../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { useMe } from '../../web/session.ts'
import { JoinForm } from './join-form.tsx'
import { lineQuery, type Ticket, ticketsQuery } from './line-queries.ts'
import { useLineText } from './text.ts'
import { TicketCard } from './ticket-card.tsx'
import { useLineLive } from './use-line-live.ts'

interface LinePageProps {
  readonly storeId: string
  /** Undefined while loading. */
  readonly storeName: string | undefined
  /** Its page, for guests. */
  readonly storePage: string
}

const isOpen = ({ state }: Ticket): boolean => state === 'waiting' || state === 'called'

/** The line at the door of a store: the form to join it, then the reader's ticket, which turns when they are called. */
export function LinePage({ storeId, storeName, storePage }: LinePageProps) {
  const t = useLineText()
  const me = useMe()
  const client = useQueryClient()
  const refresh = useCallback(async () => {
    await client.invalidateQueries({ queryKey: ['line', storeId] })
    await client.invalidateQueries({ queryKey: ticketsQuery.queryKey })
  }, [client, storeId])
  const refetchInterval = useLineLive(storeId, refresh)
  const line = useQuery({ ...lineQuery(storeId), refetchInterval })
  const own = useQuery({ ...ticketsQuery, refetchInterval, enabled: Boolean(me) })
  const here = (own.data?.data ?? []).filter(({ store }) => store.id === storeId)
  const ticket = here.find(isOpen)
  const last = ticket ? undefined : here[0]
  const isComing = ticket?.state === 'called'
  return (
    <Page
      narrow
      title={isComing ? t('come') : t('title')}
      {...(storeName !== undefined && { lead: storeName })}
      stage={isComing ? 'called' : ticket ? 'waiting' : 'line'}
    >
      {ticket ? (
        <TicketCard ticket={ticket} onChange={refresh} />
      ) : (
        <Loaded query={line}>
          {({ isOn, isFull, waiting, minutes }) => (
            <>
              {last ? <Ended ticket={last} /> : null}
              {isOn && !isFull ? (
                <>
                  <p className="text-lg">
                    <strong>{t('waiting', { count: waiting })}</strong>
                    {waiting > 0 && minutes !== null ? ` · ${t('minutes', { minutes })}` : ''}
                  </p>
                  <p className="text-soft">{t('lead')}</p>
                  <JoinForm storeId={storeId} onJoined={refresh} />
                </>
              ) : (
                <EmptyState
                  title={t(isOn ? 'full' : 'off')}
                  action={
                    <Link to={storePage} className={buttonLook('quiet')}>
                      {t('toStore')}
                    </Link>
                  }
                >
                  {isOn ? t('waiting', { count: waiting }) : t('offLead')}
                </EmptyState>
              )}
            </>
          )}
        </Loaded>
      )}
    </Page>
  )
}

/** What became of the reader's last ticket here. */
function Ended({ ticket }: { readonly ticket: Ticket }) {
  const t = useLineText()
  const { state, number } = ticket
  if (state === 'waiting' || state === 'called') return null
  return (
    <p role="status" className="rounded-2xl bg-well px-4 py-3">
      <strong>{t('numberOf', { number })}</strong> {t(`ended.${state}`)}
    </p>
  )
}
