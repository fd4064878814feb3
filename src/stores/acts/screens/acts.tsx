import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type ActKind, actKinds } from '../../../kernel/act-kind.ts'
import type { DeskPartProps } from '../../../web/door.ts'
import { download } from '../../../web/download.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { MoreButton } from '../../../web/kit/more-button.tsx'
import { Notice, Tag } from '../../../web/kit/notice.tsx'
import { Select } from '../../../web/kit/select.tsx'
import { EmptyState } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useInfiniteQuery, useQuery } from '../../../web/query.ts'
import { whenText } from '../../staff/screens/when.ts'
import { detailText, kindWords } from '../kind-words.ts'
import { aboutText } from './about-text.ts'
import { type ActFilter, type ActPage, actorsQuery, actsQuery } from './act-queries.ts'
import { useActText } from './text.ts'

/** Who did what at a store and when, by person and kind. */
export function Acts({ store: { id: storeId, timeZone } }: DeskPartProps) {
  const t = useActText()
  const [filter, setFilter] = useState<ActFilter>({})
  const query = useInfiniteQuery<ActPage>({
    ...actsQuery(storeId, filter),
    placeholderData: (before) => before,
  })
  const isNarrowed = Object.keys(filter).length > 0
  return (
    <section className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-2xl font-bold">{t('title')}</h2>
        <Csv storeId={storeId} filter={filter} />
      </div>
      <p className="text-soft">{t('lead')}</p>
      <Filter storeId={storeId} filter={filter} onFilter={setFilter} />
      <Loaded query={query}>
        {({ pages }) => {
          const acts = pages.flatMap(({ data }) => data)
          if (acts.length === 0)
            return (
              <EmptyState title={t(isNarrowed ? 'noneFit' : 'none')}>{t('noneLead')}</EmptyState>
            )
          return (
            <ol className="grid divide-y divide-line rounded-3xl border border-line bg-card px-5">
              {acts.map((act) => (
                <li key={act.id} className="py-3">
                  <Act {...{ storeId, timeZone, act }} />
                </li>
              ))}
            </ol>
          )
        }}
      </Loaded>
      <MoreButton of={query}>{t('more')}</MoreButton>
    </section>
  )
}

interface FilterProps {
  readonly storeId: string
  readonly filter: ActFilter
  readonly onFilter: (filter: ActFilter) => void
}

function Filter({ storeId, filter: { by, kind }, onFilter }: FilterProps) {
  const t = useActText()
  const language = useLanguage()
  const actors = useQuery(actorsQuery(storeId))
  const choose = (next: { readonly by: string; readonly kind: string }) =>
    onFilter({
      ...(next.by && { by: next.by }),
      ...(next.kind && { kind: next.kind as ActKind }),
    })
  return (
    <div className="no-print grid gap-4 sm:grid-cols-2">
      <Select
        label={t('person')}
        required
        value={by ?? ''}
        onChange={(event) => choose({ by: event.target.value, kind: kind ?? '' })}
      >
        <option value="">{t('everybody')}</option>
        {actors.data?.data.map(({ accountId, name }) => (
          <option key={accountId} value={accountId}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        label={t('kind')}
        required
        value={kind ?? ''}
        onChange={(event) => choose({ by: by ?? '', kind: event.target.value })}
      >
        <option value="">{t('everything')}</option>
        {actKinds.map((one) => (
          <option key={one} value={one}>
            {kindWords[one][language]}
          </option>
        ))}
      </Select>
    </div>
  )
}

interface ActProps {
  readonly storeId: string
  readonly timeZone: string
  readonly act: ActPage['data'][number]
}

/** Who did what, and with which booking: `이직원 · 예약 조정` / `김하나 · 12월 5일 (토) 19:00 → 20:00 · 4명 · 홀 3`. */
function Act({ storeId, timeZone, act }: ActProps) {
  const t = useActText()
  const language = useLanguage()
  const { at, kind, said, by, byKey, detail, orderNumber } = act
  const about = aboutText(act, timeZone, language)
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <div className="grid gap-0.5">
        <p className="flex flex-wrap items-baseline gap-2">
          <strong>{by ?? t('nobody')}</strong>
          <span>
            {[said?.[language] ?? kindWords[kind][language], detailText(detail, language)]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {byKey ? <Tag>{t('key')}</Tag> : null}
        </p>
        {about.length > 0 ? <p className="wrap-anywhere">{about.join(' · ')}</p> : null}
        {orderNumber ? (
          <Link
            to="/stores/$storeId/payments/$orderNumber"
            params={{ storeId, orderNumber }}
            className="text-sm text-accent underline"
          >
            {t('order', { number: orderNumber })}
          </Link>
        ) : null}
      </div>
      <time dateTime={at} className="text-sm text-soft">
        {whenText(at, language, { timed: true, timeZone })}
      </time>
    </div>
  )
}

interface CsvProps {
  readonly storeId: string
  readonly filter: ActFilter
}

function Csv({ storeId, filter }: CsvProps) {
  const t = useActText()
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle')
  const save = async () => {
    setState('pending')
    const isDone = await download(`/v1/stores/${storeId}/acts.csv`, filter, 'acts.csv')
    setState(isDone ? 'idle' : 'failed')
  }
  return (
    <div className="no-print flex flex-wrap items-center gap-2">
      {state === 'failed' ? <Notice tone="bad" title={t('csvFailed')} /> : null}
      <Button kind="quiet" pending={state === 'pending'} onClick={save}>
        {t('csv')}
      </Button>
    </div>
  )
}
