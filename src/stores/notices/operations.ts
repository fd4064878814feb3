import { findAccount } from '../../accounts/queries.ts'
import type { Engine } from '../../engine.ts'
import { orThrow } from '../../kernel/problem.ts'
import { onOwn, readOwn, type StoreAsk } from '../operations.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** What a store is told of by mail, and where. Problem: store-missing. */
export async function showNoticeSettings(engine: Engine, ask: StoreAsk) {
  const { id } = await readOwn(engine, ask)
  const settings = await queries.readNoticeSettings(engine.cell(id), id)
  const { ownerId, topics, addresses } = settings
  const owner = await findAccount(engine.house, ownerId)
  return { topics: [...topics], addresses: [...addresses], ownerAddress: owner?.email ?? null }
}

/** Changes it. Problems in order: store-missing, notice-address-twice. */
export async function changeNoticeSettings(
  engine: Engine,
  ask: StoreAsk,
  asked: rules.NoticeSettings,
) {
  await onOwn(engine, ask, async (tx, { id }) => {
    await queries.writeNoticeSettings(tx, id, orThrow(rules.change(asked)))
  })
  return showNoticeSettings(engine, ask)
}
