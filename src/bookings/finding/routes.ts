import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { showChoices } from './choices.ts'
import * as contract from './contract.ts'
import { findStores } from './find.ts'

export function findingRoutes(server: Server, engine: Engine): void {
  serve(server, contract.findStores, ({ query }) => findStores(engine, query))
  serve(server, contract.listSearchChoices, ({ query }) => showChoices(engine, query.door))
}
