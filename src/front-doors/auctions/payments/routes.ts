import type { Engine } from '../../../engine.ts'
import type { Server } from '../../../http/edge.ts'
import { malformed } from '../../../http/rules.ts'
import { serve } from '../../../http/serve.ts'
import { checkPayer } from '../../../orders/behind-room.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'

export function winPaymentRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listWinningBids, ({ caller }) =>
    operations.listWinningBids(engine, caller.accountId),
  )
  serve(server, contract.readyKakaoPay, async ({ caller, headers, body, once }) => {
    const own = { buyerId: caller.accountId, orderId: body.payment }
    await checkPayer(engine, own, { caller, headers, once })
    return operations.readyKakaoPay(engine, { ...own, accountId: caller.accountId, once })
  })
  serve(server, contract.approveKakaoPay, ({ caller, query, body }) => {
    const pgToken = body?.pg_token ?? query.pg_token
    if (pgToken === undefined) throw tokenMissing()
    const orderId = body?.payment ?? query.payment
    return operations.approveKakaoPay(engine, { accountId: caller.accountId, orderId, pgToken })
  })
  for (const read of [
    contract.getReady,
    contract.getApproval,
    contract.getCancellation,
    contract.getFailure,
  ])
    serve(server, read, ({ caller, query: { payment, pg_token } }) =>
      operations.showLatest(engine, {
        ...{ accountId: caller.accountId, orderId: payment, pgToken: pg_token },
      }),
    )
}

const tokenMissing = () =>
  malformed({
    errors: [
      {
        ...{ in: 'body', pointer: '/pg_token' },
        messages: { ko: '꼭 필요해요', en: 'must be given' },
      },
    ],
  })
