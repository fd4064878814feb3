import type { IncomingHttpHeaders } from 'node:http'
import type { Engine } from '../engine.ts'
import { giveBack, type Take, take } from '../limits/take.ts'
import { devices } from './devices.ts'
import { isRightPassword } from './passwords.ts'
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
  /** The account that it is for, if there is one. */
  readonly account: { readonly accountId: string; readonly passwordHash: string | null } | undefined
  /** The address that was typed; an account that does not exist is counted by it. */
  readonly email?: string
  /** Undefined: nothing is counted. */
  readonly asker: Asker | undefined
}

/**
 * The one gate of all passwords: whether this one is right. It is counted before it is compared, by account and
 * by network, in every process; on a device that the account knows by the device alone. A right one is
 * given back. An unknown address is counted, and takes as long, as a known one.
 * Problem: limit-reached.
 */
export async function checkPassword(engine: Engine, guess: Guess): Promise<boolean> {
  const takes = takesOf(engine, guess)
  if (takes.length > 0) await take(engine, takes)
  const isRight = await isRightPassword(guess.account?.passwordHash, guess.password)
  if (isRight && takes.length > 0) await giveBack(engine, takes)
  return isRight
}

/** Refuses whoever is signed in and types another password. Problems in order: limit-reached, password-wrong. */
export async function refuseWrong(
  engine: Engine,
  { accountId, ...guess }: Pick<Guess, 'password' | 'asker'> & { readonly accountId: string },
): Promise<void> {
  const kept = await queries.findPasswordHash(engine.house, accountId)
  const account = { accountId, passwordHash: kept?.passwordHash ?? null }
  if (!(await checkPassword(engine, { ...guess, account }))) throw passwordWrong()
}

function takesOf(engine: Engine, { account, email = '', asker }: Guess): readonly Take[] {
  if (!asker) return []
  const device = account && knownDevice(engine, account, asker)
  if (device !== undefined) return [{ limit: 'passwords-device', of: device }]
  const of = account ? `account ${account.accountId}` : `address ${email.toLowerCase()}`
  return [
    { limit: 'passwords-account', of },
    { limit: 'passwords-network', of: asker.network },
  ]
}

function knownDevice(
  engine: Engine,
  { accountId, passwordHash }: NonNullable<Guess['account']>,
  { headers }: Asker,
): string | undefined {
  if (passwordHash === null) return undefined
  const device = devices(engine).known(headers, { accountId, passwordHash })
  return device && `${device} ${accountId}`
}
