import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { owning } from '../../stores/rules.ts'
import { answerMove, showMove } from './answer.ts'
import * as contract from './contract.ts'
import { proposeMove, withdrawMove } from './propose.ts'
import { listTargets } from './targets.ts'

export function moveRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listMoveTargets, ({ caller, params }) =>
    listTargets(engine, { by: owning(caller), ...params }),
  )
  serve(server, contract.proposeMove, ({ caller, params, body, once }) =>
    proposeMove(engine, { by: owning(caller), ...params, ...body, once }),
  )
  serve(server, contract.withdrawMove, ({ caller, params }) =>
    withdrawMove(engine, { by: owning(caller), ...params }),
  )
  serve(server, contract.getMove, ({ params, query }) =>
    showMove(engine, { ...params, token: query.t ?? '' }),
  )
  serve(server, contract.answerMove, ({ params, body }) =>
    answerMove(engine, { ...params, ...body }),
  )
}
