import type { WallDate } from '../../kernel/time.ts'
import type { Order } from '../../orders/rules.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import type { StoreNow } from '../loads.ts'
import type { Sitting } from './rules.ts'

/** How a desk enters guests at the times that a front door sells. */
export interface DeskSelling<OfferedTime, Selling> {
  /** All times of a date, sold out and begun ones too; a fixed number of statements. */
  times(on: Queryable, store: StoreNow, date: WallDate): Promise<OfferedTime[]>
  /** What an item of `times` names; undefined: nothing. */
  selling(item: Readonly<Record<string, string>>): Selling | undefined
  /** How a booking came to the store, and whether its guest is there. Under the lock of the order. */
  writeSitting(tx: Tx, order: Pick<Order, 'storeId' | 'id'>, sitting: Sitting): Promise<unknown>
}

export interface DeskSellingDoor<OfferedTime, Selling> {
  /** Left out: it has a desk of its own, or none. */
  readonly atDesk?: DeskSelling<OfferedTime, Selling>
}
