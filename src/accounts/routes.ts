import type { Engine } from '../engine.ts'
import { askerOf, originOf } from '../http/asker.ts'
import type { Server } from '../http/edge.ts'
import { languageOf } from '../http/language.ts'
import { serve } from '../http/serve.ts'
import type { Verified } from './address/operations.ts'
import { addressRoutes } from './address/routes.ts'
import { apiKeyRoutes } from './api-keys/routes.ts'
import { auth } from './auth.ts'
import { proveByPassword } from './confirm-owner.ts'
import * as contract from './contract.ts'
import { deviceRoutes } from './devices/routes.ts'
import { type Joining, takeAlong } from './guests/join.ts'
import { guestRoutes } from './guests/routes.ts'
import { type Leaving, leave } from './leaving.ts'
import { noticeChoiceRoutes } from './notices/routes.ts'
import * as operations from './operations.ts'
import { signInWithPasskey as signInWithPasskeyEndpoint } from './passkeys/contract.ts'
import { passkeyRoutes } from './passkeys/routes.ts'
import { signInWithPasskey } from './passkeys/sign-in.ts'
import { phoneRoutes } from './phone/routes.ts'
import { endArrival } from './providers/arrived.ts'
import { providerRoutes } from './providers/routes.ts'
import * as queries from './queries.ts'
import { signInWithCode as signInWithCodeEndpoint } from './second-factor/contract.ts'
import { secondFactorRoutes } from './second-factor/routes.ts'
import { signInWithCode } from './second-factor/sign-in.ts'
import { sessions } from './sessions.ts'
import { accountView, setCookies, welcome } from './welcome.ts'

/**
 * @param leaving what the rest of the product does when an account is deleted
 * @param joining what it does when a guest signs in or up
 * @param verified what it does when an address is verified
 */
export const accountRoutes =
  (leaving: Leaving, joining: Joining, verified: Verified = async () => {}) =>
  (server: Server, engine: Engine): void => {
    signingIn(server, engine, joining)
    guestRoutes(server, engine, joining)
    apiKeyRoutes(server, engine)
    phoneRoutes(server, engine)
    noticeChoiceRoutes(server, engine)
    addressRoutes(server, engine, verified, leaving.takenOver)
    deviceRoutes(server, engine)
    secondFactorRoutes(server, engine)
    passkeyRoutes(server, engine)
    providerRoutes(server, engine, joining)
    serve(server, contract.getMe, async ({ caller }) => {
      const account = caller && (await queries.findAccount(engine.house, caller.accountId))
      return account
        ? {
            ...accountView(account),
            jobs: [...(caller.jobs ?? [])],
            mustAccept: caller.mustAccept === true,
          }
        : null
    })
    serve(server, contract.becomeOwner, async ({ caller }) =>
      accountView(await operations.becomeOwner(engine, caller.accountId)),
    )
    const { problems } = contract.leave
    const leaveEndpoint = {
      ...contract.leave,
      problems: [...problems, ...(leaving.problems ?? [])],
    }
    serve(server, leaveEndpoint, async ({ caller, body }, reply) => {
      const { password, code, moneyBack = 'gateway' } = body
      const { headers } = reply.request
      const proof = { password, code, headers, asker: askerOf(reply.request) }
      await leave(engine, { accountId: caller.accountId, moneyBack, proof }, leaving)
      setCookies(reply, await operations.signOut(engine, sessions(engine).ownHeaders(headers)))
      return null
    })
  }

function signingIn(server: Server, engine: Engine, joining: Joining): void {
  serve(server, contract.signUp, async ({ caller, body }, reply) => {
    const { request } = reply
    const asked = { accepted: [], ...body, language: languageOf(request) }
    const signedIn = await operations.signUp(engine, asked, originOf(request))
    await takeAlong(engine, caller, signedIn.account.id, joining)
    return welcome(engine, reply, signedIn)
  })
  serve(server, contract.signIn, async ({ caller, body }, reply) => {
    const signedIn = await operations.signIn(engine, body, originOf(reply.request))
    await takeAlong(engine, caller, signedIn.account.id, joining)
    return welcome(engine, reply, signedIn)
  })
  serve(server, signInWithCodeEndpoint, async ({ caller, body }, reply) => {
    const { request } = reply
    const ask = { ...body, remember: body.remember ?? false }
    const signedIn = await signInWithCode(engine, ask, originOf(request), (accountId) => {
      request.signedInAs = accountId
    })
    await takeAlong(engine, caller, signedIn.account.id, joining)
    return welcome(engine, reply, signedIn)
  })
  serve(server, signInWithPasskeyEndpoint, async ({ caller, body }, reply) => {
    const signedIn = await signInWithPasskey(engine, body, originOf(reply.request))
    await takeAlong(engine, caller, signedIn.account.id, joining)
    return welcome(engine, reply, signedIn)
  })
  serve(server, contract.signOut, async (_ask, reply) => {
    const { headers } = reply.request
    const { ownHeaders, evict } = sessions(engine)
    setCookies(reply, await operations.signOut(engine, ownHeaders(headers)))
    setCookies(reply, await endArrival(engine, headers))
    evict(headers)
    return null
  })
  serve(server, contract.getSession, async ({ caller }, reply) => {
    if (!caller) return null
    const headers = sessions(engine).ownHeaders(reply.request.headers)
    const found = await auth(engine).api.getSession({ headers })
    const account = await queries.findAccount(engine.house, caller.accountId)
    if (!found || !account) return null
    return {
      session: { expiresAt: found.session.expiresAt.toISOString() },
      user: accountView(account),
    }
  })
  serve(server, contract.changePassword, async ({ caller, body }, reply) => {
    const { request } = reply
    const carried = sessions(engine).ownHeaders(request.headers)
    const ask = { ...body, accountId: caller.accountId }
    const from = { ...originOf(request), carried, isStrong: caller.isStrong === true }
    return welcome(engine, reply, await operations.changePassword(engine, ask, from))
  })
  serve(server, contract.proveMyself, async ({ caller, body }, reply) => {
    const { request } = reply
    const proof = { ...body, headers: request.headers, asker: askerOf(request) }
    await proveByPassword(engine, caller.accountId, proof)
    return null
  })
}
