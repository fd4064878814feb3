import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import * as contract from './contract.ts'
import * as deadLetters from './dead-letters.ts'

const usual = 50

export function eventRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listDeadLetters, async ({ query }) => {
    const limit = query.limit ?? usual
    const found = await deadLetters.listDeadLetters(engine.database, {
      after: query.cursor,
      limit: limit + 1,
    })
    const data = found.slice(0, limit).map(({ at, ...letter }) => ({
      ...letter,
      at: at.toISOString(),
    }))
    const last = found.length > limit ? data.at(-1) : undefined
    return { data, nextCursor: last?.id ?? null }
  })
  serve(server, contract.replayDeadLetter, async ({ params }) => {
    await deadLetters.replayDeadLetter(engine.database, params.id)
    return null
  })
  serve(server, contract.dropDeadLetter, async ({ params }) => {
    await deadLetters.dropDeadLetter(engine.database, params.id)
    return null
  })
}
