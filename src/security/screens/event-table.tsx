import { Link } from '@tanstack/react-router'
import { networkText } from '../../web/kit/network-text.ts'
import { Tag } from '../../web/kit/notice.tsx'
import { WhenText } from '../../web/kit/when.tsx'
import { ownZone } from '../../web/kit/zone.ts'
import { useLanguage } from '../../web/language.ts'
import type { SecurityEvent } from './event-queries.ts'
import { useSecurityText } from './text.ts'

/** A table where there is space, cards on a phone. */
export function EventTable({ events }: { readonly events: readonly SecurityEvent[] }) {
  const t = useSecurityText()
  return (
    <table className="block w-full text-left md:table">
      <thead className="sr-only md:not-sr-only md:table-header-group">
        <tr className="text-soft max-md:block">
          {(['when', 'what', 'who', 'network', 'times'] as const).map((name) => (
            <th key={name} scope="col" className="px-3 py-2 font-semibold last:text-right">
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="grid gap-3 md:table-row-group">
        {events.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </tbody>
    </table>
  )
}

const cell = 'max-md:block md:px-3 md:py-2.5'

function EventRow({ event }: { readonly event: SecurityEvent }) {
  const t = useSecurityText()
  const language = useLanguage()
  const { kind, refusal, refusalTitles, network, times, lastAt } = event
  return (
    <tr className="max-md:grid max-md:gap-1 max-md:rounded-2xl max-md:border max-md:border-line max-md:bg-card max-md:p-4 md:border-t md:border-line">
      <td className={`${cell} text-soft`}>
        <WhenText at={lastAt} timeZone={ownZone()} />
      </td>
      <td className={cell}>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold">
          {t(`kinds.${kind}`)}
          {refusal === null ? null : <Tag tone="warn">{t('refused')}</Tag>}
        </span>
        {refusal === null ? null : (
          <span className="mt-1 block text-sm text-soft">
            {refusalTitles?.[language] ?? refusal}
          </span>
        )}
      </td>
      <td className={`${cell} wrap-anywhere`}>
        <Who event={event} />
      </td>
      <td className={`${cell} text-soft`}>{network ? networkText(network) : t('nobody')}</td>
      <td className={`${cell} md:text-right`}>{t('timesText', { times })}</td>
    </tr>
  )
}

function Who({ event: { accountId, email } }: { readonly event: SecurityEvent }) {
  const t = useSecurityText()
  if (!accountId) return <span className="text-soft">{t('nobody')}</span>
  if (!email) return <span className="text-soft">{t('left')}</span>
  return (
    <Link to="/security" search={{ accountId }} className="text-accent hover:underline">
      {email}
    </Link>
  )
}
