import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../web/kit/button.tsx'
import { Notice } from '../../web/kit/notice.tsx'
import { useQuery } from '../../web/query.ts'
import { useMe } from '../../web/session.ts'
import { offerSecret } from './offer-secret.ts'
import { useTicketsText } from './text.ts'
import { offersQuery } from './ticket-queries.ts'

const POLL_MS = 15_000

/** Tickets that wait for the reader to accept them: by their links, which prove the address. */
export function Offers() {
  const t = useTicketsText()
  const enabled = useMe()?.isGuest === false
  const asked = useQuery({ ...offersQuery, refetchInterval: POLL_MS, enabled })
  const { offers = 0 } = asked.data ?? {}
  if (offers === 0) return null
  return (
    <Notice title={t('waiting.title', { count: offers })}>
      {offerSecret() ? (
        <Link to="/ticket-offers" className={buttonLook('quiet', 'no-print')}>
          {t('waiting.accept')}
        </Link>
      ) : (
        <p>{t('waiting.how')}</p>
      )}
    </Notice>
  )
}
