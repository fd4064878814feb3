import { Link, useParams } from '@tanstack/react-router'
import { dayText, numberText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import { storeQuery } from '../../../stores/screens/store-queries.ts'
import type { StoreAnswer } from '../../../web/door.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { isMissing } from '../room-queries.ts'
import { Check } from './check.tsx'
import { type RoomRecord, recordQuery } from './record-queries.ts'
import { useRecordText } from './text.ts'

/** What anyone needs to see that nobody chose the order of a room, and the check itself. */
export function Record() {
  const t = useRecordText()
  const { storeId } = useParams({ from: '/waiting-rooms/$storeId/record' })
  const store = useQuery(storeQuery(storeId))
  const record = useQuery(recordQuery(storeId))
  const failed = [store, record].find(({ isError, data }) => isError && data === undefined)
  if (store.data && record.data) return <RecordOf store={store.data} record={record.data} />
  return (
    <Page title={t('title')} narrow>
      {failed && isMissing(failed.error) ? (
        <EmptyState title={t('none')}>{t('noneLead')}</EmptyState>
      ) : failed ? (
        <Failure problem={failed.error} onRetry={failed.refetch} />
      ) : (
        <Loading>
          <Skeleton className="h-96" />
        </Loading>
      )}
    </Page>
  )
}

const reasons = ['before', 'joined', 'drawn', 'after'] as const

interface RecordOfProps {
  readonly store: StoreAnswer
  readonly record: RoomRecord
}

function RecordOf({ store, record }: RecordOfProps) {
  const t = useRecordText()
  return (
    <Page title={t('title')} lead={t('lead')} narrow>
      <p className="-mt-2 flex flex-wrap items-center justify-between gap-3 font-semibold">
        {t('of', { store: store.name })}
        {record.closedAt ? null : (
          <Link
            to="/waiting-rooms/$storeId"
            params={{ storeId: store.id }}
            className={buttonLook('quiet')}
          >
            {t('toRoom')}
          </Link>
        )}
      </p>
      <Check key={record.roomId} storeId={store.id} record={record} />
      <section className="grid gap-3" aria-labelledby="record-why">
        <h2 id="record-why" className="text-xl font-bold">
          {t('why.title')}
        </h2>
        <ol className="grid list-decimal gap-2 pl-6">
          {reasons.map((reason) => (
            <li key={reason}>{t(`why.${reason}`)}</li>
          ))}
        </ol>
      </section>
      <Facts store={store} record={record} />
    </Page>
  )
}

function Facts({ store: { id, timeZone }, record }: RecordOfProps) {
  const t = useRecordText()
  const language = useLanguage()
  const when = (at: string) =>
    `${dayText(wallDateAt(new Date(at), timeZone), language)} ${wallTimeAt(new Date(at), timeZone)}`
  const { secret, seed, cohort, openedAt, closedAt } = record
  return (
    <>
      <section className="grid gap-3" aria-labelledby="record-before">
        <h2 id="record-before" className="text-xl font-bold">
          {t('facts.before')}
        </h2>
        <dl className="grid gap-3">
          <Code name={t('facts.commitment')} value={record.commitment} />
          <Code name={t('facts.roomId')} value={record.roomId} />
        </dl>
      </section>
      <section className="grid gap-3" aria-labelledby="record-after">
        <h2 id="record-after" className="text-xl font-bold">
          {t('facts.after')}
        </h2>
        {secret === null || seed === null ? (
          <p className="text-soft">{t('facts.hidden')}</p>
        ) : (
          <>
            <dl className="grid gap-3">
              <Code name={t('facts.secret')} value={secret} />
              <Code name={t('facts.digest')} value={record.digest} />
              <Code name={t('facts.seed')} value={seed} />
            </dl>
            <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
              <Plain
                name={t('facts.cohort')}
                value={t('facts.cohortOf', { count: numberText(cohort ?? 0, language) })}
              />
              <Plain
                name={t('facts.tickets')}
                value={t('facts.cohortOf', { count: numberText(record.tickets, language) })}
              />
              {openedAt ? <Plain name={t('facts.opened')} value={when(openedAt)} /> : null}
              {closedAt ? <Plain name={t('facts.closed')} value={when(closedAt)} /> : null}
            </dl>
          </>
        )}
        <a
          href={`/v1/stores/${id}/waiting-room/record`}
          className={buttonLook('quiet', 'justify-self-start')}
        >
          {t('facts.raw')}
        </a>
      </section>
    </>
  )
}

interface NamedProps {
  readonly name: string
  readonly value: string
}

const Code = ({ name, value }: NamedProps) => (
  <div className="grid gap-0.5">
    <dt className="text-sm text-soft">{name}</dt>
    <dd className="rounded-lg bg-well px-3 py-2 font-mono text-sm break-all select-all">{value}</dd>
  </div>
)

const Plain = ({ name, value }: NamedProps) => (
  <div className="grid content-start gap-0.5">
    <dt className="text-sm text-soft">{name}</dt>
    <dd className="font-semibold">{value}</dd>
  </div>
)
