import { Type } from 'typebox'
import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { idOf, page } from '../kernel/page.ts'
import type { ProblemType } from '../kernel/problem.ts'
import { Nothing, PageQuery, Shape, Uuid } from '../kernel/shape.ts'
import * as contract from './contract.ts'
import { changeStore, openStore } from './operations.ts'
import * as queries from './queries.ts'
import { workingAs } from './rules.ts'
import { storeDetail, storeView } from './view.ts'

export interface DoorPaths {
  readonly door: string
  /** `restaurants`: the paths are `/v1/restaurants` and `/v1/me/restaurants`. */
  readonly plural: string
  /** `restaurantId`: the parameter that the paths below it name. */
  readonly id: string
  readonly missing: ProblemType
  readonly closesForGood: boolean
}

/**
 * Serves the stores of one front door at its older paths, with the same
 * answers as `/v1/stores`.
 */
export function doorRoutes(server: Server, engine: Engine, paths: DoorPaths): void {
  serveLists(server, engine, paths)
  serveChanges(server, engine, paths)
}

function serveLists(server: Server, { database }: Engine, { door, plural }: DoorPaths): void {
  const list = endpoint({
    ...contract.listStores,
    path: `/v1/${plural}`,
    summary: `List ${plural}`,
    query: PageQuery,
  })
  const listMine = endpoint({
    ...contract.listMyStores,
    path: `/v1/me/${plural}`,
    summary: `The ${plural} you own`,
    query: PageQuery,
  })
  serve(server, list, async ({ query: { cursor, limit = 24 } }) => {
    const found = await queries.listStores(database, { door, after: cursor, limit: limit + 1 })
    return page(found.map(storeView), limit, idOf)
  })
  serve(server, listMine, async ({ caller, query: { cursor, limit = 24 } }) => {
    const asked = { door, after: cursor, limit: limit + 1 }
    const found = await queries.listOwnStores(database, caller.accountId, asked)
    return page(found.map(storeView), limit, idOf)
  })
}

function serveChanges(server: Server, engine: Engine, paths: DoorPaths): void {
  const { door, plural, id, missing, closesForGood } = paths
  const params = Type.Object({ [id]: Uuid }, { additionalProperties: false })
  const open = endpoint({
    ...contract.openStore,
    path: `/v1/${plural}`,
    summary: `Open one of the ${plural}`,
    body: Shape(contract.storeDraft),
  })
  const change = endpoint({
    ...contract.changeStore,
    path: `/v1/${plural}/:${id}`,
    params,
    problems: [missing, ...contract.changeStore.problems.slice(1)],
  })
  const close = endpoint({
    method: 'DELETE',
    path: `/v1/${plural}/:${id}`,
    summary: 'Close it for good: nothing is sold from now on',
    role: 'owner',
    params,
    answer: Nothing,
    problems: [missing],
  })
  const askOf = (caller: Parameters<typeof workingAs>[0], given: Record<string, string>) => ({
    by: workingAs(caller),
    storeId: given[id] ?? '',
    of: { door, missing },
  })
  serve(server, open, async ({ caller, body: { kind = null, ...draft } }) =>
    storeDetail(await openStore(engine, caller.accountId, { ...draft, kind, door })),
  )
  serve(server, change, async ({ caller, params: given, body }) =>
    storeDetail(await changeStore(engine, askOf(caller, given), body)),
  )
  if (closesForGood)
    serve(server, close, async ({ caller, params: given }) => {
      await changeStore(engine, askOf(caller, given), { closed: true })
      return null
    })
}
