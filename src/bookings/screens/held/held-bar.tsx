import { Link, useRouterState } from '@tanstack/react-router'
import { stageOf } from '../../../payments/screens/checkout/stage.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { Countdown } from '../../../web/kit/countdown.tsx'
import { useLanguage } from '../../../web/language.ts'
import type { Booking } from '../booking-queries.ts'
import { nextStart, startText } from '../starts.ts'
import { useHeld } from './held-query.ts'
import { useHeldText } from './text.ts'

/** On every page but the bookings' own, which say it: what is held, how long, and the way on. */
export function HeldBar() {
  const t = useHeldText()
  const { data, refetch } = useHeld()
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const isSaid = /^\/(bookings|pay)(\/|$)/.test(pathname)
  // A charge is paid first: that page has the next step, this bar the deadline.
  const isCharging = /^\/wallet\/charges\//.test(pathname)
  const [first, ...more] = (data?.bookings ?? []).toSorted(
    (one, other) => Date.parse(one.expiresAt) - Date.parse(other.expiresAt),
  )
  if (!first || !data || isSaid) return null
  return (
    <section
      ref={tellHeight}
      aria-label={t('label')}
      className="no-print sticky bottom-0 z-20 border-t border-line bg-card pb-[env(safe-area-inset-bottom)] short:static"
    >
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-4 px-4 py-2 sm:px-6">
        <What booking={first} aheadMs={data.aheadMs} onEnd={refetch} />
        <div className="ml-auto flex shrink-0 flex-wrap items-center justify-end gap-x-2">
          {more.length > 0 ? (
            <Link
              to="/bookings"
              className={buttonLook('plain', 'px-2 max-sm:order-1 max-sm:text-sm')}
            >
              {t('more', { count: more.length })}
            </Link>
          ) : null}
          <Link
            to="/bookings/$bookingId"
            params={{ bookingId: first.id }}
            className={buttonLook(isCharging ? 'plain' : 'primary')}
          >
            {t(isCharging ? 'back' : stepOf(first))}
          </Link>
        </div>
      </div>
    </section>
  )
}

/** Whatever else sticks to the bottom of a page stays above it, by `--held-bar`. */
function tellHeight(bar: HTMLElement | null): (() => void) | undefined {
  if (!bar) return undefined
  const { style } = document.documentElement
  const observer = new ResizeObserver(() =>
    style.setProperty('--held-bar', `${bar.offsetHeight}px`),
  )
  observer.observe(bar)
  return () => {
    observer.disconnect()
    style.removeProperty('--held-bar')
  }
}

const isDeposit = (booking: Booking) => stageOf(booking, new Date(booking.now)) === 'deposit'

const stepOf = (booking: Booking) =>
  isDeposit(booking) ? 'deposit' : booking.price.amount > 0 ? 'pay' : 'book'

interface WhatProps {
  readonly booking: Booking
  readonly aheadMs: number
  readonly onEnd: () => void
}

function What({ booking, aheadMs, onEnd }: WhatProps) {
  const t = useHeldText()
  const language = useLanguage()
  const { store, expiresAt, price } = booking
  const start = nextStart(booking)
  return (
    <div className="grid min-w-0 grow basis-52">
      <p className="line-clamp-2 font-semibold">
        {store.name}
        {start ? ` · ${startText(start, store, language)}` : null}
      </p>
      {isDeposit(booking) ? (
        <p className="text-sm text-soft">{t('depositWaits')}</p>
      ) : (
        <Countdown until={expiresAt} aheadMs={aheadMs} onEnd={onEnd} free={price.amount === 0} />
      )}
    </div>
  )
}
