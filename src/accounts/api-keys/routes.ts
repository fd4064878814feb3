import { type Static, Type } from 'typebox'
import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Shape } from '../../kernel/shape.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import type * as queries from './queries.ts'

export function apiKeyRoutes(server: Server, engine: Engine): void {
  const scopes = [...engine.doors.values()].flatMap((door) => door.scopes ?? [])
  serve(server, contract.listApiKeys, async ({ caller }) => ({
    data: (await operations.listKeys(engine, caller.accountId)).map(apiKeyView),
    scopes,
  }))
  serve(server, makeApiKeyOf(scopes.map(({ scope }) => scope)), async ({ caller, body }) => {
    const { name, scopes, expiresInDays = null } = body
    const { accountId } = caller
    const made = await operations.makeKey(engine, { accountId, name, scopes, expiresInDays })
    return { key: apiKeyView(made.key), secret: made.secret }
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

const apiKeyView = (key: queries.ApiKey): Static<typeof contract.ApiKeyView> => ({
  ...key,
  scopes: [...key.scopes],
  createdAt: key.createdAt.toISOString(),
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  expiresAt: key.expiresAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
})
