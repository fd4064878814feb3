import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import { hasNothingToPay } from '../orders/behind-room.ts'
import { listCalls } from './call-queries.ts'
import * as contract from './contract.ts'
import { enter } from './enter.ts'
import { join } from './join.ts'
import type { Line } from './line.ts'
import { linesOf } from './lines.ts'
import { ownerRoutes } from './owner-routes.ts'
import { leave } from './passes.ts'
import { plainRoutes } from './plain-routes.ts'
import { pollRoutes } from './poll-routes.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { sharedRoutes } from './shared/routes.ts'
import { listSubjects } from './ticket-queries.ts'
import { readToken, setCookie, tokenIn } from './token.ts'
import { positionView } from './view.ts'

const CALLS_MOST = 1_000

export function waitingRoomRoutes(server: Server, engine: Engine): void {
  const lines = linesOf(engine)
  const lineOf = async (storeId: string): Promise<Line> => {
    const line = await lines.find(storeId)
    if (!line) throw rules.roomMissing()
    return line
  }
  pollRoutes(server, engine)
  serve(server, contract.joinRoom, async ({ caller, params: { storeId } }, reply) => {
    const { accountId } = caller
    const ticket = await join(engine, { storeId, accountId })
    const line = await lineOf(storeId)
    const window = line.window
    line.presence.mark(ticket.number, window)
    reply.header('set-cookie', setCookie(engine, { kind: 'ticket', storeId }, ticket.token))
    const { token, number } = ticket
    return { token, number, ...positionView(line, line.standingOf(number)) }
  })
  serve(server, contract.enterStore, async ({ caller, params: { storeId }, headers }, reply) => {
    const text = tokenIn(engine, headers, storeId, ['ticket', 'pass'])
    const ticket = text === undefined ? undefined : readToken(engine, text)
    if (!ticket) throw rules.tokenUnknown()
    const entry = await enter(engine, storeId, { ticket, accountId: caller.accountId })
    if (entry.status === 'late') return { status: 'late' as const, token: null, until: null }
    reply.header('set-cookie', setCookie(engine, { kind: 'pass', storeId }, entry.token))
    return { status: 'pass' as const, token: entry.token, until: entry.until.toISOString() }
  })
  serve(server, contract.leaveStore, async ({ caller, params: { storeId } }, reply) => {
    await leave(engine, storeId, caller.accountId, hasNothingToPay(storeId, caller.accountId))
    reply.header('set-cookie', [
      setCookie(engine, { kind: 'pass', storeId }, ''),
      setCookie(engine, { kind: 'ticket', storeId }, ''),
    ])
    return null
  })
  plainRoutes(server, engine)
  records(server, engine)
  ownerRoutes(server, engine)
  sharedRoutes(server, engine)
}

/** The fairness record of the latest room, open or closed. */
function records(server: Server, engine: Engine): void {
  const latest = async (storeId: string) => {
    const room = await queries.readLatestRoom(engine.cell(storeId), storeId)
    if (!room) throw rules.roomMissing()
    return room
  }
  serve(server, contract.getRecord, async ({ params: { storeId } }) => {
    const room = await latest(storeId)
    return {
      roomId: room.id,
      commitment: room.commitment.toString('hex'),
      secret: room.openedAt ? room.secret.toString('hex') : null,
      digest: room.digest.toString('hex'),
      seed: room.seed?.toString('hex') ?? null,
      cohort: room.cohort,
      openedAt: room.openedAt?.toISOString() ?? null,
      closedAt: room.closedAt?.toISOString() ?? null,
      tickets: room.tail,
      head: room.head,
    }
  })
  serve(
    server,
    contract.listRecordTickets,
    async ({ params: { storeId }, query: { from = 0 } }) => {
      const room = await latest(storeId)
      const most = contract.SUBJECTS_MOST
      const found = await listSubjects(engine.cell(storeId), room, from, most)
      const next = found.length === most ? from + most : null
      return { subjects: found.map(({ subject }) => subject), from, next }
    },
  )
  serve(server, contract.listRecordCalls, async ({ params: { storeId }, query: { from = 0 } }) => {
    const room = await latest(storeId)
    const found = await listCalls(engine.cell(storeId), room, from, CALLS_MOST + 1)
    const calls = found.slice(0, CALLS_MOST)
    return {
      calls: calls.map(({ headFrom, headTo, called, late, at }) => ({
        ...{ headFrom, headTo, called, late },
        at: at.toISOString(),
      })),
      next: found.length > CALLS_MOST ? (found[CALLS_MOST]?.tickNo ?? null) : null,
    }
  })
}
