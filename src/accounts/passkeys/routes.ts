import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { byOf } from '../second-factor/routes.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import { listPasskeys, type PasskeyRow } from './queries.ts'
import { signInOptions } from './web-authn.ts'

const passkeyView = ({ createdAt, lastUsedAt, regressedAt, ...passkey }: PasskeyRow) => ({
  ...passkey,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  regressedAt: regressedAt?.toISOString() ?? null,
})

/** Signing in with one is beside signing in with a password (accounts/routes.ts). */
export function passkeyRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listPasskeys, async ({ caller }) => ({
    data: (await listPasskeys(engine.house, caller.accountId)).map(passkeyView),
  }))
  serve(server, contract.beginPasskey, ({ caller, body }, { request }) =>
    operations.beginPasskey(engine, byOf(request, caller), body),
  )
  serve(server, contract.addPasskey, async ({ caller, body }, { request }) =>
    passkeyView(await operations.addPasskey(engine, byOf(request, caller), body)),
  )
  serve(server, contract.renamePasskey, async ({ caller, params, body }) =>
    passkeyView(
      await operations.renamePasskey(engine, caller.accountId, { id: params.passkeyId, ...body }),
    ),
  )
  serve(server, contract.removePasskey, async ({ caller, params, body }, { request }) => {
    const by = byOf(request, caller)
    await operations.removePasskey(engine, by, { id: params.passkeyId, ...body })
    return null
  })
  serve(server, contract.beginSignIn, () => signInOptions(engine))
}
