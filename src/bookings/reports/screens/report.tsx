import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { dayText, priceText } from '../../../kernel/format.ts'
import type { DeskPartProps } from '../../../web/door.ts'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { EmptyState } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { totals } from './figures.ts'
import { HeatMap } from './heat-map.tsx'
import { MoneyFigure } from './money-figure.tsx'
import { Payout } from './payout.tsx'
import { isPeriod, type Period, periodOf, presets } from './periods.ts'
import { type ReportAnswer, reportQuery } from './report-query.ts'
import { SaveCsv } from './save-csv.tsx'
import { Shares } from './shares.tsx'
import { useReportText } from './text.ts'

/** How a store did in a period: sums, charts with their tables, and the same as CSV. */
export function Report({ store }: DeskPartProps) {
  const t = useReportText()
  const language = useLanguage()
  const search = useSearch({ from: '/desk/$storeId' })
  const today = new Intl.DateTimeFormat('en-CA', {
    timeZone: store.timeZone,
    dateStyle: 'short',
  }).format(new Date())
  const asked = { from: search.from ?? '', to: search.to ?? '' }
  const period = isPeriod(asked) ? asked : periodOf('month', today)
  const query = useQuery({
    ...reportQuery(store.id, period),
    placeholderData: (before) => before,
  })
  return (
    <div className="grid gap-6">
      <Periods today={today} period={period} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-2xl font-bold">
          {t('shown', { from: dayText(period.from, language), to: dayText(period.to, language) })}
        </h2>
        <Ways storeId={store.id} period={period} />
      </div>
      <Loaded query={query}>
        {(answer) => (
          <div
            className={`grid gap-6 ${query.isPlaceholderData ? 'opacity-60' : ''}`}
            aria-busy={query.isPlaceholderData}
          >
            <Figures answer={answer} storeId={store.id} period={period} />
          </div>
        )}
      </Loaded>
    </div>
  )
}

interface FiguresProps {
  readonly answer: ReportAnswer
  readonly storeId: string
  readonly period: Period
}

function Figures({ answer, storeId, period }: FiguresProps) {
  const t = useReportText()
  const { bookings, canceled } = totals(answer.days)
  const isEmpty =
    bookings + canceled === 0 && answer.gateways.length === 0 && answer.week.length === 0
  if (isEmpty) return <EmptyState title={t('none')}>{t('noneLead')}</EmptyState>
  return (
    <>
      <Sums answer={answer} />
      <HeatMap week={answer.week} />
      <MoneyFigure answer={answer} />
      <div className="grid items-start gap-6 md:grid-cols-2">
        <Shares
          title={t('sources.title')}
          none={t('sources.none')}
          rows={answer.sources.map((one) => ({
            name: t(`sources.${one.source}`),
            count: one.bookings,
          }))}
        />
        {answer.parties.length > 0 ? (
          <Shares
            title={t('parties.title')}
            none={t('sources.none')}
            rows={answer.parties.map((one) => ({
              name: t('parties.party', { count: one.party }),
              count: one.bookings,
            }))}
          />
        ) : null}
      </div>
      <Payout answer={answer} storeId={storeId} period={period} />
    </>
  )
}

/** The numbers that come first. */
function Sums({ answer: { days, currency } }: { readonly answer: ReportAnswer }) {
  const t = useReportText()
  const language = useLanguage()
  const { bookings, canceled, noShows, occupancy, noShowShare, canceledShare, net, received } =
    totals(days)
  const of = (count: number, percent: number | undefined) =>
    percent === undefined ? t('sums.count', { count }) : t('sums.of', { count, percent })
  const facts = [
    { name: t('sums.bookings'), text: t('sums.count', { count: bookings }) },
    {
      name: t('sums.occupancy'),
      text: occupancy === undefined ? t('sums.unknown') : `${occupancy}%`,
    },
    { name: t('sums.noShows'), text: of(noShows, noShowShare) },
    { name: t('sums.canceled'), text: of(canceled, canceledShare) },
    ...[
      { name: t('sums.net'), amount: net },
      { name: t('sums.received'), amount: received },
    ].map(({ name, amount }) => ({ name, text: priceText({ amount, currency }, language) })),
  ]
  return (
    <section aria-label={t('sums.label')}>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-3xl border border-line bg-line md:grid-cols-3 xl:grid-cols-6">
        {facts.map(({ name, text }) => (
          <div key={name} className="grid content-start bg-card p-4">
            <dt className="text-sm text-soft">{name}</dt>
            <dd className="text-xl font-bold">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

interface PeriodsProps {
  readonly today: string
  readonly period: Period
}

/** The usual periods, and any other by its dates. */
function Periods({ today, period }: PeriodsProps) {
  const t = useReportText()
  return (
    <div className="no-print grid gap-4">
      <nav aria-label={t('periods')} className="flex flex-wrap gap-2">
        {presets.map((preset) => {
          const { from, to } = periodOf(preset, today)
          const isHere = from === period.from && to === period.to
          return (
            <Link
              key={preset}
              to="."
              search={{ tab: 'report', from, to }}
              replace
              resetScroll={false}
              aria-current={isHere ? 'true' : undefined}
              className={buttonLook(isHere ? 'primary' : 'quiet')}
            >
              {t(`period.${preset}`)}
            </Link>
          )
        })}
      </nav>
      <OtherPeriod key={`${period.from} ${period.to}`} period={period} />
    </div>
  )
}

function OtherPeriod({ period }: { readonly period: Period }) {
  const t = useReportText()
  const navigate = useNavigate()
  const [from, setFrom] = useState(period.from)
  const [to, setTo] = useState(period.to)
  const isRight = isPeriod({ from, to })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!isRight) return focusFirstWrong(event.currentTarget)
    void navigate({ to: '.', search: { tab: 'report', from, to } as never, resetScroll: false })
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-wrap items-end gap-3">
      <Field
        label={t('from')}
        type="date"
        required
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <Field
        label={t('to')}
        type="date"
        required
        value={to}
        error={isRight ? undefined : t('wrong')}
        onChange={(event) => setTo(event.target.value)}
      />
      <Button type="submit" kind="quiet">
        {t('show')}
      </Button>
    </form>
  )
}

interface WaysProps {
  readonly storeId: string
  readonly period: Period
}

/** The ways to take a report along. */
function Ways({ storeId, period }: WaysProps) {
  const t = useReportText()
  return (
    <div className="no-print flex flex-wrap items-center gap-2">
      <SaveCsv storeId={storeId} period={period} file="report" label={t('csv')} />
      <Button kind="quiet" onClick={() => window.print()}>
        {t('print')}
      </Button>
    </div>
  )
}
