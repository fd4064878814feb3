import type { Money } from '../../../kernel/money.ts'
import { Tag, type Tone } from '../../../web/kit/notice.tsx'
import { PriceOrFree } from '../../../web/kit/price.tsx'
import type { BookerDraft } from '../booking/booker-draft.ts'
import { useDeskText } from './text.ts'

export interface Guest {
  /** The order's id. */
  readonly id: string
  readonly orderNumber: string
  readonly status: 'paid' | 'ready' | 'canceled'
  readonly price: Money
  readonly booker: BookerDraft | null
}

const tones: Record<Guest['status'], Tone> = { paid: 'good', ready: 'warn', canceled: 'plain' }

/** Who has booked a time, for the owner. */
export function Guests({ bookings }: { readonly bookings: readonly Guest[] }) {
  const t = useDeskText()
  if (bookings.length === 0) return <p className="text-soft">{t('noBookings')}</p>
  return (
    <ul className="grid divide-y divide-line">
      {bookings.map(({ id, status, booker, orderNumber, price }) => (
        <li
          key={id}
          className="grid gap-x-6 gap-y-1 py-3 first:pt-0 last:pb-0 sm:grid-cols-[6.5rem_minmax(0,1fr)_auto]"
        >
          <div>
            <Tag tone={tones[status]}>{t(`status.${status}`)}</Tag>
          </div>
          <div className={status === 'canceled' ? 'text-soft line-through' : ''}>
            {booker ? (
              <p>
                <strong>{booker.name}</strong>{' '}
                <a href={`tel:${booker.phone}`} className="inline-block underline">
                  {booker.phone}
                </a>
              </p>
            ) : (
              <p className="text-soft">{t(status === 'ready' ? 'noName' : 'gone')}</p>
            )}
            {booker?.message ? <p className="text-soft">{booker.message}</p> : null}
          </div>
          <div className="text-sm text-soft sm:text-right">
            <PriceOrFree money={price} />
            <p>{orderNumber}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}

interface LoadProps {
  readonly taken: number
  readonly capacity: number
}

/** How full a time is, as a bar and in words. */
export function Load({ taken, capacity }: LoadProps) {
  const t = useDeskText()
  return (
    <div className="flex grow items-center gap-3">
      <div className="h-2.5 max-w-72 grow overflow-hidden rounded-full bg-well forced-colors:border">
        <div
          className="h-full rounded-full bg-accent forced-colors:bg-[Highlight]"
          style={{ width: `${Math.min(100, (100 * taken) / Math.max(1, capacity))}%` }}
        />
      </div>
      <p className="text-sm text-soft">{t('load', { taken, capacity })}</p>
    </div>
  )
}
