import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { BookedPlace } from './door.ts'
import { serviceStart } from './served-rules.ts'

interface Linked {
  readonly id: Id<'Order'>
  readonly timeZone: string
  /** By start. */
  readonly lines: readonly Pick<BookedPlace, 'key' | 'startsAt'>[]
}

/** A store's desk; of a booking that has a time, its date with it in view. */
export function deskLink({ publicUrl }: Engine, storeId: Id<'Store'>, booking?: Linked): string {
  const desk = `${publicUrl}/desk/${storeId}`
  const [first] = booking?.lines ?? []
  if (!booking || !first?.startsAt) return desk
  const { date } = serviceStart({ ...first, startsAt: first.startsAt }, booking.timeZone)
  return `${desk}?date=${date}&order=${booking.id}`
}
