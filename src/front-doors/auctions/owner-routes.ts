import type { Caller } from '../../accounts/caller.ts'
import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { workingAs } from '../../stores/rules.ts'
import { listBuyers } from './buyers.ts'
import * as lots from './lots.ts'
import { listOwnLots, showOwnLot } from './own-lots.ts'
import * as contract from './owner-contract.ts'

const own = (caller: Caller, { auctionId }: { readonly auctionId: string }) =>
  lots.auction(workingAs(caller), auctionId)

const lot = (
  caller: Caller,
  params: { readonly auctionId: string; readonly lotId: string },
): lots.OwnLotAsk => ({ ...own(caller, params), lotId: params.lotId })

export function ownerRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listOwnLots, ({ caller, params, query }) =>
    listOwnLots(engine, own(caller, params), query),
  )
  serve(server, contract.getOwnLot, ({ caller, params }) => showOwnLot(engine, lot(caller, params)))
  serve(server, contract.listBuyers, ({ caller, params, query }) =>
    listBuyers(engine, own(caller, params), query),
  )
  serve(server, contract.addLot, ({ caller, params, body, once }) =>
    lots.addLot(engine, own(caller, params), body, once),
  )
  serve(server, contract.changeLot, ({ caller, params, body }) =>
    lots.changeLot(engine, lot(caller, params), body),
  )
  serve(server, contract.withdrawLot, ({ caller, params }) =>
    lots.withdrawLot(engine, lot(caller, params)),
  )
  serve(server, contract.relistLot, ({ caller, params, body }) =>
    lots.relistLot(engine, lot(caller, params), body),
  )
  serve(server, contract.offerSecondChance, ({ caller, params }) =>
    lots.offerSecondChance(engine, lot(caller, params)),
  )
  serve(server, contract.confirmHandOver, ({ caller, params }) =>
    lots.confirmHandOver(engine, lot(caller, params)),
  )
  serve(server, contract.getTerms, async ({ caller, params }) => {
    const terms = await lots.showTerms(engine, own(caller, params))
    return { ...terms, steps: [...terms.steps] }
  })
  serve(server, contract.setTerms, async ({ caller, params, body }) => {
    const terms = await lots.setTerms(engine, own(caller, params), body)
    return { ...terms, steps: [...terms.steps] }
  })
}
