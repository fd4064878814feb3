import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { Problem } from '../../kernel/problem.ts'
import type { Order } from '../../orders/rules.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import type { DeskLayout, DeskLine, LaidLine, Sitting } from './rules.ts'

type OrderKey = Pick<Order, 'storeId' | 'id'>

/** What a front door knows of the bookings on its desk. */
export interface DeskDoor<Layout extends DeskLayout, View> {
  /** Undefined: the order is no such booking. */
  layoutOf(lines: readonly DeskLine[]): Layout | undefined
  /** What is seen first, then the quarters that go along. */
  linesOf(layout: Layout, placeIdOf: (key: string) => Id<'Place'>): LaidLine[]
  readSitting(on: Queryable, order: OrderKey): Promise<Sitting | undefined>
  writeSitting(tx: Tx, order: OrderKey, sitting: Sitting): Promise<unknown>
  /** What to say when others have it; `isNamed`: of what was asked for by name, nothing else was looked for. */
  lost(isNamed: boolean): Problem
  show(
    engine: Engine,
    store: { readonly id: Id<'Store'>; readonly timeZone: string },
    orderId: Id<'Order'>,
    now: Date,
  ): Promise<View>
}
