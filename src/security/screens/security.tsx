import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Loaded } from '../../web/kit/loaded.tsx'
import { MoreButton } from '../../web/kit/more-button.tsx'
import { Notice } from '../../web/kit/notice.tsx'
import { Page } from '../../web/kit/page.tsx'
import { Select } from '../../web/kit/select.tsx'
import { EmptyState } from '../../web/kit/states.tsx'
import { useInfiniteQuery, useQuery } from '../../web/query.ts'
import { EndSessions } from './end-sessions.tsx'
import { EventChart } from './event-chart.tsx'
import { countsQuery, type EventFilter, eventsQuery, type SecurityEvent } from './event-queries.ts'
import { EventTable } from './event-table.tsx'
import { eventKinds, isEventKind } from './kinds.ts'
import { useSecurityText } from './text.ts'

/** What happened to accounts, for administrators: a chart by day and a list with filters. */
export function Security() {
  const t = useSecurityText()
  const filter = useSearch({ from: '/security' })
  const counts = useQuery(countsQuery)
  const query = useInfiniteQuery(eventsQuery(filter))
  return (
    <Page title={t('title')} lead={t('lead')}>
      {counts.data ? <EventChart counts={counts.data} kind={filter.kind} /> : null}
      <Filters filter={filter} />
      <Loaded query={query}>
        {({ pages }) => <Events events={pages.flatMap(({ data }) => data)} />}
      </Loaded>
      <MoreButton of={query}>{t('more')}</MoreButton>
    </Page>
  )
}

function Events({ events }: { readonly events: readonly SecurityEvent[] }) {
  const t = useSecurityText()
  if (events.length === 0) return <EmptyState title={t('none')}>{t('noneLead')}</EmptyState>
  return <EventTable events={events} />
}

/** The filters are the address: a filtered list can be sent to somebody. */
function Filters({ filter }: { readonly filter: EventFilter }) {
  const t = useSecurityText()
  const navigate = useNavigate()
  const show = (search: EventFilter) =>
    void navigate({ to: '/security', search, replace: true, resetScroll: false })
  const { kind, refused, accountId } = filter
  return (
    <form
      aria-label={t('filters')}
      className="grid gap-4"
      onSubmit={(event) => event.preventDefault()}
    >
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <Select
          label={t('kind')}
          required
          value={kind ?? ''}
          onChange={({ target: { value } }) =>
            show({ ...filter, kind: isEventKind(value) ? value : undefined })
          }
        >
          <option value="">{t('allKinds')}</option>
          {eventKinds.map((one) => (
            <option key={one} value={one}>
              {t(`kinds.${one}`)}
            </option>
          ))}
        </Select>
        <label className="flex min-h-12 items-center gap-3">
          <input
            type="checkbox"
            className="size-5"
            checked={refused ?? false}
            onChange={({ target }) => show({ ...filter, refused: target.checked || undefined })}
          />
          {t('onlyRefused')}
        </label>
      </div>
      {accountId ? (
        <Notice>
          {t('ofAccount')}{' '}
          <Link
            to="/security"
            search={{ kind, refused }}
            className="font-semibold text-accent underline"
          >
            {t('all')}
          </Link>
          <EndSessions accountId={accountId} />
        </Notice>
      ) : null}
    </form>
  )
}
