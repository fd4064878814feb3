import type { Engine } from '../../engine.ts'
import { askerOf } from '../../http/asker.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { welcome } from '../welcome.ts'
import * as contract from './contract.ts'
import type { Joining } from './join.ts'
import * as operations from './operations.ts'

export function guestRoutes(server: Server, engine: Engine, { isWaiting }: Joining): void {
  serve(server, contract.signInAsGuest, async ({ caller, headers }, reply) => {
    if (caller)
      return welcome(engine, reply, await operations.sameSession(engine, caller.accountId, headers))
    return welcome(engine, reply, await operations.signInAsGuest(engine, askerOf(reply.request)))
  })
  serve(server, contract.getContact, async ({ caller }) => {
    const contact = await operations.readContact(engine, caller.accountId)
    return contact && view(contact)
  })
  serve(server, contract.keepContact, async ({ caller, body }) => {
    const { email } = body
    if (email === null) {
      await operations.forgetContact(engine, caller.accountId, isWaiting)
      return null
    }
    const phone = body.phone ?? (await operations.readContact(engine, caller.accountId))?.phone
    await operations.keepContact(engine, caller.accountId, { email, phone: phone ?? '' })
    return view({ email, phone: phone ?? '' })
  })
}

const view = ({ email, phone }: operations.Contact) => ({ email, phone: phone || null })
