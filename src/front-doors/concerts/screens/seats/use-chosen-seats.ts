import { useEffect, useMemo, useState } from 'react'
import { announce } from '../../../../web/kit/announce.tsx'
import { at, type Hall } from './hall.ts'
import { keep, readKept } from './kept.ts'
import { useSeatWords } from './seat-words.ts'
import { useSeatsText } from './text.ts'

export interface ChosenSeats {
  /** Positions in the hall, in the order of choosing. */
  readonly seats: readonly number[]
  readonly set: ReadonlySet<number>
  readonly toggle: (seat: number) => void
  /** Why the last press did nothing, or which seats were lost. */
  readonly note: Note | undefined
  readonly presaleCode: string
  readonly setPresaleCode: (code: string) => void
}

export type Note =
  | { readonly kind: 'lost'; readonly seats: readonly number[] }
  | { readonly kind: 'gone'; readonly seat: number }
  | { readonly kind: 'most'; readonly most: number }

interface Choosing {
  readonly performanceId: string
  readonly hall: Hall
  readonly gone: Uint8Array
  /** Seats of one order. */
  readonly most: number
  /** The states are not read yet, or the seats are being taken: they look like somebody else's. */
  readonly isPaused: boolean
  readonly isOpen: boolean
}

/** The seats that the reader has chosen; those that somebody else takes meanwhile are let go. */
export function useChosenSeats(choosing: Choosing): ChosenSeats {
  const { performanceId, hall, gone, most, isPaused, isOpen } = choosing
  const t = useSeatsText()
  const { factsOf } = useSeatWords(hall)
  const [{ seatIds, presaleCode }, setKept] = useState(() => readKept(performanceId))
  const [note, setNote] = useState<Note>()
  useEffect(
    () => keep(performanceId, { seatIds, presaleCode }),
    [performanceId, seatIds, presaleCode],
  )
  const seats = useMemo(() => seatIds.flatMap((id) => hall.atOf.get(id) ?? []), [hall, seatIds])
  const set = useMemo(() => new Set(seats), [seats])

  useEffect(() => {
    const lost = isPaused ? [] : seats.filter((seat) => gone[seat])
    if (lost.length === 0) return
    setNote({ kind: 'lost', seats: lost })
    const ids = new Set(lost.map((seat) => at(hall.ids, seat)))
    setKept((kept) => ({ ...kept, seatIds: kept.seatIds.filter((id) => !ids.has(id)) }))
  }, [isPaused, seats, gone, hall])

  const toggle = (seat: number) => {
    const id = at(hall.ids, seat)
    if (set.has(seat)) {
      setKept((kept) => ({ ...kept, seatIds: kept.seatIds.filter((one) => one !== id) }))
      announce(t('said.dropped', { seat: factsOf(seat), count: seats.length - 1 }))
      setNote(undefined)
    } else if (gone[seat]) setNote({ kind: 'gone', seat })
    else if (!isOpen) return
    else if (seats.length >= most) setNote({ kind: 'most', most })
    else {
      setKept((kept) => ({ ...kept, seatIds: [...kept.seatIds, id] }))
      announce(t('said.chosen', { seat: factsOf(seat), count: seats.length + 1 }))
      setNote(undefined)
    }
  }
  return {
    seats,
    set,
    toggle,
    note,
    presaleCode,
    setPresaleCode: (code) => setKept((kept) => ({ ...kept, presaleCode: code })),
  }
}
