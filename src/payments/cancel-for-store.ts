import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { cancelByStore } from './cancel.ts'

interface JobCancel {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly ownerId: Id<'Account'>
  readonly reason: string
  /** Names the cause: the same one cancels once. */
  readonly key: string
}

/**
 * Cancels an order as its store would, for a job: with a full refund. False where it could not be, like
 * while a payment is being settled: the job finds it again.
 */
export async function cancelForStore(
  engine: Engine,
  { storeId, orderId, ownerId, reason, key }: JobCancel,
): Promise<boolean> {
  try {
    await cancelByStore(engine, {
      ...{ storeId, orderId, reason, by: { callerId: ownerId, everyStore: false } },
      once: { scope: storeId, key, fingerprint: key },
      answer: () => '{}',
    })
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}
