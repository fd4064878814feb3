import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { dayText } from '../../../kernel/format.ts'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Confirm } from '../../../web/kit/confirm.tsx'
import { Countdown } from '../../../web/kit/countdown.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Tag } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import type * as contract from '../../waitlist/contract.ts'
import { useWaitlistText } from './text.ts'
import { type Entry, entriesQuery } from './waitlist-queries.ts'

/** What comes free is told by mail; an open page sees it within this. */
export const ASKED_MS = 15_000

/** What the reader waits for, and what is offered to them; nothing where there is neither. */
export function MyWaitlist() {
  const t = useWaitlistText()
  const { data, refetch } = useQuery({ ...entriesQuery, refetchInterval: ASKED_MS })
  const open = (data?.data ?? []).filter(({ state }) => state === 'waiting' || state === 'offered')
  if (open.length === 0) return null
  const offersFirst = open.toSorted((one, other) => Number(isOffer(other)) - Number(isOffer(one)))
  return (
    <section className="grid gap-4" aria-labelledby="waitlist">
      <h2 id="waitlist" tabIndex={-1} className="text-xl font-bold">
        {t('mine')}
      </h2>
      <ul className="grid gap-4 lg:grid-cols-2">
        {offersFirst.map((entry) => (
          <li key={entry.id}>
            <EntryCard entry={entry} onEnd={refetch} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Bookings that stand among what the reader waits for: they are offered, and not taken yet. */
export function useOfferedIds(): ReadonlySet<string> {
  const { data } = useQuery(entriesQuery)
  return new Set(
    (data?.data ?? []).flatMap((entry) => (isOffer(entry) ? (entry.bookingId ?? []) : [])),
  )
}

export const isOffer = ({ state }: Entry): boolean => state === 'offered'

interface EntryCardProps {
  readonly entry: Entry
  readonly onEnd: () => void
}

function EntryCard({ entry, onEnd }: EntryCardProps) {
  const t = useWaitlistText()
  const language = useLanguage()
  return (
    <article
      className={`grid gap-3 rounded-3xl border p-5 ${isOffer(entry) ? 'border-accent bg-blush' : 'border-line bg-card'}`}
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-lg font-bold">{entry.store.name}</h3>
        <Tag tone={isOffer(entry) ? 'good' : 'plain'}>
          {isOffer(entry) ? t('offered') : t('waiting', { ahead: entry.ahead ?? 0 })}
        </Tag>
      </div>
      <p>
        <strong>
          {dayText(entry.date, language)} {entry.time}
        </strong>
        <span className="block text-soft">{entry.what[language]}</span>
      </p>
      <OfferEnd {...{ entry, onEnd }} />
      <div className="flex flex-wrap gap-3">
        <TakeLink entry={entry} />
        <LeaveButton entry={entry} />
      </div>
    </article>
  )
}

/** How long what is offered is held. */
export function OfferEnd({ entry, onEnd }: EntryCardProps) {
  const aheadMs = Date.parse(entry.now) - Date.now()
  return isOffer(entry) && entry.expiresAt ? (
    <Countdown until={entry.expiresAt} aheadMs={aheadMs} onEnd={onEnd} free />
  ) : null
}

/** The way to book what is offered. */
export function TakeLink({ entry }: Pick<EntryCardProps, 'entry'>) {
  const t = useWaitlistText()
  return isOffer(entry) && entry.bookingId ? (
    <Link
      to="/bookings/$bookingId"
      params={{ bookingId: entry.bookingId }}
      className={buttonLook()}
    >
      {t('take')}
    </Link>
  ) : null
}

/** Ends the waiting, or declines what is offered. */
export function LeaveButton({ entry }: Pick<EntryCardProps, 'entry'>) {
  const t = useWaitlistText()
  const client = useQueryClient()
  const [isAsked, ask] = useState(false)
  const does = isOffer(entry) ? 'decline' : 'leave'
  const done = async () => {
    document.getElementById('waitlist')?.focus()
    announce(t('left'))
    ask(false)
    await client.invalidateQueries({ queryKey: entriesQuery.queryKey })
    await client.invalidateQueries({ queryKey: ['bookings'] })
  }
  return (
    <>
      <Button kind="quiet" onClick={() => ask(true)}>
        {t(does)}
      </Button>
      {isAsked ? (
        <Dialog title={t(`${does}Title`)} onClose={() => ask(false)}>
          <Confirm
            keep={t('stay')}
            onKeep={() => ask(false)}
            confirm={t(does)}
            request={() =>
              call<typeof contract.leaveWaitlist>('DELETE /v1/waitlist-entries/:entryId', {
                params: { entryId: entry.id },
              })
            }
            onDone={done}
          >
            <p className="text-soft">{t(`${does}Lead`)}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}
