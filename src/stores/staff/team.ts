import { findAccount } from '../../accounts/queries.ts'
import { sessions } from '../../accounts/sessions.ts'
import type { Engine } from '../../engine.ts'
import type { StaffRole } from '../../kernel/endpoint.ts'
import type { Id } from '../../kernel/id.ts'
import { idOf, page } from '../../kernel/page.ts'
import { onOwn, readOwn, type StoreAsk } from '../operations.ts'
import { storeMissing } from '../rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { actView, invitationView, staffView } from './view.ts'

interface MemberAsk extends StoreAsk {
  readonly accountId: Id<'Account'>
}

/** The staff of a store and who is invited. Problem: store-missing. */
export async function showTeam(engine: Engine, ask: StoreAsk) {
  const { id, now } = await readOwn(engine, ask)
  const { house } = engine
  const [owner, staff, open] = await Promise.all([
    findAccount(house, ask.by.callerId),
    queries.listStaff(house, id),
    queries.listOpen(house, id),
  ])
  if (!owner) throw storeMissing() // left in between
  return {
    owner: { name: owner.name, email: owner.email },
    staff: staff.map(staffView),
    invitations: open.map((one) => invitationView(one, now)),
  }
}

/** Who did what and when, latest first. Problem: store-missing. */
export async function listActs(
  engine: Engine,
  { cursor, limit = 20, ...ask }: StoreAsk & { readonly cursor?: string; readonly limit?: number },
) {
  const { id } = await readOwn(engine, ask)
  const found = await queries.listActs(engine.house, id, { after: cursor, limit: limit + 1 })
  const { data, nextCursor } = page(found, limit, idOf)
  return { data: data.map(actView), nextCursor }
}

/** Problems in order: store-missing, staff-missing. */
export async function changeRole(engine: Engine, ask: MemberAsk & { readonly role: StaffRole }) {
  const { accountId, role } = ask
  await onOwn(engine, ask, async (tx, { id: storeId }) => {
    if ((await queries.changeRole(tx, storeId, { accountId, role })) === 0)
      throw rules.staffMissing()
    const by = { act: 'changed', byId: ask.by.callerId } as const
    await queries.insertAct(tx, { id: engine.newId(), storeId, ...by, accountId, role })
  })
  sessions(engine).evictAccount(accountId)
  return showTeam(engine, ask)
}

/** It ends at once, in every process. Problems in order: store-missing, staff-missing. */
export async function removeStaff(engine: Engine, ask: MemberAsk): Promise<void> {
  const { accountId } = ask
  await onOwn(engine, ask, async (tx, { id: storeId }) => {
    const removed = await queries.removeStaff(tx, storeId, accountId)
    if (!removed) throw rules.staffMissing()
    const by = { act: 'removed', byId: ask.by.callerId } as const
    await queries.insertAct(tx, { id: engine.newId(), storeId, ...by, accountId, ...removed })
  })
  sessions(engine).evictAccount(accountId)
}

/** One of the staff leaves a store. Problem: staff-missing. */
export async function quitJob(
  engine: Engine,
  { storeId, accountId }: { readonly storeId: Id<'Store'>; readonly accountId: Id<'Account'> },
): Promise<void> {
  await engine.house.transaction(async (tx) => {
    const left = await queries.removeStaff(tx, storeId, accountId)
    if (!left) throw rules.staffMissing()
    const by = { act: 'left', byId: accountId } as const
    await queries.insertAct(tx, { id: engine.newId(), storeId, ...by, accountId, ...left })
  })
  sessions(engine).evictAccount(accountId)
}
