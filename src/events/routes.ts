import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import { byId, cellWith, pageOfCells } from '../postgres/cells.ts'
import * as contract from './contract.ts'
import * as deadLetters from './dead-letters.ts'

const usual = 50

export function eventRoutes(server: Server, engine: Engine): void {
  const cellOf = (letterId: string) =>
    cellWith(engine, (on) => deadLetters.findDeadLetter(on, letterId))
  serve(server, contract.listDeadLetters, async ({ query }) => {
    const limit = query.limit ?? usual
    const asked = { after: query.cursor, limit: limit + 1 }
    const found = await pageOfCells(engine, asked.limit, byId, (on) =>
      deadLetters.listDeadLetters(on, asked),
    )
    const data = found.slice(0, limit).map(({ at, ...letter }) => ({
      ...letter,
      at: at.toISOString(),
    }))
    const last = found.length > limit ? data.at(-1) : undefined
    return { data, nextCursor: last?.id ?? null }
  })
  serve(server, contract.replayDeadLetter, async ({ params }) => {
    await deadLetters.replayDeadLetter(await cellOf(params.id), params.id)
    return null
  })
  serve(server, contract.dropDeadLetter, async ({ params }) => {
    await deadLetters.dropDeadLetter(await cellOf(params.id), params.id)
    return null
  })
}
