import { useMemo, useState } from 'react'
import { dayText } from '../../../../kernel/format.ts'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import { concertQuery } from '../concerts/concert-queries.ts'
import { Chevron } from '../seats/chevron.tsx'
import { at, type Hall } from '../seats/hall.ts'
import { SeatMap } from '../seats/map/seat-map.tsx'
import { hallQuery, statesQuery, useLiveSeats } from '../seats/seat-queries.ts'
import { useSeatWords } from '../seats/seat-words.ts'
import { goneOf, isHeldBack, type SeatStates } from '../seats/states.ts'
import { heldBackQuery, type OwnPerformance, useRefreshConcert } from './owner-queries.ts'
import { useOrganiserText } from './text.ts'

interface HeldBackSeatsProps {
  readonly store: DeskPartProps['store']
  readonly performance: OwnPerformance
  readonly onClose: () => void
}

/** Seats of a performance that are not for sale: pressed on the map. */
export function HeldBackSeats({ store, performance, onClose }: HeldBackSeatsProps) {
  const t = useOrganiserText()
  const language = useLanguage()
  const concert = useQuery(concertQuery(store.id))
  const states = useQuery(statesQuery(store.id, performance.id))
  const version = states.data?.version ?? concert.data?.hall?.version
  const hall = useQuery({ ...hallQuery(store.id, version ?? 0), enabled: version !== undefined })
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-xl font-bold">
          {t('heldBack.title', {
            day: dayText(performance.date, language),
            time: performance.time,
          })}
        </h2>
        <Button kind="quiet" onClick={onClose}>
          {t('heldBack.back')}
        </Button>
      </div>
      {concert.data?.hall === null ? (
        <EmptyState title={t('hall.none')}>{t('heldBack.noHall')}</EmptyState>
      ) : (
        <Loaded query={states}>
          {(known) => (
            <Loaded query={hall}>
              {(loaded) => (
                <Choice hall={loaded} states={known} concertId={store.id} {...{ performance }} />
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </div>
  )
}

interface ChoiceProps {
  readonly concertId: string
  readonly performance: OwnPerformance
  readonly hall: Hall
  readonly states: SeatStates
}

function Choice({ concertId, performance, hall, states }: ChoiceProps) {
  const t = useOrganiserText()
  const { factsOf } = useSeatWords(hall)
  useLiveSeats(concertId, performance.id)
  const gone = useMemo(() => {
    const marks = goneOf(hall, states)
    return marks.map((mark, seat) => (isHeldBack(states, at(hall.ids, seat)) ? 2 : mark))
  }, [hall, states])
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const heldBack = (seat: number) => isHeldBack(states, at(hall.ids, seat))
  const isSold = (seat: number) => gone[seat] === 1 && !heldBack(seat)
  const press = (seat: number) => {
    if (isSold(seat)) return announce(t('heldBack.isSold'))
    setChosen((before) => {
      const after = new Set(before)
      if (!after.delete(seat)) after.add(seat)
      return after
    })
  }
  const nameOf = (seat: number) =>
    `${factsOf(seat)}, ${t(heldBack(seat) ? 'heldBack.held' : isSold(seat) ? 'heldBack.sold' : 'heldBack.free')}`
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <SeatMap
        {...{ hall, gone, chosen, nameOf }}
        level={undefined}
        onPress={press}
        className="h-[min(60dvh,40rem)] min-h-80"
      />
      <div className="grid gap-5">
        <Actions
          {...{ concertId, performance, hall, heldBack, chosen }}
          onDone={() => setChosen(new Set())}
        />
        <Held concertId={concertId} performance={performance} />
      </div>
    </div>
  )
}

interface ActionsProps extends Omit<ChoiceProps, 'states'> {
  readonly heldBack: (seat: number) => boolean
  readonly chosen: ReadonlySet<number>
  readonly onDone: () => void
}

/** Holds the chosen free seats back, or puts the chosen held ones on sale again. */
function Actions({ concertId, performance, hall, heldBack, chosen, onDone }: ActionsProps) {
  const t = useOrganiserText()
  const { pending, problem, send } = useSend()
  const refresh = useRefreshConcert(concertId)
  const [note, setNote] = useState('')
  const ids = (some: readonly number[]) => some.map((seat) => at(hall.ids, seat))
  const [held, free] = [
    ids([...chosen].filter(heldBack)),
    ids([...chosen].filter((s) => !heldBack(s))),
  ]
  const params = { concertId, performanceId: performance.id }
  const change = async (isHolding: boolean) => {
    const sent = await send(() =>
      isHolding
        ? call<typeof owner.holdBackSeats>(
            'POST /v1/concerts/:concertId/performances/:performanceId/held-back',
            { params, body: { seatIds: free, note: note.trim() } },
          )
        : call<typeof owner.releaseSeats>(
            'POST /v1/concerts/:concertId/performances/:performanceId/held-back/release',
            { params, body: { seatIds: held } },
          ),
    )
    await refresh()
    if (!sent?.ok) return
    onDone()
    announce(t(isHolding ? 'heldBack.doneHeld' : 'heldBack.doneFree'))
  }
  return (
    <section className="grid gap-4 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <p aria-live="polite" className="font-semibold">
        {t('heldBack.chosen', { count: chosen.size })}
      </p>
      <Field
        label={t('heldBack.note')}
        hint={t('heldBack.noteHint')}
        maxLength={200}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      <Refused problem={problem} />
      <Button pending={pending} disabled={free.length === 0} onClick={() => change(true)}>
        {t('heldBack.hold', { count: free.length })}
      </Button>
      <Button kind="quiet" disabled={held.length === 0 || pending} onClick={() => change(false)}>
        {t('heldBack.release', { count: held.length })}
      </Button>
    </section>
  )
}

const SHOWN_MOST = 50

/** Which seats are held back, and why. */
function Held({ concertId, performance }: Pick<ChoiceProps, 'concertId' | 'performance'>) {
  const t = useOrganiserText()
  const language = useLanguage()
  const query = useQuery(heldBackQuery(concertId, performance.id))
  return (
    <Loaded query={query}>
      {({ data }) => (
        <details className="rounded-2xl bg-well px-4">
          <summary className="flex min-h-12 items-center gap-2 font-bold">
            <Chevron />
            {t('heldBack.all', { count: data.length })}
          </summary>
          <ul className="grid gap-1 pb-3 text-sm">
            {data.slice(0, SHOWN_MOST).map(({ seatId, seat, note }) => (
              <li key={seatId} className="flex justify-between gap-3 border-t border-line py-1">
                <span>{seat[language]}</span>
                <span className="text-soft">{note}</span>
              </li>
            ))}
            {data.length > SHOWN_MOST ? (
              <li className="text-soft">
                {t('heldBack.more', { count: data.length - SHOWN_MOST })}
              </li>
            ) : null}
          </ul>
        </details>
      )}
    </Loaded>
  )
}
