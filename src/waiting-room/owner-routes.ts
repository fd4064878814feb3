import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import type { RequestOf } from '../http/request.ts'
import { serve } from '../http/serve.ts'
import { readNow } from '../postgres/now.ts'
import { answerOnce } from '../postgres/once.ts'
import { onOwn, readOwn } from '../stores/operations.ts'
import { workingAs } from '../stores/rules.ts'
import { listMinutes } from './figure-queries.ts'
import { linesOf } from './lines.ts'
import { changeRoom, closeRoom, openRoom, readOwnRoom } from './operate.ts'
import * as contract from './owner-contract.ts'
import { readLatestRoom } from './queries.ts'
import { roomMissing } from './rules.ts'

/** Charts show this much of a sale. */
const MINUTES_MOST = 24 * 60

type Ask = Pick<RequestOf<typeof contract.getOwnRoom>, 'caller' | 'params'>

export function ownerRoutes(server: Server, engine: Engine): void {
  const { refresh } = linesOf(engine)
  const own = ({ caller, params: { storeId } }: Ask) => ({ by: workingAs(caller), storeId })
  serve(server, contract.getOwnRoom, async (ask) => {
    const { id } = await readOwn(engine, own(ask))
    const { now } = await readNow(engine.cell(id))
    return readOwnRoom(engine, engine.cell(id), id, now)
  })
  serve(server, contract.openRoom, async ({ body, once, ...ask }) => {
    const opened = await onOwn(engine, own(ask), (tx, { id }) =>
      answerOnce(tx, once, () => openRoom(engine, tx, id, body)),
    )
    await refresh()
    return opened
  })
  serve(server, contract.changeRoom, async ({ body, ...ask }) => {
    const changed = await onOwn(engine, own(ask), (tx, { id }) => changeRoom(engine, tx, id, body))
    await refresh()
    return changed
  })
  serve(server, contract.closeRoom, async (ask) => {
    await onOwn(engine, own(ask), (tx, { id }) => closeRoom(tx, id))
    await refresh()
    return null
  })
  serve(server, contract.listFigures, async (ask) => {
    const { id } = await readOwn(engine, own(ask))
    const room = await readLatestRoom(engine.cell(id), id)
    if (!room) throw roomMissing()
    const found = await listMinutes(engine.cell(id), room, MINUTES_MOST)
    return {
      data: found.map(({ minute, ...figure }) => ({ ...figure, minute: minute.toISOString() })),
      since: found[0]?.minute.toISOString() ?? null,
    }
  })
}
