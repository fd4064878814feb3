import { Loaded } from '../../web/kit/loaded.tsx'
import { MoreButton } from '../../web/kit/more-button.tsx'
import { networkText } from '../../web/kit/network-text.ts'
import { Tag } from '../../web/kit/notice.tsx'
import { Skeleton } from '../../web/kit/states.tsx'
import { WhenText } from '../../web/kit/when.tsx'
import { ownZone } from '../../web/kit/zone.ts'
import { useInfiniteQuery } from '../../web/query.ts'
import { type OwnEvent, ownEventsQuery } from './event-queries.ts'
import { useSecurityText } from './text.ts'

/** What happened to the reader's account. */
export function OwnEvents() {
  const t = useSecurityText()
  const query = useInfiniteQuery(ownEventsQuery)
  return (
    <section className="grid gap-3">
      <h2 className="text-xl font-bold">{t('own')}</h2>
      <p className="text-soft">{t('ownLead')}</p>
      <Loaded query={query} loading={<Skeleton className="h-48" />}>
        {({ pages }) => <Lines events={pages.flatMap(({ data }) => data)} />}
      </Loaded>
      <MoreButton of={query}>{t('more')}</MoreButton>
    </section>
  )
}

function Lines({ events }: { readonly events: readonly OwnEvent[] }) {
  const t = useSecurityText()
  if (events.length === 0) return <p className="text-soft">{t('ownNone')}</p>
  return (
    <ol className="grid divide-y divide-line rounded-3xl border border-line bg-card px-5">
      {events.map(({ id, kind, refusal, network, times, lastAt }) => (
        <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-3">
          <span className="flex flex-wrap items-center gap-2 font-semibold">
            {t(`kinds.${kind}`)}
            {refusal === null ? null : <Tag tone="warn">{t('refused')}</Tag>}
            {times > 1 ? (
              <span className="font-normal text-soft">{t('timesText', { times })}</span>
            ) : null}
          </span>
          <span className="text-sm text-soft">
            {network ? `${networkText(network)} · ` : null}
            <WhenText at={lastAt} timeZone={ownZone()} />
          </span>
        </li>
      ))}
    </ol>
  )
}
