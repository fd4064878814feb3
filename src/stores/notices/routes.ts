import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { owning } from '../rules.ts'
import * as contract from './contract.ts'
import { changeNoticeSettings, showNoticeSettings } from './operations.ts'

export function noticeRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getNoticeSettings, ({ caller, params }) =>
    showNoticeSettings(engine, { by: owning(caller), ...params }),
  )
  serve(server, contract.changeNoticeSettings, ({ caller, params, body }) =>
    changeNoticeSettings(engine, { by: owning(caller), ...params }, body),
  )
}
