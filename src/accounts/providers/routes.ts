import type { FastifyRequest } from 'fastify'
import type { Engine } from '../../engine.ts'
import { originOf } from '../../http/asker.ts'
import type { Server } from '../../http/edge.ts'
import { languageOf } from '../../http/language.ts'
import { describeError } from '../../http/log.ts'
import { serve } from '../../http/serve.ts'
import { recordEvent } from '../../security/record.ts'
import { refuseStale } from '../confirm-owner.ts'
import { type Joining, takeAlong } from '../guests/join.ts'
import { setCookies, welcome } from '../welcome.ts'
import { connectArrival, signUpArrival } from './arrivals.ts'
import { findArrival } from './arrived.ts'
import { disconnect } from './connect.ts'
import * as contract from './contract.ts'
import { type FinishedVisit, finishVisit, startVisit } from './operations.ts'
import type { ProviderName } from './provider.ts'
import { listWays } from './queries.ts'
import { arrivalCookie, visitCookie } from './visits.ts'

export function providerRoutes(server: Server, engine: Engine, joining: Joining): void {
  visiting(server, engine, joining)
  arriving(server, engine, joining)
  connecting(server, engine)
}

function visiting(server: Server, engine: Engine, joining: Joining): void {
  serve(server, contract.startProviderSignIn, async ({ params, body }, reply) => {
    const ask = { ...params, ...body, purpose: 'sign-in' } as const
    const { url, cookie } = await startVisit(engine, ask)
    setCookies(reply, [cookie])
    return { url }
  })
  serve(server, contract.finishProviderVisit, async ({ caller, params, body }, reply) => {
    const { provider } = params
    setCookies(reply, [visitCookie(engine, provider, undefined)]) // it counts once, however it ends
    const { request } = reply
    const accountId = caller?.isGuest ? undefined : caller?.accountId
    const by = { origin: originOf(request), headers: request.headers, accountId }
    const finished = await finishVisit(engine, { provider, ...body }, by)
    const { signedIn, cookies, next, returnPath } = finished
    setCookies(reply, cookies)
    noteFinished(engine, request, finished)
    if (!signedIn) return { next, returnPath, signedIn }
    await takeAlong(engine, caller, signedIn.account.id, joining)
    return { next, returnPath, signedIn: await welcome(engine, reply, signedIn) }
  })
}

/** A visit may sign in, connect, or prove; whoever is new has done nothing yet. */
function noteFinished(
  engine: Engine,
  request: FastifyRequest,
  { next, connectedTo: accountId }: FinishedVisit,
): void {
  if (next !== 'signed-in') request.notedAs = next === 'confirmed' ? 'proof' : null
  if (accountId === undefined) return
  const event = { kind: 'provider-connected', refusal: '', accountId, address: request.ip } as const
  recordEvent(engine, event).catch((error: unknown) => request.log.error(describeError(error)))
}

function arriving(server: Server, engine: Engine, joining: Joining): void {
  serve(server, contract.getArrival, async ({ caller, headers }) => {
    const accountId = caller?.isGuest ? undefined : caller?.accountId
    const arrival = await findArrival(engine, headers, accountId)
    if (!arrival) return null
    const { provider, name, email, isVerified, returnPath } = arrival
    return { provider, name: name ?? '', email, isVerified, returnPath }
  })
  serve(server, contract.signUpArrival, async ({ caller, body }, reply) => {
    const { request } = reply
    const by = { origin: originOf(request), headers: request.headers }
    const asked = { accepted: [], ...body, language: languageOf(request) }
    const signedIn = await signUpArrival(engine, asked, by)
    setCookies(reply, [arrivalCookie(engine, undefined)])
    await takeAlong(engine, caller, signedIn.account.id, joining)
    return welcome(engine, reply, signedIn)
  })
  serve(server, contract.connectArrival, async ({ caller }, reply) => {
    await connectArrival(engine, caller.accountId, reply.request.headers)
    setCookies(reply, [arrivalCookie(engine, undefined)])
    return null
  })
}

function connecting(server: Server, engine: Engine): void {
  serve(server, contract.listSignIns, async ({ caller }) => {
    const ways = await listWays(engine.house, caller.accountId)
    return {
      hasPassword: ways.some(({ provider }) => provider === 'credential'),
      data: ways.flatMap(({ provider, subject, connectedAt }) =>
        provider === 'credential'
          ? []
          : [
              {
                provider: provider as ProviderName,
                subject,
                connectedAt: connectedAt.toISOString(),
              },
            ],
      ),
    }
  })
  serve(server, contract.startOwnVisit, async ({ caller, params, body }, reply) => {
    if (body.purpose === 'connect') await refuseStale(engine, reply.request.headers)
    const ask = { ...params, ...body, accountId: caller.accountId }
    const { url, cookie } = await startVisit(engine, ask)
    setCookies(reply, [cookie])
    return { url }
  })
  serve(server, contract.disconnect, async ({ caller, params }, reply) => {
    await refuseStale(engine, reply.request.headers)
    await disconnect(engine, caller.accountId, params.provider)
    return null
  })
}
