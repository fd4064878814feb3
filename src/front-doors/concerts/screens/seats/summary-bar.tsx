import { type ReactNode, useRef } from 'react'
import { Button } from '../../../../web/kit/button.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { at, type Hall, seatAt } from './hall.ts'
import { LevelMark } from './level-mark.tsx'
import { seatName } from './seat-words.ts'
import { useSeatsText } from './text.ts'

interface SummaryBarProps {
  readonly hall: Hall
  readonly seats: readonly number[]
  readonly total: number
  readonly onDrop: (seat: number) => void
  readonly onTake: () => void
  readonly pending: boolean
  /** Why nothing can be taken now, instead of the button. */
  readonly closed: ReactNode
  readonly note: ReactNode
}

/** The button, where a key leads to it. */
export const TAKE_ID = 'take-seats'

/** The chosen seats, what they cost together, and the one button that takes them. */
export function SummaryBar(props: SummaryBarProps) {
  const { hall, seats, total, onDrop, onTake, pending, closed, note } = props
  const t = useSeatsText()
  const bar = useRef<HTMLElement>(null)
  const drop = (seat: number) => {
    onDrop(seat)
    bar.current?.focus({ preventScroll: true }) // its button is gone
  }
  return (
    <section
      ref={bar}
      tabIndex={-1}
      aria-label={t('summary.label')}
      className="-mx-4 grid gap-3 border-y border-line bg-card px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] shadow-lift sm:mx-0 sm:rounded-t-3xl sm:border-x sm:px-5"
    >
      <h2 className="sr-only">{t('summary.label')}</h2>
      {note}
      {seats.length === 0 && !closed ? <p className="text-soft">{t('summary.none')}</p> : null}
      {closed}
      {seats.length > 0 ? (
        <div className="grid items-center gap-3 lg:grid-cols-[minmax(0,1fr)_auto]">
          <Chosen {...{ hall, seats }} onDrop={drop} />
          {closed ? null : (
            <div className="flex items-center justify-between gap-4 sm:justify-end">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="text-soft">{t('summary.count', { count: seats.length })}</span>
                <Price
                  money={{ amount: total, currency: hall.currency }}
                  className="text-xl font-bold"
                />
              </p>
              <Button
                id={TAKE_ID}
                pending={pending}
                className="max-sm:max-w-72 max-sm:grow"
                onClick={onTake}
              >
                {t('summary.take')}
              </Button>
            </div>
          )}
        </div>
      ) : null}
    </section>
  )
}

/** One line a seat; on a phone in a row that scrolls. */
function Chosen({ hall, seats, onDrop }: Pick<SummaryBarProps, 'hall' | 'seats' | 'onDrop'>) {
  const t = useSeatsText()
  const language = useLanguage()
  return (
    <ul className="relative -mx-4 flex gap-2 overflow-x-auto px-4 py-0.5 sm:-mx-5 sm:px-5">
      {seats.map((seat) => {
        const name = seatName(hall, seat, language)
        const { level } = seatAt(hall, seat)
        return (
          <li
            key={seat}
            className="flex shrink-0 items-center gap-2 rounded-xl border border-line bg-well pl-3"
          >
            <LevelMark level={at(hall.level, seat)} />
            <span className="grid grow py-1 leading-tight">
              <span className="font-semibold whitespace-nowrap">{name}</span>
              <span className="text-sm whitespace-nowrap text-soft">
                {level.name} · <Price money={{ amount: level.price, currency: hall.currency }} />
              </span>
            </span>
            <button
              type="button"
              className="grid size-11 shrink-0 place-items-center rounded-xl text-soft hover:bg-card"
              onClick={() => onDrop(seat)}
            >
              <svg viewBox="0 0 24 24" className="size-5" aria-hidden="true">
                <path d="M6 6l12 12M18 6L6 18" stroke="currentColor" strokeWidth="2" fill="none" />
              </svg>
              <span className="sr-only">{t('summary.drop', { seat: name })}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
