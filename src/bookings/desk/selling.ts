import type { WallDate } from '../../kernel/time.ts'
import type { Order } from '../../orders/rules.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import type { OfferedTime, Selling } from '../door.ts'
import type { StoreNow } from '../loads.ts'
import type { Sitting } from './rules.ts'

/** A time of a date that the desk can enter guests at, also one that has begun. */
export type DeskTime = Omit<OfferedTime, 'price'>

/** How a desk enters guests at the times that a front door sells. */
export interface DeskSelling {
  /** All times of a date, sold out or not; a fixed number of statements. */
  times(on: Queryable, store: StoreNow, date: WallDate): Promise<DeskTime[]>
  /** What an item of `times` names; undefined: nothing. */
  selling(item: Readonly<Record<string, string>>): Selling | undefined
  /** How a booking came to the store, and whether its guest is there. Under the lock of the order. */
  writeSitting(tx: Tx, order: Pick<Order, 'storeId' | 'id'>, sitting: Sitting): Promise<unknown>
}

export interface DeskSellingDoor {
  /** Left out: it has a desk of its own, or none. */
  readonly atDesk?: DeskSelling
}
