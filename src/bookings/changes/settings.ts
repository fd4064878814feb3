import type { Engine } from '../../engine.ts'
import { onOwn, readOwn, type StoreAsk } from '../../stores/operations.ts'
import * as queries from './queries.ts'

/** Whether guests of a store may change times. Problem: store-missing. */
export async function showGuestChanges(engine: Engine, ask: StoreAsk) {
  const { id } = await readOwn(engine, ask)
  return { isAllowed: await queries.readAllowed(engine.cell(id), id) }
}

/** Lets them, or not. Problem: store-missing. */
export async function setGuestChanges(engine: Engine, ask: StoreAsk, isAllowed: boolean) {
  await onOwn(engine, ask, async (tx, { id }) => {
    await queries.writeAllowed(tx, id, isAllowed)
  })
  return { isAllowed }
}
