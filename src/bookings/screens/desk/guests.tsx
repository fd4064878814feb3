import { useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { dayText } from '../../../kernel/format.ts'
import { sumText } from '../../../stores/pricing-rules.ts'
import { storeQuery } from '../../../stores/screens/store-queries.ts'
import { useDoor } from '../../../stores/screens/use-door.ts'
import { Tag, type Tone } from '../../../web/kit/notice.tsx'
import { PriceOrFree } from '../../../web/kit/price.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { NoteSaid } from '../guest-history/lasting-note.tsx'
import { OfferedTo } from '../waitlist/offered-to.tsx'
import { Contact } from './contact.tsx'
import { RecentTag, recentLook, useRecent } from './desk-live.tsx'
import { GuestActions } from './guest-actions.tsx'
import type { Guest, Load } from './guest-times.ts'
import { OpenMove } from './open-move.tsx'
import { useDayText } from './text.ts'

const tones: Record<Guest['status'], Tone> = { paid: 'good', ready: 'warn', canceled: 'plain' }

const visitTones = { arrived: 'good', 'no-show': 'bad' } as const

interface GuestsProps {
  readonly storeId: string
  readonly date: string
  readonly guests: readonly Guest[]
}

/** Who has booked a time, for the owner, and what can be done with each booking. */
export function Guests({ storeId, date, guests }: GuestsProps) {
  const t = useDayText()
  const language = useLanguage()
  const { data: store } = useQuery(storeQuery(storeId))
  const fullPrice = useDoor(store?.door)?.stores.fullPrice
  const sums = store && sumText({ ...store.pricing, fullPrice })?.[language]
  if (guests.length === 0) return <p className="text-soft">{t('noBookings')}</p>
  return (
    <ul className="grid divide-y divide-line">
      {guests.map((guest) => (
        <GuestItem key={guest.id} bookingId={guest.id}>
          <div className="flex flex-wrap content-start gap-1">
            {guest.visit && guest.status === 'paid' ? (
              <Tag tone={visitTones[guest.visit]}>{t(`visit.${guest.visit}`)}</Tag>
            ) : (
              <Tag tone={tones[guest.status]}>{t(`status.${guest.status}`)}</Tag>
            )}
            <RecentTag bookingId={guest.id} source={isWalkIn(guest) ? 'walk-in' : 'online'} />
          </div>
          <Booker {...{ storeId, date, guest }} />
          <div className="text-sm text-soft sm:text-right">
            <p>
              {guest.whats.map((what) => what[language]).join(', ')} ·{' '}
              <Price guest={guest} sums={sums} />
            </p>
            <Along along={guest.along} />
            <p>{guest.orderNumber}</p>
          </div>
          <div className="grid gap-2 sm:col-span-2 sm:col-start-2">
            {guest.guestNote ? <NoteSaid note={guest.guestNote} /> : null}
            {guest.note ? (
              <p className="rounded-xl bg-well px-3 py-2 text-sm wrap-anywhere">
                {t('note.shown', { note: guest.note })}
              </p>
            ) : null}
            <OpenMove storeId={storeId} guest={guest} />
            <GuestActions {...{ storeId, date, guest }} />
          </div>
        </GuestItem>
      ))}
    </ul>
  )
}

interface PriceProps {
  readonly guest: Guest
  /** What the store calls its sums. */
  readonly sums: string | undefined
}

/** What was paid, or is paid at the store. */
function Price({ guest: { price, atStore }, sums }: PriceProps) {
  const language = useLanguage()
  if (price.amount === 0 && atStore) return atStore[language]
  return (
    <>
      {price.amount > 0 ? sums : null} <PriceOrFree money={price} />
    </>
  )
}

interface GuestItemProps {
  readonly bookingId: string
  readonly children: ReactNode
}

/** Stands out for a while after it has come or changed, and while the address names it. */
function GuestItem({ bookingId, children }: GuestItemProps) {
  const { order } = useSearch({ from: '/desk/$storeId' })
  const isNamed = order === bookingId
  const look = isNamed ? 'outline-3 -outline-offset-3 outline-accent' : ''
  return (
    <li
      ref={isNamed ? bringIntoView : undefined}
      tabIndex={-1}
      aria-current={isNamed ? 'true' : undefined}
      className={`grid gap-x-6 gap-y-1 -mx-3 rounded-xl p-3 sm:grid-cols-[6.5rem_minmax(0,1fr)_auto] ${recentLook(useRecent(bookingId)) || look}`}
    >
      {children}
    </li>
  )
}

function bringIntoView(item: HTMLElement | null): void {
  item?.scrollIntoView({ block: 'center' })
  item?.focus({ preventScroll: true })
}

/** What else is in the same order, which its price includes. */
function Along({ along }: Pick<Guest, 'along'>) {
  const t = useDayText()
  const language = useLanguage()
  if (along.length === 0) return null
  const whats = along.map(({ what, date, time }) =>
    [date && dayText(date, language), time, what[language]].filter(Boolean).join(' '),
  )
  return <p className="font-semibold text-ink">{t('along', { what: whats.join(', ') })}</p>
}

/** Whom the store entered as they came. */
const isWalkIn = ({ isEntered, visit }: Guest): boolean => isEntered && visit === 'arrived'

interface BookerProps extends Pick<GuestsProps, 'storeId' | 'date'> {
  readonly guest: Guest
}

function Booker({ storeId, date, guest }: BookerProps) {
  const t = useDayText()
  const { id, booker, status, left } = guest
  return (
    <div className={status === 'canceled' ? 'text-soft line-through' : ''}>
      {booker ? (
        <p>
          <Contact {...booker} />
        </p>
      ) : (
        <OfferedTo storeId={storeId} date={date} bookingId={status === 'ready' ? id : undefined}>
          <p className="text-soft">
            {t(
              left
                ? 'gone'
                : status === 'ready'
                  ? 'noName'
                  : isWalkIn(guest)
                    ? 'walkIn'
                    : 'nameless',
            )}
          </p>
        </OfferedTo>
      )}
      {booker?.message ? <p className="text-soft">{booker.message}</p> : null}
    </div>
  )
}

/** How full a time is, as a bar and in words. */
export function LoadBar({
  load: { taken, capacity, reserved, proposed },
}: {
  readonly load: Load
}) {
  const t = useDayText()
  return (
    <div className="flex grow items-center gap-3">
      <div className="h-2.5 max-w-72 grow overflow-hidden rounded-full bg-well forced-colors:border">
        <div
          className="h-full rounded-full bg-accent forced-colors:bg-[Highlight]"
          style={{ width: `${Math.min(100, (100 * taken) / Math.max(1, capacity))}%` }}
        />
      </div>
      <p className="text-sm text-soft">
        {t('load', { taken, capacity })}
        {reserved > 0 ? ` · ${t('reserved', { count: reserved })}` : null}
        {proposed > 0 ? ` · ${t('proposed', { count: proposed })}` : null}
      </p>
    </div>
  )
}
