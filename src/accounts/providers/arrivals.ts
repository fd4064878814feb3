import type { IncomingHttpHeaders } from 'node:http'
import type { Engine } from '../../engine.ts'
import { take } from '../../limits/take.ts'
import { type AcceptAsk, acceptAtSignUp } from '../../terms/operations.ts'
import { lockByAddress, loseAddress } from '../address/queries.ts'
import { refuseStale } from '../confirm-owner.ts'
import { mayWriteSignUp } from '../mails/budgets.ts'
import { insertMail } from '../mails/queries.ts'
import type { Origin, SignedIn } from '../operations.ts'
import { takeArrival } from './arrival-queries.ts'
import { findArrival } from './arrived.ts'
import { connect } from './connect.ts'
import { beginAs } from './operations.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import type { Arrival } from './visits.ts'

async function arrivalOf(
  engine: Engine,
  headers: IncomingHttpHeaders,
  accountId?: string,
): Promise<Arrival> {
  const arrival = await findArrival(engine, headers, accountId)
  if (!arrival) throw rules.arrivalEnded()
  return arrival
}

type Consent = Omit<AcceptAsk, 'accountId'>

interface ArrivalAsk extends Consent {
  readonly name: string
  readonly email: string
}

/**
 * Makes an account of somebody whom a provider knows, and signs in to it. It enters no account that is there already:
 * that takes another visit to the provider. An address counts as verified only if the provider vouches for
 * it, and was not changed here; any other is confirmed by mail like that of every sign-up. Problems in order:
 * provider-arrival-ended, provider-arrival-known, limit-reached, terms-not-accepted.
 */
export async function signUpArrival(
  engine: Engine,
  { name, email, ...consent }: ArrivalAsk,
  { origin, headers }: { readonly origin: Origin; readonly headers: IncomingHttpHeaders },
): Promise<SignedIn> {
  const arrival = await arrivalOf(engine, headers)
  const { asker } = origin
  if (await queries.findOwner(engine.house, arrival)) throw rules.arrivalKnown()
  if (asker) await take(engine, [{ limit: 'sign-ups-network', of: asker.network }])
  const isVerified = arrival.isVerified && arrival.email === email
  const isMailed = !isVerified && (await mayWriteSignUp(engine, email, asker))
  const draft = { name, email, isVerified, isMailed, consent }
  const { accountId } = await open(engine, arrival, draft)
  return beginAs(engine, accountId, origin)
}

/**
 * The account and its way in, in one transaction, which uses the arrival. Accounts that only named a verified address
 * lose it: they may have been made by a stranger, in the hope that its owner would come.
 * Problems in order: terms-not-accepted, provider-arrival-ended, provider-arrival-known.
 */
const open = (
  engine: Engine,
  { id: arrivalId, provider, subject }: Arrival,
  {
    email,
    consent,
    isMailed,
    ...is
  }: Pick<ArrivalAsk, 'name' | 'email'> & {
    readonly isVerified: boolean
    readonly isMailed: boolean
    readonly consent: Consent
  },
): Promise<{ readonly accountId: string }> =>
  engine.house.transaction(async (tx) => {
    const accountId = engine.newId()
    await acceptAtSignUp(engine, tx, { ...consent, accountId })
    if (is.isVerified) await lockByAddress(tx, accountId, email)
    if (!(await takeArrival(tx, arrivalId, null))) throw rules.arrivalEnded()
    const made = await queries.insertArrived(tx, { id: accountId, email, ...is })
    if (!made) throw rules.arrivalKnown() // verified here, while the form was open
    const identity = { id: engine.newId(), accountId, provider, subject }
    // signed up in another browser meanwhile
    if (!(await queries.insertIdentity(tx, identity))) throw rules.arrivalKnown()
    if (is.isVerified) await loseAddress(tx, email)
    if (isMailed) await insertMail(tx, { id: engine.newId(), accountId, kind: 'confirm', email })
    return { accountId }
  })

/**
 * Connects whoever has come from a provider to the account that they have signed in to by other means.
 * Problems in order: provider-arrival-ended, sign-in-again, provider-taken, provider-connected.
 */
export async function connectArrival(
  engine: Engine,
  accountId: string,
  headers: IncomingHttpHeaders,
): Promise<void> {
  const arrival = await arrivalOf(engine, headers, accountId)
  await refuseStale(engine, headers)
  await connect(engine, accountId, arrival, arrival.id)
}
