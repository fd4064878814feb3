import { Refusal } from '../../../../bookings/screens/claim/refusal.tsx'
import type { ProblemBody } from '../../../../web/call.ts'
import { useLanguage } from '../../../../web/language.ts'
import type { Hall } from './hall.ts'
import { seatName } from './seat-words.ts'
import { useSeatsText } from './text.ts'
import type { Note } from './use-chosen-seats.ts'

const isList = (value: unknown): value is readonly number[] => Array.isArray(value)

interface SeatNoteProps {
  readonly hall: Hall
  readonly note: Note | undefined
  readonly refusal: ProblemBody | undefined
  /** How many seats are still chosen. */
  readonly left: number
}

/** Why seats could not be taken or are no longer chosen: which, and what to do. */
export function SeatNote({ hall, note, refusal, left }: SeatNoteProps) {
  const t = useSeatsText()
  const language = useLanguage()
  const named = (seats: readonly number[]) =>
    seats.map((seat) => seatName(hall, seat, language)).join(', ')
  if (refusal) {
    const seats = isList(refusal.seatIds)
      ? refusal.seatIds.flatMap((id) => hall.atOf.get(id) ?? [])
      : []
    if (refusal.type === 'too-many-places' && typeof refusal.most === 'number')
      return <Bad title={refusal.title}>{t('note.most', { most: refusal.most })}</Bad>
    if (seats.length === 0) return <Refusal problem={refusal} />
    return (
      <Bad title={refusal.title}>
        {named(seats)}. {t('note.kept', { count: left })}
      </Bad>
    )
  }
  if (!note) return null
  if (note.kind === 'most') return <Bad title={t('note.most', { most: note.most })} />
  if (note.kind === 'gone') return <Bad title={t('note.gone', { seat: named([note.seat]) })} />
  return (
    <Bad title={t('note.lost', { seats: named(note.seats) })}>
      {t('note.kept', { count: left })}
    </Bad>
  )
}

const Bad = ({ title, children }: { title: string; children?: React.ReactNode }) => (
  <div role="alert" className="grid gap-0.5 rounded-xl bg-bad-ground px-3 py-2 text-sm text-bad">
    <p className="font-semibold">{title}</p>
    {children ? <p>{children}</p> : null}
  </div>
)
