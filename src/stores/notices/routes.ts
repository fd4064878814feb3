import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { owning } from '../rules.ts'
import * as contract from './contract.ts'
import { changeNoticeSettings, showNoticeSettings } from './operations.ts'
import { changeTextSettings, showTextSettings } from './texts.ts'

export function noticeRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getNoticeSettings, ({ caller, params }) =>
    showNoticeSettings(engine, { by: owning(caller), ...params }),
  )
  serve(server, contract.changeNoticeSettings, ({ caller, params, body }) =>
    changeNoticeSettings(engine, { by: owning(caller), ...params }, body),
  )
  serve(server, contract.getTextSettings, ({ caller, params }) =>
    showTextSettings(engine, { by: owning(caller), ...params }),
  )
  serve(server, contract.changeTextSettings, ({ caller, params, body }) =>
    changeTextSettings(engine, { by: owning(caller), ...params }, body),
  )
}
