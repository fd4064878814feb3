import type { Engine } from '../../engine.ts'
import { Problem } from '../../kernel/problem.ts'
import { cancelByStore } from '../../payments/cancel.ts'
import { inCells } from '../../postgres/cells.ts'
import { readNow } from '../../postgres/now.ts'
import { listReturnable, shutDeposits } from './deposit-queries.ts'

const RETURNED_MOST = 50

/**
 * Gives deposits back, each as its store would cancel it, with a full refund. One whose refund waits for
 * a payment is tried again.
 */
export const returnDeposits = (engine: Engine): Promise<number> =>
  inCells(engine, async (on) => {
    const { now } = await readNow(on)
    const found = await listReturnable(on, RETURNED_MOST)
    const returned = await Promise.all(found.map((deposit) => returnOne(engine, deposit)))
    if (found.length === 0) await shutDeposits(on, now)
    return returned.filter((isDone) => isDone).length
  })

async function returnOne(
  engine: Engine,
  { storeId, lotId, orderId, ownerId }: Awaited<ReturnType<typeof listReturnable>>[number],
): Promise<boolean> {
  const key = `deposit-back/${lotId}/${orderId}`
  try {
    await cancelByStore(engine, {
      ...{ storeId, orderId, reason: '경매 종료 · The auction is over' },
      by: { callerId: ownerId, everyStore: false },
      once: { scope: storeId, key, fingerprint: key },
      answer: () => '{}',
    })
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}
