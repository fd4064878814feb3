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
  const devicesOf = accounts.map((one) => asker && knownDevice(engine, one, asker))
  const atHome = accounts.filter((_, at) => devicesOf[at] !== undefined)
  const strange = accounts.filter((_, at) => devicesOf[at] === undefined)
  const homeTakes = devicesOf.flatMap((of): Take[] =>
    of ? [{ limit: 'passwords-device', of }] : [],
  )
  const found = await firstRight(engine, { password, accounts: atHome, takes: homeTakes })
  if (found) return found
  const isStrange = asker !== undefined && (strange.length > 0 || accounts.length === 0)
  const takes = isStrange ? takesOf(strange, email, asker) : []
  const other = await firstRight(engine, { password, accounts: strange, takes })
  if (other) return other
  for (let at = accounts.length; at < comparisons; at += 1) await isRightPassword(null, password)
  return undefined
}

interface Counted extends Pick<Guess, 'password' | 'accounts'> {
  readonly takes: readonly Take[]
}

async function firstRight(engine: Engine, { password, accounts, takes }: Counted) {
  if (takes.length > 0) await take(engine, takes)
  for (const one of accounts) {
    if (!(await isRightPassword(one.passwordHash, password))) continue
    if (takes.length > 0) await giveBack(engine, takes)
    return one
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

const takesOf = (
  accounts: readonly Credential[],
  email: string,
  { network }: Asker,
): readonly Take[] => [
  ...accounts.map(
    ({ accountId }): Take => ({ limit: 'passwords-account', of: `account ${accountId}` }),
  ),
  ...(accounts.length === 0
    ? [{ limit: 'passwords-account', of: `address ${email.toLowerCase()}` } as const]
    : []),
  { limit: 'passwords-network', of: network },
]

function knownDevice(
  engine: Engine,
  { accountId, passwordHash }: Credential,
  { headers }: Asker,
): string | undefined {
  if (passwordHash === null) return undefined
  const device = devices(engine).known(headers, { accountId, passwordHash })
  return device && `${device} ${accountId}`
}
