import type { Engine } from '../../engine.ts'
import { onOwn, readOwn, type StoreAsk } from '../../stores/operations.ts'
import { doorsOf } from '../doors.ts'
import * as queries from './queries.ts'
import { isOffered } from './rules.ts'

/** Whether guests of a store may change times. Problem: store-missing. */
export async function showGuestChanges(engine: Engine, ask: StoreAsk) {
  const store = await readOwn(engine, ask)
  return {
    isAllowed: await queries.readAllowed(engine.cell(store.id), store.id),
    isOffered: isOffered(doorsOf(engine, store)),
  }
}

/** Lets them, or not. Problem: store-missing. */
export async function setGuestChanges(engine: Engine, ask: StoreAsk, isAllowed: boolean) {
  await onOwn(engine, ask, async (tx, { id }) => {
    await queries.writeAllowed(tx, id, isAllowed)
  })
  return showGuestChanges(engine, ask)
}
