import { dayText } from '../../kernel/format.ts'
import type { Id } from '../../kernel/id.ts'
import type { Language } from '../../kernel/language.ts'
import { type WallDate, wallDate, wallTime } from '../../kernel/time.ts'
import { namedId } from '../../places/place-id.ts'
import type { Queryable } from '../../postgres/sql.ts'
import type { OpeningStore } from '../free-times.ts'

/** What of a door is sold out together: a day of a restaurant, or each performance. */
export interface SoldOutDoor {
  /** Left out: its stores are not told. */
  readonly soldOut?: {
    readonly per: 'day' | 'start'
    /** Whether nothing can be booked any more of the day of a start, or of the start itself. */
    isSoldOut(
      on: Queryable,
      store: OpeningStore,
      at: { readonly startsAt: Date; readonly date: WallDate },
      now: Date,
    ): Promise<boolean>
  }
}

type Named = SoldOutDoor & { readonly name: string }

/** The id of what is sold out: a store is told of it once. */
export function soldOutId(
  storeId: Id<'Store'>,
  { name, soldOut }: Named,
  startsAt: Date,
  timeZone: string,
): Id<'SoldOut'> {
  const when = soldOut?.per === 'day' ? wallDate(startsAt, timeZone) : startsAt.toISOString()
  return namedId(storeId, `sold-out/${name}/${when}`)
}

/** `12월 4일 (금)`, and the time where each start is told of. */
export function soldOutText(
  { soldOut }: SoldOutDoor,
  startsAt: Date,
  timeZone: string,
  language: Language,
): string {
  const day = dayText(wallDate(startsAt, timeZone), language)
  return soldOut?.per === 'day' ? day : `${day} ${wallTime(startsAt, timeZone)}`
}
