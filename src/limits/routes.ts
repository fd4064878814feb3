import { findNames } from '../accounts/queries.ts'
import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import * as contract from './contract.ts'
import * as settings from './settings.ts'

export function limitRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listLimits, () => limits(engine))
  serve(server, contract.setLimit, async ({ params, body, caller }) => {
    await settings.setLimit(engine, { ...params, ...body, changedBy: caller.accountId })
    return limits(engine)
  })
}

/** The limits, with the names of the admins who changed them. */
async function limits(engine: Engine) {
  const listed = await settings.listLimits(engine)
  const changedBy = listed.flatMap(({ changes }) => changes.map((change) => change.changedBy))
  const found = await findNames(engine.house, [...new Set(changedBy)])
  const names = new Map(found.map(({ id, name }) => [id, name]))
  const data = listed.map(({ changes, ...limit }) => ({
    ...limit,
    changes: changes.map((change) => ({
      ...{ burst: change.burst, perHour: change.perHour, at: change.changedAt.toISOString() },
      by: names.get(change.changedBy) ?? null,
    })),
  }))
  return { data }
}
