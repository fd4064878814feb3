import type { FastifyRequest } from 'fastify'
import type { Engine } from '../../engine.ts'
import { askerOf } from '../../http/asker.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import type { Caller } from '../caller.ts'
import { confirmedBy, isConfirmed } from '../confirm-owner.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import { findState } from './queries.ts'

/** Who asks, and from where. */
export const byOf = (request: FastifyRequest, caller: Caller): operations.By => ({
  caller,
  headers: request.headers,
  asker: askerOf(request),
})

/** Signing in with a code is beside signing in with a password (accounts/routes.ts). */
export function secondFactorRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getSecondFactor, async ({ caller }, { request }) => {
    const [state, hasConfirmed] = await Promise.all([
      findState(engine.house, caller.accountId),
      isConfirmed(engine, request.headers),
    ])
    return {
      since: state.confirmedAt?.toISOString() ?? null,
      recoveryCodesLeft: state.codesLeft,
      isNeeded: request.isHeldBack,
      confirmedBy: confirmedBy(state),
      isConfirmed: hasConfirmed,
    }
  })
  serve(server, contract.beginEnrolment, ({ caller, body }, { request }) =>
    operations.beginEnrolment(engine, byOf(request, caller), body),
  )
  serve(server, contract.confirmEnrolment, async ({ caller, body }, { request }) => {
    const by = byOf(request, caller)
    return { recoveryCodes: [...(await operations.confirmEnrolment(engine, by, body.code))] }
  })
  serve(server, contract.renewCodes, async ({ caller, body }, { request }) => ({
    recoveryCodes: [...(await operations.renewCodes(engine, byOf(request, caller), body))],
  }))
  serve(server, contract.turnOff, async ({ caller, body }, { request }) => {
    await operations.turnOff(engine, byOf(request, caller), body)
    return null
  })
}
