import { Type } from 'typebox'
import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Shape } from '../../kernel/shape.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import { coreScopes } from './scopes.ts'
import { apiKeyView } from './view.ts'

export function apiKeyRoutes(server: Server, engine: Engine): void {
  const ofDoors = [...engine.doors.values()].flatMap((door) => door.scopes ?? [])
  const scopes = [...coreScopes, ...ofDoors]
  serve(server, contract.listApiKeys, async ({ caller }) => ({
    data: (await operations.listKeys(engine, caller.accountId)).map(apiKeyView),
    scopes,
  }))
  serve(server, makeApiKeyOf(scopes.map(({ scope }) => scope)), ({ caller, body, once }) => {
    const { name, scopes, expiresInDays = null } = body
    const { accountId } = caller
    return operations.makeKey(engine, { accountId, name, scopes, expiresInDays, once })
  })
  serve(server, contract.revokeApiKey, async ({ caller, params }) => {
    await operations.revokeKey(engine, { id: params.keyId, accountId: caller.accountId })
    return null
  })
}

/** The endpoint with a body that accepts these scopes. */
function makeApiKeyOf(scopes: string[]) {
  const { properties } = contract.makeApiKey.body
  const body = Shape({ ...properties, scopes: contract.scopesOf(Type.Enum(scopes)) })
  return endpoint({ ...contract.makeApiKey, body })
}
