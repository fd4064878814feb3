import type { FastifyRequest } from 'fastify'
import type { Engine } from '../../engine.ts'
import { askerOf } from '../../http/asker.ts'
import type { Server } from '../../http/edge.ts'
import { describeError } from '../../http/log.ts'
import { serve } from '../../http/serve.ts'
import { recordEvent } from '../../security/record.ts'
import { owning } from '../rules.ts'
import {
  acceptInvitation,
  declineInvitation,
  type HandedOver,
  showInvitation,
} from './accepting.ts'
import * as contract from './contract.ts'
import * as invitations from './invitations.ts'
import * as team from './team.ts'

/** @param handedOver what else ends when a store is handed over */
export const staffRoutes =
  (handedOver: readonly HandedOver[]) =>
  (server: Server, engine: Engine): void => {
    teamRoutes(server, engine)
    serve(server, contract.quitJob, async ({ caller, params }) => {
      await team.quitJob(engine, { accountId: caller.accountId, ...params })
      return null
    })
    serve(server, contract.showInvitation, ({ body }) => showInvitation(engine, body.token))
    serve(server, contract.declineInvitation, async ({ body }) => {
      await declineInvitation(engine, body.token)
      return null
    })
    serve(server, contract.acceptInvitation, async ({ caller, body }, { request }) => {
      const ask = { callerId: caller.accountId, ...body }
      const { ownerId, ...accepted } = await acceptInvitation(engine, ask, handedOver)
      if (accepted.role === 'owner') noteHandedOver(engine, request, ownerId)
      return accepted
    })
  }

/** In the security log of both: of whoever has the store now, and of whoever had it. */
function noteHandedOver(engine: Engine, request: FastifyRequest, accountId: string): void {
  request.notedAs = 'store-handed-over'
  const event = { kind: 'store-handed-over', refusal: '', accountId, address: request.ip } as const
  recordEvent(engine, event).catch((error: unknown) => request.log.error(describeError(error)))
}

function teamRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getTeam, ({ caller, params }) =>
    team.showTeam(engine, { by: owning(caller), ...params }),
  )
  serve(server, contract.listActs, ({ caller, params, query }) =>
    team.listActs(engine, { by: owning(caller), ...params, ...query }),
  )
  serve(server, contract.inviteStaff, ({ caller, params, body, once }, { request }) =>
    invitations.inviteStaff(engine, {
      ...{ by: owning(caller), asker: askerOf(request) },
      ...{ ...params, ...body, stays: body.stays ?? false, once },
    }),
  )
  serve(server, contract.resendInvitation, ({ caller, params }, { request }) =>
    invitations.resendInvitation(engine, {
      ...{ by: owning(caller), asker: askerOf(request), ...params },
    }),
  )
  serve(server, contract.revokeInvitation, async ({ caller, params }) => {
    await invitations.revokeInvitation(engine, { by: owning(caller), ...params })
    return null
  })
  serve(server, contract.changeRole, ({ caller, params, body }) =>
    team.changeRole(engine, { by: owning(caller), ...params, ...body }),
  )
  serve(server, contract.removeStaff, async ({ caller, params }) => {
    await team.removeStaff(engine, { by: owning(caller), ...params })
    return null
  })
}
