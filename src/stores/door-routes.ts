import { type TProperties, Type } from 'typebox'
import type { Engine } from '../engine.ts'
import { askerOf } from '../http/asker.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { idOf, page } from '../kernel/page.ts'
import type { ProblemType } from '../kernel/problem.ts'
import { Nothing, PageOf, PageQuery, Shape, Uuid } from '../kernel/shape.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import type { PicturedStore } from './queries.ts'
import { owning, workingAs } from './rules.ts'
import { storeDetail, storeView } from './view.ts'

export interface DoorPaths {
  readonly door: string
  /** `restaurants`: the paths are `/v1/restaurants` and `/v1/me/restaurants`. */
  readonly plural: string
  /** `restaurantId`: the parameter that the paths below it name. */
  readonly id: string
  readonly missing: ProblemType
  readonly closesForGood: boolean
  /** What its list shows of a store besides. */
  readonly card?: {
    readonly members: TProperties
    read(engine: Engine, stores: readonly PicturedStore[]): Promise<ReadonlyMap<string, object>>
  }
}

/**
 * Serves the stores of one front door at its older paths, with the same
 * answers as `/v1/stores`.
 */
export function doorRoutes(server: Server, engine: Engine, paths: DoorPaths): void {
  serveLists(server, engine, paths)
  serveChanges(server, engine, paths)
}

/** `restaurant` as `Restaurant`. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

function serveLists(server: Server, engine: Engine, { door, plural, card }: DoorPaths): void {
  const list = endpoint({
    ...contract.listStores,
    name: `list${capital(plural)}`,
    path: `/v1/${plural}`,
    summary: `List ${plural}`,
    query: contract.ListQuery,
    ...(card && {
      answer: PageOf(
        Shape({ ...contract.StoreView.properties, ...card.members }, `${capital(door)}Card`),
      ),
    }),
  })
  const { exported: _, ...ofAllDoors } = contract.listMyStores
  const listMine = endpoint({
    ...ofAllDoors,
    name: `listMy${capital(plural)}`,
    path: `/v1/me/${plural}`,
    summary: `The ${plural} that you own or work at`,
    query: PageQuery,
  })
  serve(server, list, async ({ query: { cursor, limit = 24 } }) => {
    const asked = { door, after: cursor, limit: limit + 1 }
    const found = await operations.listStores(engine, asked)
    const cards = await card?.read(engine, found)
    const { data, nextCursor } = page(found, limit, operations.cursorOf)
    return {
      data: data.map((store) => ({ ...storeView(store), ...cards?.get(store.id) })),
      nextCursor,
    }
  })
  serve(server, listMine, async ({ caller, query: { cursor, limit = 24 } }) => {
    const asked = { door, after: cursor, limit: limit + 1 }
    const found = await operations.listOwnStores(engine, owning(caller), asked)
    return page(found.map(storeView), limit, idOf)
  })
}

function serveChanges(server: Server, engine: Engine, paths: DoorPaths): void {
  const { door, plural, id, missing, closesForGood } = paths
  const noun = capital(id.replace(/Id$/, ''))
  const params = Type.Object({ [id]: Uuid }, { additionalProperties: false })
  const open = endpoint({
    ...contract.openStore,
    name: `open${noun}`,
    creates: `/v1/${plural}/:id`,
    path: `/v1/${plural}`,
    summary: `Open one of the ${plural}`,
    body: Shape(contract.storeDraft),
  })
  const change = endpoint({
    ...contract.changeStore,
    name: `change${noun}`,
    path: `/v1/${plural}/:${id}`,
    params,
    problems: [missing, ...contract.changeStore.problems.slice(1)],
  })
  const close = endpoint({
    name: `close${noun}`,
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
  serve(server, open, ({ caller, body, once }, { request }) => {
    const { kind = null, ...draft } = body
    const asked = { once, asker: askerOf(request) }
    return operations.openStoreOnce(engine, caller.accountId, { ...draft, kind, door }, asked)
  })
  serve(server, change, async ({ caller, params: given, body }) =>
    storeDetail(await operations.changeStore(engine, askOf(caller, given), body)),
  )
  if (closesForGood)
    serve(server, close, async ({ caller, params: given }) => {
      await operations.changeStore(engine, askOf(caller, given), { closed: true })
      return null
    })
}
