import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../../web/kit/button.tsx'
import { CopyButton } from '../../../web/kit/copy-button.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { useMe } from '../../../web/session.ts'
import type { Booking } from '../booking-queries.ts'
import { useMyBookingsText } from './text.ts'

/** How somebody without an account finds again what they bought; nothing for all others. */
export function GuestNumber({ booking: { orderNumber } }: { readonly booking: Booking }) {
  const t = useMyBookingsText()
  if (!useMe()?.isGuest) return null
  return (
    <Notice title={t('guest.title', { number: orderNumber })}>
      <p>{t('guest.lead')}</p>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <CopyButton
          kind="quiet"
          text={orderNumber}
          copied={t('guest.copied')}
          notCopied={t('guest.notCopied')}
        >
          {t('guest.copy')}
        </CopyButton>
        <Link to="/guest-bookings" className={buttonLook('quiet')}>
          {t('guest.lookUp')}
        </Link>
      </div>
    </Notice>
  )
}
