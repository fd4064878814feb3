import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { notSignedIn } from '../rules.ts'
import * as contract from './contract.ts'
import * as queries from './queries.ts'

export function noticeChoiceRoutes(server: Server, { house }: Engine): void {
  serve(server, contract.getNoticeChoice, async ({ caller }) => ({
    by: await queries.readNoticeWay(house, caller.accountId),
  }))
  serve(server, contract.chooseNotices, async ({ caller, body }) => {
    if ((await queries.writeNoticeWay(house, caller.accountId, body.by)) === 0) throw notSignedIn()
    return body
  })
}
