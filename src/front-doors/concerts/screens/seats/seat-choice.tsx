import { useMemo, useState } from 'react'
import { PriceChanged } from '../../../../bookings/screens/claim/price-changed.tsx'
import { type Claim, useClaim } from '../../../../bookings/screens/claim/use-claim.ts'
import { HoldTermsSaid } from '../../../../stores/screens/hold-terms/hold-terms-said.tsx'
import type { ProblemBody } from '../../../../web/call.ts'
import { Notice } from '../../../../web/kit/notice.tsx'
import type { Concert, Performance } from '../concerts/concert-queries.ts'
import { BestSeats } from './best-seats.tsx'
import { claiming, type Selection, type Wanted } from './claiming.ts'
import { at, type Hall, seatAt } from './hall.ts'
import { Legend, Signs } from './legend.tsx'
import { SeatMap } from './map/seat-map.tsx'
import { PresaleField } from './presale-field.tsx'
import { SeatList } from './seat-list.tsx'
import { SeatNote } from './seat-note.tsx'
import { useLiveSeats } from './seat-queries.ts'
import { useSeatWords } from './seat-words.ts'
import { goneOf, type SeatStates } from './states.ts'
import { SummaryBar, TAKE_ID } from './summary-bar.tsx'
import { useSeatsText } from './text.ts'
import { type ChosenSeats, useChosenSeats } from './use-chosen-seats.ts'

interface SeatChoiceProps {
  readonly concert: Pick<Concert, 'id' | 'closed'>
  readonly performance: Performance
  readonly hall: Hall
  readonly states: SeatStates
  /** Seats of one order. */
  readonly most: number
}

/** The map, the same seats as a list, the best seats, and what is chosen. */
export function SeatChoice(props: SeatChoiceProps) {
  const { concert, performance, hall, states, most } = props
  const t = useSeatsText()
  const isUp = useLiveSeats(concert.id, performance.id)
  const gone = useMemo(() => goneOf(hall, states), [hall, states])
  const free = useMemo(() => freeByLevel(hall, gone), [hall, gone])
  const [level, setLevel] = useState<number>()
  const isOpen = isSelling(performance) && !concert.closed
  const taking = useTaking(props, gone, isOpen)
  const { chosen } = taking
  const nameOf = useSeatName(hall, gone, chosen.set)
  const marks = { hall, gone, chosen: chosen.set, level }
  return (
    <>
      <p role="status" className={isUp ? 'sr-only' : 'text-sm font-medium text-warn'}>
        {isUp ? '' : t('lost')}
      </p>
      {concert.closed ? <Notice tone="warn">{t('closed')}</Notice> : null}
      {isOpen ? <HoldTermsSaid storeId={concert.id} to="book" /> : null}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr] lg:gap-x-6">
        <div className="grid gap-4 lg:col-start-2">
          {performance.status === 'presale' ? (
            <PresaleField
              value={chosen.presaleCode}
              onChange={chosen.setPresaleCode}
              refusal={taking.refusals.presale}
            />
          ) : null}
          <Legend {...{ hall, free, level }} onLevel={setLevel} />
        </div>
        <section
          aria-label={t('map.label')}
          className="lg:col-start-1 lg:row-span-2 lg:row-start-1"
        >
          <SeatMap
            {...marks}
            nameOf={nameOf}
            onPress={chosen.toggle}
            footer={<Signs hall={hall} />}
            next={isOpen && chosen.seats.length > 0 ? <ToTaking /> : null}
            className="h-[min(56dvh,36rem)] min-h-80 lg:h-[min(46rem,calc(100dvh-12rem))]"
          />
        </section>
        {isOpen ? (
          <div className="lg:col-start-2">
            <BestSeats
              {...{ hall, most }}
              pending={taking.pending === 'best'}
              refusal={taking.refusals.best}
              onTake={taking.take}
            />
          </div>
        ) : null}
      </div>
      <SeatList {...marks} onPress={chosen.toggle} />
      <Summary {...props} {...{ taking, isOpen }} />
    </>
  )
}

/** From the map to the button that takes what is chosen: the list with all seats is between them. */
function ToTaking() {
  const t = useSeatsText()
  return (
    <button
      type="button"
      onClick={() => document.getElementById(TAKE_ID)?.focus()}
      className="absolute top-2 right-2 -translate-y-24 rounded-xl border border-line bg-card px-4 py-3 font-semibold shadow-lift focus:translate-y-0"
    >
      {t('summary.skip')}
    </button>
  )
}

