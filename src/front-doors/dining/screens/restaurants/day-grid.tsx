import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useDeferredValue, useRef, useState } from 'react'
import { Refusal } from '../../../../bookings/screens/claim/refusal.tsx'
import type { Claim } from '../../../../bookings/screens/claim/use-claim.ts'
import { dayText, monthText, weekdayText } from '../../../../kernel/format.ts'
import { showInStrip } from '../../../../web/kit/strip.ts'
import { useLanguage } from '../../../../web/language.ts'
import type { Selection } from './claiming.ts'
import { type Cell, nextCell } from './grid-keys.ts'
import type { Day, Restaurant, Time } from './restaurant-queries.ts'
import { useRestaurantText } from './text.ts'
import { TimeCell } from './time-cell.tsx'

interface DayGridProps {
  readonly days: readonly Day[]
  readonly restaurant: Restaurant
  /** The day shown on a phone; wider screens show all. */
  readonly date: string | undefined
  readonly claim: Claim<Selection>
  readonly take: (day: Day, time: Time) => void
  /** Date and table time that were pressed before signing in. */
  readonly wanted: string | undefined
}

const WIDE = '(min-width: 48rem)'

/**
 * Ten days of times in rows of five; on a phone one day, chosen from a strip. There the other nine are
 * out of sight, and rendered once the page has been drawn.
 */
export function DayGrid({ days, restaurant, date, claim, take, wanted }: DayGridProps) {
  const t = useRestaurantText()
  const chosen = Math.max(
    0,
    days.findIndex((day) => (date ? day.date === date : day.times.length > 0)),
  )
  const { grid, stop, onKeyDown, onFocus } = useOneTabStop(days, chosen)
  const isWhole = useDeferredValue(true, matchMedia(WIDE).matches)
  const timesOf = ({ times }: Day, at: number) => (isWhole || at === chosen ? times : [])
  return (
    <>
      <DayStrip days={days} chosen={chosen} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move the focus among the buttons inside */}
      <div ref={grid} onKeyDown={onKeyDown} onFocus={onFocus}>
        <p id="grid-keys" className="sr-only">
          {t('grid.keys')}
        </p>
        <ol className="grid gap-x-4 gap-y-8 md:grid-cols-5">
          {days.map((day, at) => (
            <li
              key={day.date}
              className={`grid content-start gap-3 ${at === chosen ? '' : 'max-md:hidden'}`}
            >
              <DayHeading day={day} />
              <GoneRefusal day={day} refused={claim.refused} />
              {day.times.length === 0 ? (
                <ClosedDay isDate={day.closed} />
              ) : (
                <ul className="grid gap-2">
                  {timesOf(day, at).map((time, index) => (
                    <li key={time.tableTimeId}>
                      <TimeCell
                        {...{ day, time, restaurant, claim, take, wanted }}
                        cell={`${at} ${index}`}
                        isStop={stop.day === at && stop.index === index}
                      />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ol>
      </div>
    </>
  )
}

/** Roving tab stop: the grid is one stop of Tab, and arrow keys move within it. */
function useOneTabStop(days: readonly Day[], chosen: number) {
  const grid = useRef<HTMLDivElement>(null)
  const [moved, setMoved] = useState<{ cell: Cell; from: number }>()
  const counts = days.map(({ times }) => times.length)
  const first = counts[chosen] ? chosen : counts.findIndex((count) => count > 0)
  const isValid = moved?.from === chosen && moved.cell.index < (counts[moved.cell.day] ?? 0)
  const stop = isValid ? moved.cell : { day: first, index: 0 }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = nextCell(counts, stop, event.key)
    if (!next) return
    event.preventDefault()
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.day} ${next.index}"]`)?.focus()
  }
  const onFocus = (event: { target: EventTarget }) => {
    const [day, index] =
      (event.target instanceof HTMLElement ? event.target.dataset.cell : '')?.split(' ') ?? []
    if (day && index) setMoved({ cell: { day: Number(day), index: Number(index) }, from: chosen })
  }
  return { grid, stop, onKeyDown, onFocus }
}

/** A refusal of a time that is no longer listed. */
function GoneRefusal({ day, refused }: { day: Day; refused: Claim<Selection>['refused'] }) {
  if (refused?.selection.date !== day.date) return null
  const isListed = day.times.some(
    ({ tableTimeId }) => tableTimeId === refused.selection.tableTimeId,
  )
  return isListed ? null : <Refusal problem={refused.problem} />
}

function DayHeading({ day }: { day: Day }) {
  const language = useLanguage()
  return (
    <h3 className="border-b-2 border-ink pb-2 font-bold max-md:sr-only">
      <time dateTime={day.date}>{dayText(day.date, language)}</time>
    </h3>
  )
}

function ClosedDay({ isDate }: { isDate: boolean }) {
  const t = useRestaurantText()
  return (
    <p className="grid gap-0.5 rounded-2xl bg-well px-3 py-4 text-center text-soft">
      <span className="font-semibold">{t('grid.closed')}</span>
      <span className="text-sm">{t(isDate ? 'grid.closedDate' : 'grid.closedWeekday')}</span>
    </p>
  )
}

/** Why nothing of a day can be booked. */
function whyNot({ times }: Day): 'closed' | 'full' | undefined {
  if (times.length === 0) return 'closed'
  return times.every(({ remaining }) => remaining <= 0) ? 'full' : undefined
}

/** The ten days as a strip, for phones. */
function DayStrip({ days, chosen }: { days: readonly Day[]; chosen: number }) {
  const t = useRestaurantText()
  const language = useLanguage()
  return (
    <nav aria-label={t('grid.days')} className="-mx-4 md:hidden">
      <ul className="relative flex snap-x gap-2 overflow-x-auto px-4 py-1">
        {days.map((day, at) => {
          const why = whyNot(day)
          return (
            <li key={day.date} className="shrink-0">
              <Link
                ref={at === chosen ? showInStrip : undefined}
                to="."
                search={{ date: day.date }}
                replace
                resetScroll={false}
                aria-current={at === chosen ? 'date' : undefined}
                className={`grid min-h-16 w-14 place-content-center rounded-2xl border text-center ${
                  at === chosen
                    ? 'border-transparent bg-accent text-on-accent'
                    : why
                      ? 'border-transparent bg-well text-soft'
                      : 'border-line bg-card'
                }`}
              >
                <span className="text-xs">{weekdayText(day.date, language)}</span>
                <span className={`text-lg leading-tight font-bold ${why ? 'line-through' : ''}`}>
                  {Number(day.date.slice(8))}
                </span>
                <span className={`text-xs ${why ? 'font-semibold' : ''}`}>
                  {why ? t(`grid.${why}`) : monthText(day.date, language)}
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
