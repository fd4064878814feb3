import type { Static } from 'typebox'
import type { ApiKeyView } from './contract.ts'
import type { ApiKey } from './queries.ts'

export const apiKeyView = (key: ApiKey): Static<typeof ApiKeyView> => ({
  ...key,
  scopes: [...key.scopes],
  createdAt: key.createdAt.toISOString(),
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  expiresAt: key.expiresAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
})
