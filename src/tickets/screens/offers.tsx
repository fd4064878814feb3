import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../web/kit/button.tsx'
import { Notice } from '../../web/kit/notice.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQuery } from '../../web/query.ts'
import { offerSecret } from './offer-secret.ts'
import { startLongText } from './start.ts'
import { useTicketsText } from './text.ts'
import { offersQuery } from './ticket-queries.ts'

const POLL_MS = 15_000

/** Tickets that wait for the reader to accept them: by their links, which prove the address. */
export function Offers() {
  const t = useTicketsText()
  const language = useLanguage()
  const offers = useQuery({ ...offersQuery, refetchInterval: POLL_MS }).data?.data ?? []
  if (offers.length === 0) return null
  return (
    <Notice title={t('waiting.title')}>
      <ul className="grid gap-1">
        {offers.map(({ store, occasionId, startsAt, seat }) => (
          <li key={`${occasionId} ${seat.ko}`}>
            <strong>{store.name}</strong> · {startLongText(startsAt, store.timeZone, language)} ·{' '}
            {seat[language]}
          </li>
        ))}
      </ul>
      {offerSecret() ? (
        <Link to="/ticket-offers" className={buttonLook('quiet', 'no-print mt-3')}>
          {t('waiting.accept')}
        </Link>
      ) : (
        <p className="mt-2">{t('waiting.how')}</p>
      )}
    </Notice>
  )
}
