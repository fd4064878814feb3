import { isAPIError } from 'better-auth/api'
import type { Engine } from '../engine.ts'
import { orThrow } from '../kernel/problem.ts'
import { auth } from './auth.ts'
import type { Device } from './devices/device.ts'
import { describeSession } from './devices/queries.ts'
import { isCommon } from './known-passwords.ts'
import { endLinks, insertMail } from './mails/queries.ts'
import { mayBePassword } from './password-rules.ts'
import { hashPassword, isRightPassword } from './passwords.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { sessions } from './sessions.ts'

/** A successful sign-in. */
export interface SignedIn {
  readonly account: queries.Account
  /** For clients without cookies: `Authorization: Bearer <token>`. */
  readonly token: string
  readonly cookies: readonly string[]
}

/**
 * Makes a customer and signs in. Whether the address is known shows neither in the answer nor in its time:
 * the mail to it says so (mails/rules.ts). Problems: those of the password.
 */
export async function signUp(
  engine: Engine,
  ask: { readonly name: string; readonly email: string; readonly password: string },
  device: Device,
): Promise<SignedIn> {
  const { name, email } = ask
  orThrow(mayBePassword(ask.password, { email, isCommon }))
  const credential = {
    credentialId: engine.newId(),
    passwordHash: await hashPassword(ask.password),
  }
  const accountId = engine.newId()
  await engine.house.transaction(async (tx) => {
    await queries.insertAccount(tx, { id: accountId, email, name, role: 'customer' }, credential)
    await insertMail(tx, { id: engine.newId(), accountId, kind: 'confirm', email })
  })
  return beginSession(engine, accountId, device)
}

/** Accounts that did not verify the address of a sign-in, of which the password is compared with the newest. */
const UNVERIFIED_MOST = 3

/**
 * Problem: credentials-wrong, after as many comparisons whether the address is known or not: the account
 * that verified it, then the newest others.
 */
export async function signIn(
  engine: Engine,
  { email, password }: { readonly email: string; readonly password: string },
  device: Device,
): Promise<SignedIn> {
  const known = await queries.listCredentials(engine.house, email, UNVERIFIED_MOST)
  for (let at = 0; at <= UNVERIFIED_MOST; at += 1) {
    const found = known[at]
    const isRight = await isRightPassword(found?.passwordHash, password)
    if (found && isRight) return beginSession(engine, found.accountId, device)
  }
  throw rules.credentialsWrong()
}

/** Signs in who has proven to be the account. Problem: credentials-wrong, if it was deleted in between. */
export async function beginSession(
  engine: Engine,
  accountId: string,
  device: Device,
): Promise<SignedIn> {
  const { headers } = await orProblem(rules.credentialsWrong, () =>
    auth(engine).api.startSession({ body: { accountId }, returnHeaders: true }),
  )
  return signedIn(engine, accountId, headers, device)
}

/** Ends the session in the headers, if any. Returns the cookies to clear. */
export async function signOut(engine: Engine, carried: Headers): Promise<readonly string[]> {
  const { headers } = await auth(engine).api.signOut({ headers: carried, returnHeaders: true })
  return headers.getSetCookie()
}

/**
 * Changes the password; ends every other session, starts a new one here, and says so by mail.
 * Problems in order: not-signed-in, those of the new password, password-wrong.
 */
export async function changePassword(
  engine: Engine,
  {
    accountId,
    ...ask
  }: {
    readonly accountId: string
    readonly currentPassword: string
    readonly newPassword: string
  },
  { carried, device }: { readonly carried: Headers; readonly device: Device },
): Promise<SignedIn> {
  const account = await queries.findAccount(engine.house, accountId)
  if (!account) throw rules.notSignedIn()
  const { email } = account
  orThrow(mayBePassword(ask.newPassword, { email, isCommon }))
  const { headers, response } = await orProblem(rules.passwordWrong, () =>
    auth(engine).api.changePassword({
      body: { ...ask, revokeOtherSessions: true },
      headers: carried,
      returnHeaders: true,
    }),
  )
  await engine.house.transaction(async (tx) => {
    await endLinks(tx, accountId)
    const mail = { id: engine.newId(), accountId, kind: 'password-changed', email } as const
    if (account.isVerified) await insertMail(tx, mail)
  })
  sessions(engine).evictAccount(response.user.id)
  return signedIn(engine, response.user.id, headers, device)
}

/** The account of a session that has begun. */
export async function signedIn(
  engine: Engine,
  accountId: string,
  headers: Headers,
  device?: Device,
): Promise<SignedIn> {
  const account = await queries.findAccount(engine.house, accountId)
  if (!account) throw rules.notSignedIn() // deleted in between
  const signed = decodeURIComponent(headers.get('set-auth-token') ?? '')
  if (device) await describeSession(engine.house, signed.slice(0, signed.lastIndexOf('.')), device)
  return {
    account,
    token: headers.get('set-auth-token') ?? '',
    cookies: headers.getSetCookie(),
  }
}

/** PostgreSQL's code of a row that points at one that is gone. */
const FOREIGN_KEY = '23503'

/** Maps a refusal of better-auth to `problem`; other errors pass through. */
async function orProblem<Answer>(
  problem: () => Error,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    const isRefused = isAPIError(error) && error.statusCode < 500
    const isGone = (error as { code?: unknown }).code === FOREIGN_KEY // the account, in between
    throw isRefused || isGone ? problem() : error
  }
}

/** A job: deletes expired sessions; they are invalid already. */
export const forgetEndedSessions = (engine: Engine): Promise<number> =>
  queries.removeEndedSessions(engine.house.patient)

export async function becomeOwner(engine: Engine, accountId: string): Promise<queries.Account> {
  const account = await queries.becomeOwner(engine.house, accountId)
  if (!account) throw rules.notSignedIn()
  sessions(engine).evictAccount(accountId)
  return account
}

const DEMO_PASSWORD = 'sandbox-only'
const DEMO = {
  customer: { email: 'customer@jari.local', name: '김손님' },
  owner: { email: 'owner@jari.local', name: '박사장' },
  admin: { email: 'admin@jari.local', name: '관리자' },
} as const

/** Makes the three demo accounts of a sandbox and returns their ids. Idempotent. */
export async function seedAccounts(
  engine: Engine,
): Promise<Readonly<Record<keyof typeof DEMO, string>>> {
  const ids: [string, string][] = []
  for (const [role, { email, name }] of Object.entries(DEMO)) {
    const known = await queries.findAccountByEmail(engine.house, email)
    ids.push([
      role,
      known?.id ?? (await seedAccount(engine, role as keyof typeof DEMO, email, name)),
    ])
  }
  return Object.fromEntries(ids) as Record<keyof typeof DEMO, string>
}

async function seedAccount(
  engine: Engine,
  role: keyof typeof DEMO,
  email: string,
  name: string,
): Promise<string> {
  await queries.insertAccount(
    engine.house,
    { id: engine.newId(), email, name, role, isVerified: true },
    { credentialId: engine.newId(), passwordHash: await hashPassword(DEMO_PASSWORD) },
  )
  const account = await queries.findAccountByEmail(engine.house, email)
  return account?.id ?? ''
}
