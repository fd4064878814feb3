import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { owning } from '../../stores/rules.ts'
import * as contract from './contract.ts'
import * as deposit from './deposit-contract.ts'
import * as deposits from './deposits.ts'
import * as history from './operations.ts'

export function historyRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getGuestHistory, ({ caller, params }) =>
    history.showHistory(engine, { by: owning(caller), ...params }),
  )
  serve(server, contract.lookUpGuest, ({ caller, params, body }) =>
    history.lookUpGuest(engine, { by: owning(caller), ...params }, body.phone),
  )
  serve(server, contract.getGuestRefusal, ({ caller, params }) =>
    history.showRefusal(engine, { by: owning(caller), ...params }),
  )
  serve(server, contract.changeGuestRefusal, ({ caller, params, body }) =>
    history.setRefusal(engine, { by: owning(caller), ...params }, body.noShows),
  )
  serve(server, deposit.getGuestDeposits, ({ params }) =>
    deposits.showDeposits(engine, params.storeId),
  )
  serve(server, deposit.changeGuestDeposits, ({ caller, params, body }) =>
    deposits.setDeposits(engine, { by: owning(caller), ...params }, body.onlyOf),
  )
  serve(server, deposit.getOwnDeposit, ({ caller, params }) =>
    deposits.showOwnDeposit(engine, { ...params, accountId: caller.accountId }),
  )
}
