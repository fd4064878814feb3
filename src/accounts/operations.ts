import { isAPIError } from 'better-auth/api'
import type { Engine } from '../engine.ts'
import { orThrow } from '../kernel/problem.ts'
import { take } from '../limits/take.ts'
import { auth } from './auth.ts'
import { type Asker, checkPassword, refuseWrong } from './check-password.ts'
import { devices } from './devices.ts'
import { hashPassword } from './passwords.ts'
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

/** Makes a customer and signs in. Problems in order: password-weak, limit-reached, email-taken. */
export async function signUp(
  engine: Engine,
  ask: { readonly name: string; readonly email: string; readonly password: string },
  asker: Asker | undefined,
): Promise<SignedIn> {
  orThrow(rules.mayBePassword(ask.password))
  if (asker) await take(engine, [{ limit: 'sign-ups-network', of: asker.network }])
  const passwordHash = await hashPassword(ask.password)
  const made = await queries.insertAccount(
    engine.house,
    { id: engine.newId(), email: ask.email, name: ask.name, role: 'customer' },
    { credentialId: engine.newId(), passwordHash },
  )
  if (!made) throw rules.emailTaken()
  return startSession(engine, { accountId: made.id, passwordHash }, asker)
}

/** Problems: limit-reached; credentials-wrong, in the same time for a wrong e-mail and a wrong password. */
export async function signIn(
  engine: Engine,
  { email, password }: { readonly email: string; readonly password: string },
  asker: Asker | undefined,
): Promise<SignedIn> {
  const account = await queries.findCredential(engine.house, email)
  const isRight = await checkPassword(engine, { account, email, password, asker })
  if (!account || !isRight) throw rules.credentialsWrong()
  return startSession(engine, account, asker)
}

async function startSession(
  engine: Engine,
  { accountId, passwordHash }: queries.Credential,
  asker: Asker | undefined,
): Promise<SignedIn> {
  const { headers } = await orProblem(rules.credentialsWrong, () =>
    auth(engine).api.startSession({ body: { accountId }, returnHeaders: true }),
  )
  return known(engine, await signedIn(engine, accountId, headers), passwordHash, asker)
}

/** The device is known to the account from now on. */
function known(
  engine: Engine,
  signedIn: SignedIn,
  passwordHash: string | null | undefined,
  asker: Asker | undefined,
): SignedIn {
  if (!asker || !passwordHash) return signedIn
  const owner = { accountId: signedIn.account.id, passwordHash }
  const cookie = devices(engine).cookieFor(asker.headers, owner)
  return { ...signedIn, cookies: [...signedIn.cookies, cookie] }
}

/** Ends the session in the headers, if any. Returns the cookies to clear. */
export async function signOut(engine: Engine, carried: Headers): Promise<readonly string[]> {
  const { headers } = await auth(engine).api.signOut({ headers: carried, returnHeaders: true })
  return headers.getSetCookie()
}

/**
 * Changes the password; ends every other session and starts a new one here. Devices that were known are so
 * no more, except this one.
 * Problems in order: password-weak, limit-reached, password-wrong.
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
  carried: Headers,
  asker: Asker | undefined,
): Promise<SignedIn> {
  orThrow(rules.mayBePassword(ask.newPassword))
  await refuseWrong(engine, { accountId, password: ask.currentPassword, asker })
  const { headers, response } = await orProblem(rules.passwordWrong, () =>
    auth(engine).api.changePassword({
      body: { ...ask, revokeOtherSessions: true },
      headers: carried,
      returnHeaders: true,
    }),
  )
  sessions(engine).evictAccount(response.user.id)
  const changed = await queries.findPasswordHash(engine.house, accountId)
  const signed = await signedIn(engine, response.user.id, headers)
  return known(engine, signed, changed?.passwordHash, asker)
}

/** The account of a session that has begun. */
export async function signedIn(
  engine: Engine,
  accountId: string,
  headers: Headers,
): Promise<SignedIn> {
  const account = await queries.findAccount(engine.house, accountId)
  if (!account) throw rules.notSignedIn() // deleted in between
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
    { id: engine.newId(), email, name, role },
    { credentialId: engine.newId(), passwordHash: await hashPassword(DEMO_PASSWORD) },
  )
  const account = await queries.findAccountByEmail(engine.house, email)
  return account?.id ?? ''
}
