import { findNames } from '../accounts/queries.ts'
import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import * as contract from './contract.ts'
import * as settings from './settings.ts'

export function proofRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getProofs, () => proofs(engine))
  serve(server, contract.setProofs, async ({ body, caller }) => {
    await settings.setProofs(engine, { ...body, changedBy: caller.accountId })
    return proofs(engine)
  })
}

/** With the names of the admins who changed it. */
async function proofs(engine: Engine) {
  const { changes, ...read } = await settings.readProofs(engine)
  const changedBy = [...new Set(changes.map((change) => change.changedBy))]
  const names = new Map(
    (await findNames(engine.house, changedBy)).map(({ id, name }) => [id, name]),
  )
  return {
    ...read,
    changes: changes.map(({ changedBy: by, changedAt, ...setting }) => ({
      ...setting,
      at: changedAt.toISOString(),
      by: names.get(by) ?? null,
    })),
  }
}
