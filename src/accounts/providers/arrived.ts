import { createHmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Engine, perEngine } from '../../engine.ts'
import { later } from '../../kernel/time.ts'
import { readNow } from '../../postgres/now.ts'
import { lockAccountForShare } from '../queries.ts'
import * as queries from './arrival-queries.ts'
import type { Identity, ProviderName } from './provider.ts'
import type { ProvenIdentity } from './queries.ts'
import { ARRIVAL_SECONDS } from './rules.ts'
import { type Arrival, arrivalCookie, readArrival } from './visits.ts'

const secrets = perEngine(({ secret }: Engine) =>
  createHmac('sha256', secret).update('provider arrivals').digest(),
)

/** A keyed hash: rows of strangers name nobody. */
export const identityHash = (engine: Engine, { provider, subject }: ProvenIdentity): string =>
  createHmac('sha256', secrets(engine)).update(`${provider} ${subject}`).digest('hex')

/** Keeps who has come from a provider, in the browser, and that it counts once. Returns the cookie. */
export async function arrive(
  engine: Engine,
  identity: Identity & { readonly provider: ProviderName },
  returnPath: string | null,
): Promise<string> {
  const id = engine.newId()
  const ends = await engine.house.transaction(async (tx) => {
    const endsAt = later(tx.now, ARRIVAL_SECONDS)
    const hash = identityHash(engine, identity)
    await queries.insertArrival(tx, { id, identityHash: hash, endsAt })
    return endsAt
  })
  return arrivalCookie(engine, { ...identity, id, returnPath, endsAt: ends.getTime() })
}

/**
 * Who has come from a provider in this browser, and is nobody's yet.
 *
 * @param accountId who is signed in: an arrival that was left to an account is shown to no other
 */
export async function findArrival(
  engine: Engine,
  headers: IncomingHttpHeaders,
  accountId: string | undefined,
): Promise<Arrival | undefined> {
  const carried = readArrival(engine, headers)
  if (!carried) return undefined
  const { now } = await readNow(engine.house)
  const kept = await queries.findArrival(engine.house, carried.id, now)
  const isTheirs = kept && (kept.accountId === null || kept.accountId === accountId)
  return isTheirs ? carried : undefined
}

/** Ends what this browser has brought from a provider, in every copy of it. Returns the cookies to clear. */
export async function endArrival(
  engine: Engine,
  headers: IncomingHttpHeaders,
): Promise<readonly string[]> {
  const carried = readArrival(engine, headers)
  if (!carried) return []
  await queries.removeArrival(engine.house, carried.id)
  return [arrivalCookie(engine, undefined)]
}

/**
 * After a sign-in by other means an arrival opens no account any more: who has signed in may connect it, nobody else.
 * Returns the cookies to clear.
 */
export async function keepArrivalFor(
  engine: Engine,
  headers: IncomingHttpHeaders,
  accountId: string,
): Promise<readonly string[]> {
  const carried = readArrival(engine, headers)
  if (!carried) return []
  const kept = await engine.house.transaction(async (tx) => {
    if (!(await lockAccountForShare(tx, accountId))) return undefined
    return queries.keepArrivalFor(tx, carried.id, accountId)
  })
  return kept ? [] : endArrival(engine, headers)
}

/** A job: removes what nobody came back for. */
export async function forgetEndedArrivals({ house: { patient } }: Engine): Promise<number> {
  const { now } = await readNow(patient)
  return queries.removeEndedArrivals(patient, now)
}
