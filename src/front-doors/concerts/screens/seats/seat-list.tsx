import { useState } from 'react'
import { priceText } from '../../../../kernel/format.ts'
import { useLanguage } from '../../../../web/language.ts'
import { Chevron } from './chevron.tsx'
import { at, type Hall, type Run, type Section, seatAt } from './hall.ts'
import { LevelMark } from './level-mark.tsx'
import { sectionName, useSeatWords } from './seat-words.ts'
import { useSeatsText } from './text.ts'

interface SeatListProps {
  readonly hall: Hall
  readonly gone: Uint8Array
  readonly chosen: ReadonlySet<number>
  /** Only seats of this level; undefined: all. */
  readonly level: number | undefined
  readonly onPress: (seat: number) => void
}

/** The same seats as buttons, from section to row to seat: for keys and screen readers, without the map. */
export function SeatList(props: SeatListProps) {
  const t = useSeatsText()
  return (
    <section aria-labelledby="seat-list" className="grid gap-3">
      <div>
        <h2 id="seat-list" className="text-xl font-bold">
          {t('list.title')}
        </h2>
        <p className="text-soft">{t('list.lead')}</p>
      </div>
      <ul className="grid gap-2">
        {props.hall.sections.map((section) => (
          <li key={section.from}>
            <SectionSeats section={section} {...props} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The seats of a run that can be had or are chosen. */
function seatsOf({ gone, chosen, level, hall }: SeatListProps, { from, to }: Run): number[] {
  const seats: number[] = []
  for (let seat = from; seat < to; seat++) {
    const isShown = level === undefined || at(hall.level, seat) === level
    if (chosen.has(seat) || (isShown && !gone[seat])) seats.push(seat)
  }
  return seats
}

/** `150,000원`, or `99,000원 ~ 150,000원`. */
function usePrices({ hall }: SeatListProps, seats: readonly number[]): string {
  const t = useSeatsText()
  const language = useLanguage()
  const levels = new Set(seats.map((seat) => at(hall.level, seat)))
  const prices = [...levels].map((level) => hall.levels[level]?.price ?? 0)
  const [least, most] = [Math.min(...prices), Math.max(...prices)]
  const text = (amount: number) => priceText({ amount, currency: hall.currency }, language)
  if (prices.length === 0) return ''
  return least === most ? text(least) : t('list.prices', { least: text(least), most: text(most) })
}

function SectionSeats({ section, ...props }: SeatListProps & { readonly section: Section }) {
  const t = useSeatsText()
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const seats = seatsOf(props, section)
  const prices = usePrices(props, seats)
  const name = section.name ? sectionName(section.name, language) : props.hall.name
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="rounded-2xl border border-line bg-card"
    >
      <summary className="flex min-h-12 flex-wrap items-center gap-x-2 px-4 py-2">
        <Chevron />
        <span className="mr-auto font-bold">{name}</span>
        <span className="text-soft">
          {seats.length > 0 ? t('list.left', { count: seats.length, prices }) : t('list.none')}
        </span>
      </summary>
      {isOpen ? (
        <ul className="grid gap-1 px-2 pb-2 sm:px-4">
          {section.rows.map((row) => (
            <li key={row.from}>
              <RowSeats row={row} {...props} />
            </li>
          ))}
        </ul>
      ) : null}
    </details>
  )
}

function RowSeats({ row, ...props }: SeatListProps & { readonly row: Run }) {
  const t = useSeatsText()
  const [isOpen, setOpen] = useState(false)
  const seats = seatsOf(props, row)
  const prices = usePrices(props, seats)
  const name = row.name ? t('list.row', { row: row.name }) : t('list.rowless')
  // What was open stays in its place: a seat that is taken under the focus must not take it along.
  const [opened, setOpened] = useState<readonly number[]>([])
  const listed = [...new Set([...opened, ...seats])].toSorted((one, other) => one - other)
  const toggle = (isNowOpen: boolean) => {
    setOpen(isNowOpen)
    setOpened(isNowOpen ? seats : [])
  }
  if (listed.length === 0) return null
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => toggle(currentTarget.open)}>
      <summary className="flex min-h-11 items-center gap-2 rounded-xl px-2 hover:bg-well">
        <Chevron />
        <span className="mr-auto font-semibold">{name}</span>
        <span className="text-sm text-soft">
          {seats.length > 0 ? t('list.left', { count: seats.length, prices }) : t('list.none')}
        </span>
      </summary>
      {isOpen ? (
        <ul className="flex flex-wrap gap-2 px-2 py-2">
          {listed.map((seat) => (
            <li key={seat}>
              <SeatButton seat={seat} {...props} />
            </li>
          ))}
        </ul>
      ) : null}
    </details>
  )
}

function SeatButton({ seat, ...props }: SeatListProps & { readonly seat: number }) {
  const t = useSeatsText()
  const { hall, gone, chosen, onPress } = props
  const { factsOf } = useSeatWords(hall)
  const { kind, number } = seatAt(hall, seat)
  const isChosen = chosen.has(seat)
  const isGone = !isChosen && gone[seat] !== 0
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      aria-disabled={isGone || undefined}
      aria-label={isGone ? `${factsOf(seat)}, ${t('state.gone')}` : factsOf(seat)}
      onClick={() => onPress(seat)}
      className="flex min-h-11 min-w-14 items-center justify-center gap-1.5 rounded-xl border border-edge bg-card px-2.5 font-semibold hover:bg-well aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-card aria-disabled:border-transparent aria-disabled:bg-well aria-disabled:text-soft aria-disabled:line-through"
    >
      {isChosen ? <span aria-hidden="true">✓</span> : <LevelMark level={at(hall.level, seat)} />}
      {t('list.seat', { number })}
      {kind === 'regular' ? null : <span className="text-sm font-normal">{t(`kind.${kind}`)}</span>}
    </button>
  )
}
