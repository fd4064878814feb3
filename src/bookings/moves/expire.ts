import type { Engine } from '../../engine.ts'
import { publish } from '../../events/outbox.ts'
import { inCells } from '../../postgres/cells.ts'
import { expireMoves } from './queries.ts'

const BATCH = 100

/**
 * A job: ends proposals that nobody answered, so that their stores are told. Nobody else depends on it: a
 * proposal whose hold is dead has expired for every reader.
 *
 * @returns how many it ended
 */
export const expireProposals = (engine: Engine): Promise<number> =>
  inCells(engine, (cell) =>
    cell.transaction(async (tx) => {
      const expired = await expireMoves(tx, BATCH)
      await Promise.all(
        expired.map(({ storeId, orderId, id: moveId }) =>
          publish(tx, {
            ...{ topic: 'order.move-expired', storeId, subjectId: orderId },
            body: { moveId },
          }),
        ),
      )
      return expired.length
    }),
  )
