import type { IncomingHttpHeaders } from 'node:http'
import type { Engine } from '../engine.ts'
import { giveBack, type Take, take } from '../limits/take.ts'
import { devices } from './devices.ts'
import { isRightPassword } from './passwords.ts'
import type { Credential } from './queries.ts'
import * as queries from './queries.ts'
import { passwordWrong } from './rules.ts'

/** Where a password comes from. */
export interface Asker {
  /** An IPv4 address, or the /64 of an IPv6 one. */
  readonly network: string
  readonly headers: IncomingHttpHeaders
}

export interface Guess {
  readonly password: string
  /** The accounts that it may be of, in order. */
  readonly accounts: readonly Credential[]
  /** The address that was typed; one that no account has is counted by it. */
  readonly email?: string
  /** Undefined: nothing is counted. */
  readonly asker: Asker | undefined
  /** So many passwords are compared before one is found wrong, whatever accounts there are. */
  readonly comparisons?: number
}

/**
 * The one gate of all passwords: the account of which this one is right. It is counted before it is compared, by
 * each account and by network, in every process; on a device that an account knows by the device alone, and
 * first, so that strangers keep nobody out. A right one is given back. An unknown address is counted, and takes
 * as long, as a known one. Problem: limit-reached.
 */
export async function findRight(
  engine: Engine,
  { password, accounts, email = '', asker, comparisons = 1 }: Guess,
): Promise<Credential | undefined> {
  const counted = accounts.map((account) => countedOf(engine, account, asker))
  const atHome = counted.filter(({ isKnown }) => isKnown)
  const strange = counted.filter(({ isKnown }) => !isKnown)
  const found = await firstRight(engine, password, atHome, [])
  if (found) return found
  const also =
    accounts.length > 0 && strange.length === 0 ? [] : networkTakes(accounts, email, asker)
  const other = await firstRight(engine, password, strange, also)
  if (other) return other
  for (let at = accounts.length; at < comparisons; at += 1) await isRightPassword(null, password)
  return undefined
}

interface Counted {
  readonly account: Credential
  /** On a device that the account knows. */
  readonly isKnown: boolean
  readonly takes: readonly Take[]
}

/** What was compared with a wrong password stays counted, whoever else it was right for. */
async function firstRight(
  engine: Engine,
  password: string,
  counted: readonly Counted[],
  also: readonly Take[],
): Promise<Credential | undefined> {
  const takes = [...counted.flatMap((one) => one.takes), ...also]
  if (takes.length > 0) await take(engine, takes)
  for (const [at, { account }] of counted.entries()) {
    if (!(await isRightPassword(account.passwordHash, password))) continue
    const back = at === 0 ? takes : counted.slice(at).flatMap((one) => one.takes)
    if (back.length > 0) await giveBack(engine, back)
    return account
  }
  return undefined
}

/** Refuses whoever is signed in and types another password. Problems in order: limit-reached, password-wrong. */
export async function refuseWrong(
  engine: Engine,
  { accountId, ...guess }: Pick<Guess, 'password' | 'asker'> & { readonly accountId: string },
): Promise<void> {
  const kept = await queries.findPasswordHash(engine.house, accountId)
  const accounts = [{ accountId, passwordHash: kept?.passwordHash ?? null }]
  if (!(await findRight(engine, { ...guess, accounts }))) throw passwordWrong()
}

function countedOf(engine: Engine, account: Credential, asker: Asker | undefined): Counted {
  if (!asker) return { account, isKnown: false, takes: [] }
  const device = knownDevice(engine, account, asker)
  if (device) return { account, isKnown: true, takes: [{ limit: 'passwords-device', of: device }] }
  const of = `account ${account.accountId}`
  return { account, isKnown: false, takes: [{ limit: 'passwords-account', of }] }
}

function networkTakes(
  accounts: readonly Credential[],
  email: string,
  asker: Asker | undefined,
): readonly Take[] {
  if (!asker) return []
  const network = { limit: 'passwords-network', of: asker.network } as const
  if (accounts.length > 0) return [network]
  return [{ limit: 'passwords-account', of: `address ${email.toLowerCase()}` }, network]
}

/** The id of a device on which somebody has signed in to an account. */
export function knownDevice(
  engine: Engine,
  { accountId, passwordHash }: Credential,
  { headers }: Asker,
): string | undefined {
  if (passwordHash === null) return undefined
  const device = devices(engine).known(headers, { accountId, passwordHash })
  return device && deviceOf(device, { accountId })
}

/** One device that two accounts know is two. */
export const deviceOf = (device: string, { accountId }: Pick<Credential, 'accountId'>): string =>
  `${device} ${accountId}`
