import { isAPIError } from 'better-auth/api'
import type { Engine } from '../engine.ts'
import { orThrow } from '../kernel/problem.ts'
import { take } from '../limits/take.ts'
import { type AcceptAsk, acceptAtSignUp, acceptRequired } from '../terms/operations.ts'
import { auth } from './auth.ts'
import { type Asker, deviceOf, findRight, refuseWrong } from './check-password.ts'
import type { Device } from './devices/device.ts'
import { describeSession } from './devices/queries.ts'
import { devices } from './devices.ts'
import { isCommon } from './known-passwords.ts'
import { endLinks, insertMail } from './mails/queries.ts'
import { mayBePassword } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { provesSecondFactor } from './second-factor/challenge.ts'
import { sessions } from './sessions.ts'

/** A successful sign-in. */
export interface SignedIn {
  readonly account: queries.Account
  /** For clients without cookies: `Authorization: Bearer <token>`. */
  readonly token: string
  readonly cookies: readonly string[]
  /** The device as `knownDevice` says it from now on. */
  readonly device?: string
}

/** Where a request comes from: as the list of devices shows it, and as limits count it. */
export interface Origin {
  readonly device: Device
  /** Undefined: nothing is counted. */
  readonly asker: Asker | undefined
}

/**
 * Makes a customer and signs in. Whether the address is known shows neither in the answer nor in its time:
 * the mail to it says so (mails/rules.ts). Problems in order: those of the password, limit-reached,
 * terms-not-accepted.
 */
export async function signUp(
  engine: Engine,
  ask: Omit<AcceptAsk, 'accountId'> & {
    readonly name: string
    readonly email: string
    readonly password: string
  },
  origin: Origin,
): Promise<SignedIn> {
  const { name, email } = ask
  const { asker } = origin
  orThrow(mayBePassword(ask.password, { email, isCommon }))
  if (asker) await take(engine, [{ limit: 'sign-ups-network', of: asker.network }])
  const passwordHash = await hashPassword(ask.password)
  const credential = { credentialId: engine.newId(), passwordHash }
  const accountId = engine.newId()
  await engine.house.transaction(async (tx) => {
    await acceptAtSignUp(engine, tx, { ...ask, accountId })
    await queries.insertAccount(tx, { id: accountId, email, name, role: 'customer' }, credential)
    await insertMail(tx, { id: engine.newId(), accountId, kind: 'confirm', email })
  })
  return beginSession(engine, { accountId, passwordHash }, origin)
}

/** Accounts that did not verify the address of a sign-in, of which the password is compared with the newest. */
const UNVERIFIED_MOST = 3

/**
 * Problems in order: limit-reached; credentials-wrong, after as many comparisons whether the address is known
 * or not: the account that verified it, then the newest others; code-needed.
 */
export async function signIn(
  engine: Engine,
  { email, password }: { readonly email: string; readonly password: string },
  origin: Origin,
): Promise<SignedIn> {
  const accounts = await queries.listCredentials(engine.house, email, UNVERIFIED_MOST)
  const comparisons = UNVERIFIED_MOST + 1
  const { asker } = origin
  const found = await findRight(engine, { accounts, email, password, asker, comparisons })
  if (!found) throw rules.credentialsWrong()
  return beginSession(engine, found, origin)
}

/**
 * Signs in who has proven to be the account.
 * Problems in order: code-needed; credentials-wrong, if the account was deleted in between.
 *
 * @param hasTwoFactors proven already: no code is asked for
 */
export async function beginSession(
  engine: Engine,
  { accountId, passwordHash }: queries.Credential,
  { device, asker }: Origin,
  hasTwoFactors = false,
): Promise<SignedIn> {
  const isStrong =
    hasTwoFactors || (await provesSecondFactor(engine, { accountId, passwordHash }, asker))
  const { headers } = await orProblem(rules.credentialsWrong, () =>
    auth(engine).api.startSession({ body: { accountId }, returnHeaders: true }),
  )
  const begun = await signedIn(engine, accountId, headers, { ...device, isStrong })
  return known(engine, begun, passwordHash, asker)
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
  const { id, cookie } = devices(engine).know(asker.headers, owner)
  return { ...signedIn, cookies: [...signedIn.cookies, cookie], device: deviceOf(id, owner) }
}

/** Ends the session in the headers, if any. Returns the cookies to clear. */
export async function signOut(engine: Engine, carried: Headers): Promise<readonly string[]> {
  const { headers } = await auth(engine).api.signOut({ headers: carried, returnHeaders: true })
  return headers.getSetCookie()
}

/**
 * Changes the password; ends every other session, starts a new one here, and says so by mail. Devices that were
 * known are so no more, except this one.
 * Problems in order: not-signed-in, those of the new password, limit-reached, password-wrong.
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
  {
    carried,
    device,
    asker,
    isStrong,
  }: Origin & { readonly carried: Headers; readonly isStrong: boolean },
): Promise<SignedIn> {
  const account = await queries.findAccount(engine.house, accountId)
  if (!account) throw rules.notSignedIn()
  const { email } = account
  orThrow(mayBePassword(ask.newPassword, { email, isCommon }))
  await refuseWrong(engine, { accountId, password: ask.currentPassword, asker })
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
  const changed = await queries.findPasswordHash(engine.house, accountId)
  const signed = await signedIn(engine, response.user.id, headers, { ...device, isStrong })
  return known(engine, signed, changed?.passwordHash, asker)
}

/** The account of a session that has begun. */
export async function signedIn(
  engine: Engine,
  accountId: string,
  headers: Headers,
  device?: Device & { readonly isStrong: boolean },
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
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const made = await queries.insertAccount(
    engine.house,
    { id: engine.newId(), email, name, role, isVerified: true },
    { credentialId: engine.newId(), passwordHash },
  )
  if (made) await acceptRequired(engine, made.id)
  const account = await queries.findAccountByEmail(engine.house, email)
  return account?.id ?? ''
}
