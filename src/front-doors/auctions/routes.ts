import type { Caller } from '../../accounts/caller.ts'
import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { doorRoutes } from '../../stores/door-routes.ts'
import { placeBid } from './bid.ts'
import * as bids from './bid-contract.ts'
import { chatRoutes } from './chat/routes.ts'
import * as claims from './claims.ts'
import * as contract from './contract.ts'
import { liveRoutes } from './live.ts'
import { ownerRoutes } from './owner-routes.ts'
import { winPaymentRoutes } from './payments/routes.ts'
import { auctionMissing } from './rules.ts'
import * as shown from './shown.ts'
import { winView } from './view.ts'
import * as winContract from './win-contract.ts'
import * as wins from './wins.ts'

export function routes(server: Server, engine: Engine): void {
  doorRoutes(server, engine, {
    door: 'auctions',
    plural: 'auctions',
    id: 'auctionId',
    missing: auctionMissing,
    closesForGood: false,
  })
  lookRoutes(server, engine)
  bidRoutes(server, engine)
  winRoutes(server, engine)
  winPaymentRoutes(server, engine)
  ownerRoutes(server, engine)
  chatRoutes(server, engine)
  liveRoutes(server, engine)
}

const of = ({ auctionId, lotId }: { readonly auctionId: string; readonly lotId: string }) => ({
  storeId: auctionId,
  lotId,
})

function lookRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listLots, ({ query }) => shown.listLots(engine, query))
  serve(server, contract.getLot, ({ params }) => shown.showLot(engine, of(params)))
  serve(server, contract.listBids, ({ params, query }) =>
    shown.showBids(engine, { ...of(params), ...query }),
  )
  serve(server, contract.getMine, ({ caller, params }) =>
    shown.showMine(engine, { ...of(params), accountId: caller.accountId }),
  )
  serve(server, contract.listMyLots, ({ caller, query }) =>
    shown.listMyLots(engine, { accountId: caller.accountId, ...query }),
  )
}

const bidding = (
  { accountId, jobs = [] }: Caller,
  { auctionId }: { readonly auctionId: string },
) => ({ accountId, isStaff: jobs.some(({ storeId }) => storeId === auctionId) })

function bidRoutes(server: Server, engine: Engine): void {
  serve(server, bids.placeBid, ({ caller, params, body, once }) =>
    placeBid(engine, { ...of(params), ...bidding(caller, params), ...body, once }),
  )
  serve(server, bids.buyLot, ({ caller, params, body, once }) =>
    placeBid(engine, {
      ...of(params),
      ...bidding(caller, params),
      ...{ amount: body.price, isBuyNow: true, once },
    }),
  )
  serve(server, contract.placeDeposit, ({ caller, params, once }) =>
    claims.placeDeposit(engine, { ...of(params), buyerId: caller.accountId, once }),
  )
}

function winRoutes(server: Server, engine: Engine): void {
  serve(server, winContract.listMyWins, async ({ caller }) => {
    const found = await wins.listMyWins(engine, caller.accountId)
    const now = found[0]?.now ?? new Date()
    return { data: found.map((win) => winView(win, win.now)), now: now.toISOString() }
  })
  serve(server, winContract.orderLot, ({ caller, params, body, once }) =>
    claims.orderLot(engine, { ...of(params), buyerId: caller.accountId, ...body, once }),
  )
  serve(server, winContract.declineWin, async ({ caller, params }) => {
    const win = await wins.declineWin(engine, { ...of(params), accountId: caller.accountId })
    return winView(win, win.now)
  })
  serve(server, winContract.confirmReceipt, async ({ caller, params }) => {
    const win = await wins.confirmReceipt(engine, { ...of(params), accountId: caller.accountId })
    return winView(win, win.now)
  })
}
