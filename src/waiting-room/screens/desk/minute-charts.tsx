import { numberText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import type { StoreAnswer } from '../../../web/door.ts'
import { Button } from '../../../web/kit/button.tsx'
import { useLanguage } from '../../../web/language.ts'
import { type Column, columns, type Minute, minutesOf, refusalsOf } from './minutes.ts'
import { minutesCsv, saveText } from './minutes-csv.ts'
import type { Figures } from './own-queries.ts'
import { useRoomDeskText } from './text.ts'

const SHOWN_MOST = 60
const ALL_MOST = 24 * 60

interface MinutesProps {
  readonly store: StoreAnswer
  readonly figures: Figures
  /** The server's clock; left out for a room that is over. */
  readonly now?: string
}

/** What happened by the minute: a chart for each kind, the same as a table, and as a file. */
export function Minutes({ store, figures, now }: MinutesProps) {
  const t = useRoomDeskText()
  const until = new Date(now ?? figures.at(-1)?.minute ?? 0)
  const minutes = minutesOf(figures, until, SHOWN_MOST)
  return (
    <div className="grid gap-8">
      <section className="grid gap-4" aria-labelledby="room-minutes">
        <h2 id="room-minutes" className="text-xl font-bold">
          {t('minutes.title')}
        </h2>
        {minutes.length === 0 ? (
          <p className="text-soft">{t('minutes.none')}</p>
        ) : (
          <>
            <p className="text-soft">{t('minutes.lead', { minutes: minutes.length })}</p>
            <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
              {columns.map((name) => (
                <Bars key={name} name={name} minutes={minutes} timeZone={store.timeZone} />
              ))}
            </div>
            <AsTable minutes={minutes} timeZone={store.timeZone} />
            <CsvButton store={store} minutes={minutesOf(figures, until, ALL_MOST)} />
          </>
        )}
      </section>
      <Refusals figures={figures} />
    </div>
  )
}

interface BarsProps {
  readonly name: Column
  readonly minutes: readonly Minute[]
  readonly timeZone: string
}

const HIGH = 40

/** A bar a minute; the numbers are in the table below. */
function Bars({ name, minutes, timeZone }: BarsProps) {
  const t = useRoomDeskText()
  const language = useLanguage()
  const counts = minutes.map((minute) => minute[name])
  const most = Math.max(...counts)
  const isLine = name === 'waiting'
  const total = counts.reduce((sum, count) => sum + count, 0)
  const timeOf = (minute: Minute | undefined) =>
    minute ? wallTimeAt(new Date(minute.at), timeZone) : ''
  return (
    <figure className="grid gap-2 rounded-2xl border border-line bg-card p-4">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-semibold">
          {t(`minutes.${name}`)}{' '}
          <span className="font-normal">
            {isLine
              ? t('minutes.people', { count: numberText(counts.at(-1) ?? 0, language) })
              : t('minutes.total', { count: numberText(total, language) })}
          </span>
        </span>
        <span className="text-sm text-soft">
          {t(isLine ? 'minutes.longest' : 'minutes.most', { count: numberText(most, language) })}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${SHOWN_MOST} ${HIGH}`}
        preserveAspectRatio="none"
        className="h-16 w-full border-b border-edge"
        aria-hidden="true"
      >
        {minutes.map((minute, at) => (
          <rect
            key={minute.at}
            x={SHOWN_MOST - minutes.length + at + (isLine ? 0 : 0.1)}
            width={isLine ? 1 : 0.8}
            y={HIGH - (HIGH * minute[name]) / Math.max(1, most)}
            height={(HIGH * minute[name]) / Math.max(1, most)}
            className={
              name === 'refused'
                ? 'fill-bad forced-colors:fill-[CanvasText]'
                : 'fill-accent forced-colors:fill-[Highlight]'
            }
          />
        ))}
      </svg>
      <div aria-hidden="true" className="flex justify-between text-xs text-soft">
        <span>{minutes.length === SHOWN_MOST ? timeOf(minutes[0]) : ''}</span>
        <span>{timeOf(minutes.at(-1))}</span>
      </div>
    </figure>
  )
}

interface OfMinutes {
  readonly minutes: readonly Minute[]
  readonly timeZone: string
}

function AsTable({ minutes, timeZone }: OfMinutes) {
  const t = useRoomDeskText()
  const language = useLanguage()
  return (
    <details>
      <summary className="min-h-11 w-fit py-2 font-semibold text-accent">
        {t('minutes.asTable')}
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section className="mt-2 overflow-x-auto" tabIndex={0} aria-label={t('minutes.title')}>
        <table className="w-full text-right text-sm">
          <thead>
            <tr className="text-soft">
              <th scope="col" className="py-1 pr-3 text-left font-semibold">
                {t('minutes.minute')}
              </th>
              {columns.map((name) => (
                <th key={name} scope="col" className="px-2 font-semibold whitespace-nowrap">
                  {t(`minutes.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {minutes.toReversed().map((minute) => (
              <tr key={minute.at} className="border-t border-line">
                <th scope="row" className="py-1 pr-3 text-left font-normal">
                  {wallTimeAt(new Date(minute.at), timeZone)}
                </th>
                {columns.map((name) => (
                  <td key={name} className="px-2">
                    {numberText(minute[name], language)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}

interface CsvButtonProps {
  readonly store: StoreAnswer
  readonly minutes: readonly Minute[]
}

function CsvButton({ store: { timeZone }, minutes }: CsvButtonProps) {
  const t = useRoomDeskText()
  const save = () => {
    const heads = [t('minutes.minute'), ...columns.map((name) => t(`minutes.${name}`))]
    const date = wallDateAt(new Date(minutes.at(-1)?.at ?? 0), timeZone)
    saveText(minutesCsv(minutes, columns, heads, timeZone), `${t('file', { date })}.csv`)
  }
  return (
    <Button kind="quiet" className="justify-self-start" onClick={save}>
      {t('minutes.csv')}
    </Button>
  )
}

const known = [
  'waiting-pass-needed',
  'still-waiting',
  'waiting-pass-ended',
  'waiting-token-unknown',
  'waiting-pass-of-another',
  'not-signed-in',
] as const
const nameOf = (problem: string) => known.find((name) => name === problem) ?? 'other'

/** Why requests were refused, in words. */
function Refusals({ figures }: { readonly figures: Figures }) {
  const t = useRoomDeskText()
  const language = useLanguage()
  const refusals = refusalsOf(figures)
  return (
    <section className="grid gap-3" aria-labelledby="room-refusals">
      <h2 id="room-refusals" className="text-xl font-bold">
        {t('refusals.title')}
      </h2>
      {refusals.length === 0 ? (
        <p className="text-soft">{t('refusals.none')}</p>
      ) : (
        <>
          <p className="text-soft">{t('refusals.lead')}</p>
          <dl className="grid max-w-xl">
            {refusals.map(({ problem, count }) => (
              <div
                key={problem}
                className="flex items-baseline justify-between gap-4 border-t border-line py-2"
              >
                <dt>{t(`refusals.${nameOf(problem)}`)}</dt>
                <dd className="font-bold whitespace-nowrap">
                  {t('refusals.count', { count: numberText(count, language) })}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  )
}
