import type { Engine } from '../../engine.ts'
import { askerOf } from '../../http/asker.ts'
import type { Server } from '../../http/edge.ts'
import { languageOf } from '../../http/language.ts'
import { serve } from '../../http/serve.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import { readVerified, removeVerified, sendCode, type Verified, verifyPhone } from './verify.ts'

export function phoneRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getPhone, async ({ caller }) => ({
    phone: await operations.readPhone(engine, caller.accountId),
  }))
  serve(server, contract.keepPhone, async ({ caller, body }) => {
    await operations.keepPhone(engine, caller.accountId, body.phone)
    return body
  })
  serve(server, contract.forgetPhone, async ({ caller }) => {
    await operations.forgetPhone(engine, caller.accountId)
    return null
  })
  verifiedRoutes(server, engine)
}

function verifiedRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getVerifiedPhone, async ({ caller }) =>
    view(await readVerified(engine, caller.accountId)),
  )
  serve(server, contract.sendPhoneCode, async ({ caller, body }, { request }) => {
    const asking = { accountId: caller.accountId, network: askerOf(request)?.network }
    const ask = { ...asking, phone: body.phone, language: languageOf(request) }
    const { expiresAt, ...sent } = await sendCode(engine, ask)
    return { ...sent, expiresAt: expiresAt.toISOString() }
  })
  serve(server, contract.verifyPhone, async ({ caller, body }, { request }) => {
    const asking = { accountId: caller.accountId, network: askerOf(request)?.network }
    return view(await verifyPhone(engine, { ...asking, ...body }))
  })
  serve(server, contract.removeVerifiedPhone, async ({ caller }) => {
    await removeVerified(engine, caller.accountId)
    return null
  })
}

const view = (verified: Verified | null) => ({
  phone: verified?.phone ?? null,
  verifiedAt: verified?.verifiedAt.toISOString() ?? null,
})
