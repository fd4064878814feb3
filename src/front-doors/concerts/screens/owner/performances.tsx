import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { dayText, wallDateAt, wallTimeAt } from '../../../../kernel/format.ts'
import { OnlyFor } from '../../../../stores/screens/role.tsx'
import type { DeskPartProps } from '../../../../web/door.ts'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { isOver } from '../concerts/performance-choice.tsx'
import { StatusTag } from '../concerts/status-tag.tsx'
import { menuText } from '../text.ts'
import { CancelPerformance } from './cancel-performance.tsx'
import { HeldBackSeats } from './held-back.tsx'
import { type OwnPerformance, ownPerformancesQuery } from './owner-queries.ts'
import { PerformanceForm } from './performance-form.tsx'
import { SeatsPerOrder } from './seats-per-order.tsx'
import { useOrganiserText } from './text.ts'

type Store = DeskPartProps['store']

/** What is open beside the list. */
type Open =
  | { readonly kind: 'add' }
  | { readonly kind: 'change' | 'cancel' | 'heldBack'; readonly performance: OwnPerformance }

/** All dates of a concert, and what can be done with each. */
export function Performances({ store }: DeskPartProps) {
  const t = useOrganiserText()
  const [open, setOpen] = useState<Open>()
  const query = useQuery(ownPerformancesQuery(store.id))
  const close = () => setOpen(undefined)
  if (open?.kind === 'heldBack')
    return <HeldBackSeats store={store} performance={open.performance} onClose={close} />
  return (
    <Loaded query={query}>
      {({ data }) => (
        <div className="grid gap-5">
          <h2 className="sr-only">{menuText()('tabs.performances')}</h2>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-soft">{t('performances.lead')}</p>
            <OnlyFor storeId={store.id} right="manager">
              <Button onClick={() => setOpen({ kind: 'add' })}>{t('performances.add')}</Button>
            </OnlyFor>
          </div>
          <OnlyFor storeId={store.id} right="manager">
            <SeatsPerOrder store={store} />
          </OnlyFor>
          {data.length === 0 ? (
            <EmptyState title={t('performances.none')}>{t('performances.noneLead')}</EmptyState>
          ) : (
            <ul className="grid gap-3">
              {data.map((performance) => (
                <li key={performance.id}>
                  <PerformanceCard store={store} performance={performance} onOpen={setOpen} />
                </li>
              ))}
            </ul>
          )}
          {open?.kind === 'add' ? <PerformanceForm store={store} onClose={close} /> : null}
          {open?.kind === 'change' ? (
            <PerformanceForm store={store} performance={open.performance} onClose={close} />
          ) : null}
          {open?.kind === 'cancel' ? (
            <CancelPerformance store={store} performance={open.performance} onClose={close} />
          ) : null}
        </div>
      )}
    </Loaded>
  )
}

interface PerformanceCardProps {
  readonly store: Store
  readonly performance: OwnPerformance
  readonly onOpen: (open: Open) => void
}

function PerformanceCard({ store, performance, onOpen }: PerformanceCardProps) {
  const t = useOrganiserText()
  const language = useLanguage()
  const { id, date, time, status, capacity, remaining } = performance
  const sold = capacity - remaining
  return (
    <article className="grid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="text-xl font-bold">
          {dayText(date, language)} {time}
        </h3>
        <StatusTag status={status} />
        <span className="text-soft">{t('performances.sold', { sold, capacity })}</span>
      </div>
      <SalesTimes store={store} performance={performance} />
      <div className="flex flex-wrap gap-2">
        {status === 'canceled' ? null : (
          <Link
            to="/check-in/$storeId/$occasionId"
            params={{ storeId: store.id, occasionId: id }}
            className={buttonLook(status === 'ended' ? 'primary' : 'quiet')}
          >
            {t('performances.checkIn')}
          </Link>
        )}
        {isOver(status) ? null : (
          <OnlyFor storeId={store.id} right="desk">
            <Button kind="quiet" onClick={() => onOpen({ kind: 'heldBack', performance })}>
              {t('performances.heldBack')}
            </Button>
          </OnlyFor>
        )}
        <OnlyFor storeId={store.id} right="manager">
          {isOver(status) ? null : (
            <Button kind="quiet" onClick={() => onOpen({ kind: 'change', performance })}>
              {t('performances.change')}
            </Button>
          )}
          {status === 'canceled' ? null : (
            <Button kind="danger" onClick={() => onOpen({ kind: 'cancel', performance })}>
              {t('performances.cancel')}
            </Button>
          )}
        </OnlyFor>
      </div>
    </article>
  )
}

/** From when until when it is sold. */
function SalesTimes({ store, performance }: Pick<PerformanceCardProps, 'store' | 'performance'>) {
  const t = useOrganiserText()
  const language = useLanguage()
  const text = (instant: string) => {
    const at = new Date(instant)
    return `${dayText(wallDateAt(at, store.timeZone), language)} ${wallTimeAt(at, store.timeZone)}`
  }
  const until = performance.salesUntil
  return (
    <p className="text-sm text-soft">
      {until
        ? t('performances.salesBetween', { from: text(performance.salesFrom), until: text(until) })
        : t('performances.salesFrom', { from: text(performance.salesFrom) })}
    </p>
  )
}
