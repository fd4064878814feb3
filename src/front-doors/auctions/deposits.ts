import type { Engine } from '../../engine.ts'
import { each } from '../../kernel/each.ts'
import { cancelForStore } from '../../payments/cancel-for-store.ts'
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
    const returned = await each(
      found,
      { which: ({ orderId }) => `order ${orderId}` },
      ({ lotId, ...deposit }) =>
        cancelForStore(engine, {
          ...deposit,
          reason: '경매 종료 · The auction is over',
          key: `deposit-back/${lotId}/${deposit.orderId}`,
        }),
    )
    if (found.length === 0) await shutDeposits(on, now)
    return returned.filter((isDone) => isDone).length
  })
