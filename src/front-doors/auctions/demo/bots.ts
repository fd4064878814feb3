import { type Engine, perEngine } from '../../../engine.ts'
import { Problem } from '../../../kernel/problem.ts'
import { findInCells } from '../../../postgres/cells.ts'
import { placeBid } from '../bid.ts'
import demo from './auction.json' with { type: 'json' }
import { findPeople, type People } from './people.ts'
import { findDemoAuction, findLive } from './queries.ts'
import { botBid } from './rules.ts'

/** Bids on the live lot of the demo, so that somebody who tries it has others to bid against. */
export async function bidAsBots(engine: Engine): Promise<number> {
  const auction = await findInCells(engine, (on) => findDemoAuction(on, demo.name))
  const live = auction && (await findLive(engine.cell(auction.id), auction.id, demo.live.title))
  if (!live) return 0
  const { now, bidAt, leaderId, ...lot } = live
  const { bots: botIds } = await people(engine)()
  const bid = botBid({ lot, bidAt, leaderId, botIds }, now)
  if (!bid) return 0
  const key = `bot/${lot.id}/${lot.bids}`
  const once = { scope: bid.accountId, key, fingerprint: key }
  try {
    await placeBid(engine, { ...bid, storeId: lot.storeId, lotId: lot.id, once })
    return 1
  } catch (error) {
    if (error instanceof Problem) return 0 // somebody was faster
    throw error
  }
}

const people = perEngine((engine) => {
  let found: Promise<People> | undefined
  return () => {
    found ??= findPeople(engine)
    return found
  }
})
