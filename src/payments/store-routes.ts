import { Readable } from 'node:stream'
import { bookersOf } from '../bookings/find-booker.ts'
import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { languageOf } from '../http/language.ts'
import { serve } from '../http/serve.ts'
import { byId, pageOfCells } from '../postgres/cells.ts'
import { owning, storeMissing, workingAs } from '../stores/rules.ts'
import { payOut } from '../wallets/ownerless/payout.ts'
import { readHistory, readOwnHistory } from './history.ts'
import * as history from './history-contract.ts'
import * as historyQueries from './history-queries.ts'
import { decideReview } from './review.ts'
import * as review from './review-contract.ts'
import * as reviewQueries from './review-queries.ts'
import { reviewView } from './review-view.ts'
import * as contract from './store-contract.ts'
import { csvOf } from './store-csv.ts'
import { listStorePayments, readFilter } from './store-list.ts'
import { readOwnStore } from './store-queries.ts'
import { refundPayment } from './store-refund.ts'
import { listUnclaimed } from './unclaimed.ts'
import * as unclaimed from './unclaimed-contract.ts'

/** Endpoints of the store's payments desk and of review. */
export function storePaymentRoutes(server: Server, engine: Engine): void {
  serve(server, history.getPaymentHistory, ({ caller, params }) =>
    readOwnHistory(engine, caller.accountId, params.orderId),
  )
  serve(server, history.getStorePaymentHistory, ({ caller, params: { storeId, orderId } }) =>
    readHistory(engine.cell(storeId), (on) =>
      historyQueries.readOrderOfStore(on, workingAs(caller), storeId, orderId),
    ),
  )
  serve(server, contract.listStorePayments, ({ caller, params, query }) =>
    listStorePayments(engine, { by: owning(caller), ...params, query }, bookersOf(engine)),
  )
  serve(server, contract.downloadStorePayments, async ({ caller, params, query }, reply) => {
    const { filter, store } = await readFilter(
      engine.cell(params.storeId),
      { by: owning(caller), ...params, query },
      bookersOf(engine),
    )
    const { timeZone } = store
    const texts = csvOf(engine, { filter, timeZone }, languageOf(reply.request))
    reply.header('content-disposition', 'attachment; filename="payments.csv"')
    return reply.type('text/csv; charset=utf-8').send(Readable.from(texts)) as never
  })
  serve(server, contract.refundPayment, ({ caller, params, body, once }) =>
    refundPayment(engine, { by: workingAs(caller), ...params, ...body, once }),
  )
  reviewRoutes(server, engine)
}

function reviewRoutes(server: Server, engine: Engine): void {
  serve(server, review.listStoreReviews, async ({ caller, params, query }) => {
    const cell = engine.cell(params.storeId)
    const store = await readOwnStore(cell, owning(caller), params.storeId)
    if (!store) throw storeMissing()
    return page(query, (limit) =>
      reviewQueries.listReviews(cell, { storeId: store.id }, limit, query.cursor),
    )
  })
  serve(server, review.listReviews, ({ query }) =>
    page(query, (limit) =>
      pageOfCells(engine, limit, byId, (on) =>
        reviewQueries.listReviews(on, 'all', limit, query.cursor),
      ),
    ),
  )
  serve(server, unclaimed.listUnclaimed, ({ query }) => listUnclaimed(engine, query))
  serve(server, unclaimed.payOutUnclaimed, ({ caller, params, body, once }) =>
    payOut(engine, { paidBy: caller.accountId, ...params, ...body, once }),
  )
  serve(server, review.decideReview, ({ caller, params, body, once }) =>
    decideReview(engine, { adminId: caller.accountId, ...params, ...body, once }),
  )
}

async function page(
  { limit = 24 }: { readonly limit?: number },
  read: (limit: number) => Promise<reviewQueries.Review[]>,
) {
  const found = await read(limit + 1)
  const data = found.slice(0, limit).map(reviewView)
  return { data, nextCursor: found.length > limit ? (data.at(-1)?.paymentId ?? null) : null }
}
