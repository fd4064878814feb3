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
  /** The times to which the guest of a booking may change it; that which it has, if another number comes. */
  targets(on: Queryable, order: OrderKey, asked: TargetsAsk): Promise<OfferedTime[]>
  /** How many come, where its guest may change that for the same price; left out, or undefined: the guest may not. */
  people?(on: Queryable, order: OrderKey, lines: readonly DeskLine[]): Promise<People | undefined>
  /** How many people an item asks for; left out: as many as were booked. */
  unitsOf?(asked: AlongAsk): number
  /** Whether an item names the time that the booking has. */
  isAt?(asked: AlongAsk): boolean
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

export interface TargetsAsk {
  readonly lines: readonly DeskLine[]
  /** How many shall come. */
  readonly units: number
}

export interface People {
  readonly now: number
  readonly most: number
}
