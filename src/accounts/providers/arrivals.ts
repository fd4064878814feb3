import type { IncomingHttpHeaders } from 'node:http'
import type { Engine } from '../../engine.ts'
import { take } from '../../limits/take.ts'
import { readNow } from '../../postgres/now.ts'
import { type AcceptAsk, acceptAtSignUp } from '../../terms/operations.ts'
import { lockByAddress, loseAddress } from '../address/queries.ts'
import { refuseStale } from '../confirm-owner.ts'
import { insertMail } from '../mails/queries.ts'
import type { Origin, SignedIn } from '../operations.ts'
import { connect, connectHolder } from './connect.ts'
import { beginAs } from './operations.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { type Arrival, readArrival } from './visits.ts'

/** Who has come from a provider in this browser, and is nobody's yet. */
export async function findArrival(
  engine: Engine,
  headers: IncomingHttpHeaders,
): Promise<Arrival | undefined> {
  const { now } = await readNow(engine.house)
  return readArrival(engine, { headers, now })
}

async function arrivalOf(engine: Engine, headers: IncomingHttpHeaders): Promise<Arrival> {
  const arrival = await findArrival(engine, headers)
  if (!arrival) throw rules.arrivalEnded()
  return arrival
}

type Consent = Omit<AcceptAsk, 'accountId'>

interface ArrivalAsk extends Consent {
  readonly name: string
  readonly email: string
}

/**
 * Makes an account of somebody whom a provider knows. An address counts as verified only if the provider vouches for
 * it, and was not changed here; any other is confirmed by mail like that of every sign-up. Problems in order:
 * provider-arrival-ended, limit-reached, terms-not-accepted, provider-connected.
 */
export async function signUpArrival(
  engine: Engine,
  { name, email, ...consent }: ArrivalAsk,
  { origin, headers }: { readonly origin: Origin; readonly headers: IncomingHttpHeaders },
): Promise<SignedIn> {
  const arrival = await arrivalOf(engine, headers)
  const { asker } = origin
  const owner = await queries.findOwner(engine.house, arrival)
  if (owner) return beginAs(engine, owner.accountId, origin) // pressed twice
  if (asker) await take(engine, [{ limit: 'sign-ups-network', of: asker.network }])
  const isVerified = arrival.isVerified && arrival.email === email
  const made = await open(engine, arrival, { name, email, isVerified, consent }).catch(onlyTaken)
  const known =
    made ?? (await queries.findOwner(engine.house, arrival)) ?? (await holderOf(engine, arrival))
  return beginAs(engine, known.accountId, origin)
}

/** Somebody verified the address while the form was open, which is the same person's. */
async function holderOf(engine: Engine, arrival: Arrival) {
  const holder = await connectHolder(engine, arrival)
  if (!holder) throw rules.providerTaken()
  return holder
}

/**
 * The account and its way in, in one transaction. Accounts that only named a verified address lose it: they may have
 * been made by a stranger, in the hope that its owner would come. Undefined: another account has verified it.
 */
const open = (
  engine: Engine,
  { provider, subject }: Arrival,
  {
    email,
    consent,
    ...is
  }: Pick<ArrivalAsk, 'name' | 'email'> & {
    readonly isVerified: boolean
    readonly consent: Consent
  },
): Promise<{ readonly accountId: string } | undefined> =>
  engine.house.transaction(async (tx) => {
    const accountId = engine.newId()
    await acceptAtSignUp(engine, tx, { ...consent, accountId })
    if (is.isVerified) await lockByAddress(tx, accountId, email)
    const made = await queries.insertArrived(tx, { id: accountId, email, ...is })
    if (!made) return undefined
    const identity = { id: engine.newId(), accountId, provider, subject }
    if (!(await queries.insertIdentity(tx, identity))) throw rules.providerTaken()
    if (is.isVerified) await loseAddress(tx, email)
    else await insertMail(tx, { id: engine.newId(), accountId, kind: 'confirm', email })
    return { accountId }
  })

/** Of two sign-ups at once with one identity, both sign in to the account of the first. */
function onlyTaken(error: unknown): undefined {
  if ((error as { type?: unknown }).type !== rules.providerTaken.type) throw error
}

/**
 * Connects whoever has come from a provider to the account that they have signed in to by other means.
 * Problems in order: provider-arrival-ended, sign-in-again, provider-taken, provider-connected.
 */
export async function connectArrival(
  engine: Engine,
  accountId: string,
  headers: IncomingHttpHeaders,
): Promise<void> {
  const arrival = await arrivalOf(engine, headers)
  await refuseStale(engine, headers)
  await connect(engine, accountId, arrival)
}
