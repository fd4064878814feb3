import type { Id } from '../../kernel/id.ts'
import type { Problem } from '../../kernel/problem.ts'
import type { Order } from '../../orders/rules.ts'
import type { Queryable } from '../../postgres/sql.ts'
import type { DeskLine, LaidLine } from '../desk/rules.ts'

type OrderKey = Pick<Order, 'storeId' | 'id'>

/**
 * What a front door knows of the time of bookings with one line that is seen and others that go along, like the
 * quarters of a person.
 */
export interface AlongDoor<OfferedTime, Selling> {
  /** The times to which the guest of a booking may change it. */
  targets(on: Queryable, order: OrderKey, lines: readonly DeskLine[]): Promise<OfferedTime[]>
  /** What an item names: the place that is seen. Undefined: nothing, or something else than was booked. */
  selling(asked: AlongAsk): Selling | undefined
  /** All lines of a booking at an item, what is seen first. */
  linesAt(
    on: Queryable,
    order: OrderKey,
    asked: AlongAsk,
    placeIdOf: (key: string) => Id<'Place'>,
  ): Promise<readonly LaidLine[] | Problem>
}

/** Where a booking shall be, in the door's terms, and the lines that it has. */
export interface AlongAsk {
  readonly item: Readonly<Record<string, string>>
  readonly lines: readonly DeskLine[]
}