const isSelling = ({ status }: Performance): boolean =>
  status === 'on-sale' || status === 'presale' || status === 'sold-out'

function freeByLevel(hall: Hall, gone: Uint8Array): number[] {
  const free = hall.levels.map(() => 0)
  for (let seat = 0; seat < hall.size; seat++) {
    const level = at(hall.level, seat)
    if (!gone[seat]) free[level] = at(free, level) + 1
  }
  return free
}

/** A seat in words, with whether it is free or chosen. */
function useSeatName(hall: Hall, gone: Uint8Array, chosen: ReadonlySet<number>) {
  const t = useSeatsText()
  const { factsOf } = useSeatWords(hall)
  return (seat: number) =>
    `${factsOf(seat)}, ${t(chosen.has(seat) ? 'state.chosen' : gone[seat] ? 'state.gone' : 'state.free')}`
}

type Refused = NonNullable<Claim<Selection>['refused']>

const presaleRefusals = [
  'presale-code-wrong',
  'presale-code-elsewhere',
  'presale-code-used-up',
  'too-many-presale-codes',
]

/** The server calls a missing code wrong, too. */
function worded({ problem, selection }: Refused, needed: string): ProblemBody {
  const isMissing = problem.type === 'presale-code-wrong' && selection.presaleCode === ''
  return isMissing ? { ...problem, title: needed } : problem
}

/** Takes what is chosen, or the best seats; each refusal is shown where it was asked for. */
function useTaking(props: SeatChoiceProps, gone: Uint8Array, isOpen: boolean) {
  const { concert, performance, hall, most } = props
  const t = useSeatsText()
  const claim = useClaim(claiming(concert.id))
  const [dismissed, setDismissed] = useState<unknown>()
  const chosen = useChosenSeats({
    performanceId: performance.id,
    isPaused: claim.pending !== undefined,
    ...{ hall, gone, most, isOpen },
  })
  const total = chosen.seats.reduce((sum, seat) => sum + seatAt(hall, seat).level.price, 0)
  const take = (wanted: Wanted) =>
    claim.take(
      { performanceId: performance.id, wanted, presaleCode: chosen.presaleCode.trim() },
      { amount: total, currency: hall.currency },
    )
  const takeChosen = () => take({ seatIds: chosen.seats.map((seat) => at(hall.ids, seat)) })
  const refused = claim.refused?.problem === dismissed ? undefined : claim.refused
  const problem = useMemo(() => refused && worded(refused, t('presale.needed')), [refused, t])
  const isBest = refused && 'best' in refused.selection.wanted
  const toggle: ChosenSeats['toggle'] = (seat) => {
    setDismissed(claim.refused?.problem)
    chosen.toggle(seat)
  }
  const pending = claim.pending && ('best' in claim.pending.selection.wanted ? 'best' : 'seats')
  return {
    claim,
    chosen: { ...chosen, toggle },
    total,
    take,
    takeChosen,
    pending,
    refusals: {
      presale: presaleRefusals.includes(problem?.type ?? '') ? problem : undefined,
      best: isBest ? problem : undefined,
      seats: isBest ? undefined : problem,
    },
  }
}

interface SummaryProps extends SeatChoiceProps {
  readonly taking: ReturnType<typeof useTaking>
  readonly isOpen: boolean
}

function Summary({ performance, hall, taking, isOpen }: SummaryProps) {
  const t = useSeatsText()
  const { claim, chosen, refusals, total } = taking
  const closed = isOpen ? null : (
    <p className="font-semibold text-soft">
      {t(performance.status === 'upcoming' ? 'summary.notYet' : 'summary.over')}
    </p>
  )
  const isNeeded = chosen.seats.length > 0 || chosen.note || refusals.seats
  return (
    <div className={isNeeded ? 'sticky bottom-(--held-bar,0px) z-10 short:static' : ''}>
      <PriceChanged claim={claim} />
      <SummaryBar
        {...{ hall, total, closed }}
        seats={chosen.seats}
        onDrop={chosen.toggle}
        onTake={() => (chosen.seats.length > 0 ? taking.takeChosen() : undefined)}
        pending={taking.pending === 'seats'}
        note={
          <SeatNote
            hall={hall}
            note={chosen.note}
            refusal={refusals.seats}
            left={chosen.seats.length}
          />
        }
      />
    </div>
  )
}
