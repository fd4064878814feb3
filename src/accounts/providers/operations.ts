import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Engine } from '../../engine.ts'
import type { Problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { readNow } from '../../postgres/now.ts'
import { proveAnew } from '../confirm-owner.ts'
import { beginSession, type Origin, type SignedIn } from '../operations.ts'
import { findPasswordHash } from '../queries.ts'
import { arrive, endArrival } from './arrived.ts'
import { connect, connectHolder } from './connect.ts'
import { type Fault, type Identity, isFault, type ProviderName } from './provider.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { type KeptVisit, type Purpose, readVisit, visitCookie } from './visits.ts'

/** Draws what a visit to a provider is recognised by. Problems in order: provider-missing, provider-unavailable. */
export async function startVisit(
  engine: Engine,
  {
    provider: name,
    purpose,
    accountId = null,
    returnPath = null,
  }: {
    readonly provider: ProviderName
    readonly purpose: Purpose
    readonly accountId?: string | null
    readonly returnPath?: string | null | undefined
  },
): Promise<{ readonly url: string; readonly cookie: string }> {
  const provider = engine.providers.get(name)
  if (!provider) throw rules.providerMissing()
  const random = () => randomBytes(32).toString('base64url')
  const redirectUri = `${engine.publicUrl}/sign-in/${name}`
  const visit = { state: random(), nonce: random(), verifier: random(), redirectUri }
  const url = await provider.startUrl(visit)
  if (isFault(url)) throw rules.providerUnavailable({ returnPath })
  const { now } = await readNow(engine.house)
  const endsAt = later(now, rules.VISIT_SECONDS).getTime()
  const kept: KeptVisit = { ...visit, purpose, accountId, returnPath, endsAt }
  return { url: url.href, cookie: visitCookie(engine, name, kept) }
}

/** What a provider has sent back, by way of the browser. */
export interface Returned {
  readonly provider: ProviderName
  readonly state: string
  readonly code?: string | undefined
  readonly error?: string | undefined
}

export interface FinishedVisit {
  readonly next: 'signed-in' | 'sign-up' | 'connected' | 'confirmed'
  readonly returnPath: string | null
  readonly signedIn: SignedIn | null
  /** The account that has got a new way in. */
  readonly connectedTo?: string | undefined
  /** Of somebody who is new. */
  readonly cookies: readonly string[]
}

interface Finishing {
  readonly origin: Origin
  readonly headers: IncomingHttpHeaders
  /** Who is signed in. */
  readonly accountId: string | undefined
}

/**
 * Ends a visit: only where it was begun, once, and with the code that it brought.
 * Problems in order: provider-visit-ended, provider-canceled, provider-refused, provider-account-gone,
 * provider-unavailable; then of signing in: provider-connected; of connecting: provider-taken, provider-connected;
 * of confirming: provider-of-another.
 */
export async function finishVisit(
  engine: Engine,
  { provider: name, state, code, error }: Returned,
  by: Finishing,
): Promise<FinishedVisit> {
  const { now } = await readNow(engine.house)
  const visit = readVisit(engine, name, { headers: by.headers, now })
  const provider = engine.providers.get(name)
  if (!provider || !visit || visit.state !== state) throw rules.visitEnded({ returnPath: null })
  const { returnPath } = visit
  const isOther = visit.accountId !== null && visit.accountId !== by.accountId
  if (isOther) throw rules.visitEnded({ returnPath })
  if (error === 'access_denied') throw rules.providerCanceled({ returnPath })
  if (code === undefined) throw rules.providerRefused({ returnPath })
  const identity = await provider.identify(code, visit)
  if (isFault(identity)) throw problemOf(identity, returnPath)
  const proven = { ...identity, provider: name }
  if (visit.purpose === 'sign-in') return enter(engine, proven, returnPath, by)
  return { ...(await proveTo(engine, proven, visit, by)), returnPath, signedIn: null, cookies: [] }
}

const problems: Readonly<Record<Fault, (way: { returnPath: string | null }) => Problem>> = {
  refused: rules.providerRefused,
  gone: rules.providerAccountGone,
  unavailable: rules.providerUnavailable,
}
const problemOf = (fault: Fault, returnPath: string | null) => problems[fault]({ returnPath })

type Proven = Identity & { readonly provider: ProviderName }

/**
 * Signs in to the account of an identity; else to the one that verified the same address, if the provider vouches
 * for it: both have proven it to be one person's. An address that the provider only repeats opens nothing.
 */
async function enter(
  engine: Engine,
  identity: Proven,
  returnPath: string | null,
  { origin, headers }: Pick<Finishing, 'origin' | 'headers'>,
): Promise<FinishedVisit> {
  const owner = await queries.findOwner(engine.house, identity)
  const holder = owner ? undefined : await connectHolder(engine, identity)
  const accountId = (owner ?? holder)?.accountId
  if (accountId !== undefined) {
    const signedIn = await beginAs(engine, accountId, origin)
    const cookies = await endArrival(engine, headers)
    return { next: 'signed-in', returnPath, signedIn, connectedTo: holder?.accountId, cookies }
  }
  await endArrival(engine, headers)
  const cookies = [await arrive(engine, identity, returnPath)]
  return { next: 'sign-up', returnPath, signedIn: null, cookies }
}

/** Whoever a provider has proven to be the account; the device is known to it from now on. */
export async function beginAs(
  engine: Engine,
  accountId: string,
  origin: Origin,
): Promise<SignedIn> {
  const kept = await findPasswordHash(engine.house, accountId)
  return beginSession(engine, { accountId, passwordHash: kept?.passwordHash ?? null }, origin)
}

async function proveTo(
  engine: Engine,
  identity: Proven,
  { purpose, accountId, returnPath }: KeptVisit,
  { headers }: Finishing,
): Promise<Pick<FinishedVisit, 'next' | 'connectedTo'>> {
  if (purpose === 'connect') {
    await connect(engine, accountId ?? '', identity)
    return { next: 'connected', connectedTo: accountId ?? undefined }
  }
  const owner = await queries.findOwner(engine.house, identity)
  if (!owner || owner.accountId !== accountId) throw rules.providerOfAnother({ returnPath })
  await proveAnew(engine, headers)
  return { next: 'confirmed' }
}
