import type { Caller } from '../../../accounts/caller.ts'
import type { Engine } from '../../../engine.ts'
import type { Server } from '../../../http/edge.ts'
import { serve } from '../../../http/serve.ts'
import { Problem } from '../../../kernel/problem.ts'
import { workingAs } from '../../../stores/rules.ts'
import { auction } from '../lots.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import { postMessage } from './post.ts'
import { tooFast } from './rules.ts'

interface OfLot {
  readonly auctionId: string
  readonly lotId: string
}

const of = ({ auctionId, lotId }: OfLot) => ({ storeId: auctionId, lotId })
const own = (caller: Caller, { auctionId, lotId }: OfLot) => ({
  ...auction(workingAs(caller), auctionId),
  lotId,
})

export function chatRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listMessages, ({ caller, params, query }) =>
    operations.showMessages(engine, { ...of(params), ...query }, caller?.accountId),
  )
  serve(server, contract.postMessage, ({ caller, params, body, once }, reply) =>
    postMessage(engine, { ...of(params), ...body, accountId: caller.accountId, once }).catch(
      (error) => {
        if (error instanceof Problem && error.is === tooFast)
          reply.header('retry-after', `${(error.facts as { seconds: number }).seconds}`)
        throw error
      },
    ),
  )
  serve(server, contract.reportMessage, async ({ caller, params }) => {
    const { number } = params
    await operations.reportMessage(engine, {
      ...of(params),
      ...{ number, accountId: caller.accountId },
    })
    return null
  })
  serve(server, contract.removeMessage, async ({ caller, params }) => {
    await operations.removeMessage(engine, { ...own(caller, params), number: params.number })
    return null
  })
  serve(server, contract.muteSpeaker, async ({ caller, params, body }) => {
    const ask = { ...own(caller, params), number: params.number }
    await operations.muteSpeaker(engine, ask, body.isMuted)
    return null
  })
  serve(server, contract.setChat, ({ caller, params, body }) =>
    operations.setChat(engine, own(caller, params), body.isFrozen),
  )
  serve(server, contract.listReported, ({ caller, params }) =>
    operations.listReported(engine, own(caller, params)),
  )
}
