import type { Engine } from '../../engine.ts'
import { orThrow } from '../../kernel/problem.ts'
import { take } from '../../limits/take.ts'
import { readNow } from '../../postgres/now.ts'
import type { Tx } from '../../postgres/sql.ts'
import { removeKeysOf } from '../api-keys/queries.ts'
import type { Asker } from '../check-password.ts'
import { confirmOwner, type Proof } from '../confirm-owner.ts'
import { removeSessionsOf } from '../guests/queries.ts'
import { isCommon } from '../known-passwords.ts'
import { readLinkToken } from '../mails/links.ts'
import * as mails from '../mails/queries.ts'
import { linkEnded, linkOfAnother, setsPassword, verifies } from '../mails/rules.ts'
import { beginSession, type Origin, type SignedIn } from '../operations.ts'
import { removePasskeysSince } from '../passkeys/queries.ts'
import { mayBePassword } from '../password-rules.ts'
import { hashPassword } from '../passwords.ts'
import { removePhone } from '../phone/queries.ts'
import { type Account, findAccount, lockAccount } from '../queries.ts'
import { notSignedIn } from '../rules.ts'
import { removeFactorSince } from '../second-factor/queries.ts'
import { sessions } from '../sessions.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** What the rest of the product does when an owner’s address is verified. */
export type Verified = (engine: Engine, accountId: string) => Promise<void>

/** What a link is for. Problem: link-ended. */
export async function readLink(engine: Engine, token: string) {
  const id = readLinkToken(engine, token)
  const { now } = await readNow(engine.house)
  const found = id && (await mails.findLink(engine.house, id, now))
  if (!found) throw linkEnded()
  return found
}

/** Counts what is mailed to an address that a stranger may have typed. Problem: limit-reached. */
const countMail = async (engine: Engine, email: string, asker: Asker | undefined) => {
  if (!asker) return
  const { network } = asker
  await take(engine, [
    { limit: 'account-mails-address', of: email.toLowerCase() },
    { limit: 'account-mails-network', of: network },
  ])
}

/** Sends the confirmation again. Problems in order: not-signed-in, limit-reached, address-verified, address-lost. */
export async function resendConfirmation(
  engine: Engine,
  accountId: string,
  asker: Asker | undefined,
): Promise<void> {
  const known = await findAccount(engine.house, accountId)
  if (!known) throw notSignedIn()
  await countMail(engine, known.email, asker)
  await engine.house.transaction(async (tx) => {
    const account = await lockAccount(tx, accountId)
    if (!account) throw notSignedIn()
    if (account.isVerified) throw rules.addressVerified()
    if (account.isAddressLost) throw rules.addressLost()
    const { email } = account
    await mails.insertMail(tx, { id: engine.newId(), accountId, kind: 'confirm', email })
  })
}

/**
 * Verifies the address of a link for the account that follows it: nobody gets an account by a mail alone.
 * Problems in order: link-ended, link-of-another.
 */
export async function verifyEmail(
  engine: Engine,
  { accountId, token }: { readonly accountId: string; readonly token: string },
  verified: Verified,
): Promise<Account> {
  const link = await readLink(engine, token)
  if (!verifies(link.kind)) throw linkEnded()
  if (link.accountId !== accountId) throw linkOfAnother()
  await taking(() =>
    engine.house.transaction(async (tx) => {
      const before = await prove(tx, link)
      if (link.kind !== 'change' || !before.isVerified) return
      const { email } = before
      await mails.insertMail(tx, { id: engine.newId(), accountId, kind: 'changed', email })
    }),
  )
  await verified(engine, accountId)
  const account = await findAccount(engine.house, accountId)
  if (!account) throw notSignedIn()
  return account
}

/**
 * Sets a new password by a link, which also proves its address. Every session ends, and one begins here.
 * Problems in order: link-ended, those of the password, code-needed: the password is set then, too.
 */
export async function resetPassword(
  engine: Engine,
  { token, newPassword }: { readonly token: string; readonly newPassword: string },
  origin: Origin,
  verified: Verified,
): Promise<SignedIn> {
  const link = await readLink(engine, token)
  const { accountId, kind, email } = link
  if (!setsPassword(kind)) throw linkEnded()
  orThrow(mayBePassword(newPassword, { email, isCommon }))
  const passwordHash = await hashPassword(newPassword)
  await taking(() =>
    engine.house.transaction(async (tx) => {
      const before = await prove(tx, link)
      await queries.writePassword(tx, { id: engine.newId(), accountId, passwordHash })
      await removeSessionsOf(tx, accountId)
      // Somebody else may have had the account: who never proved this address, or who changed it.
      if (!before.isVerified || kind === 'changed') {
        await removeKeysOf(tx, accountId)
        const since = before.isVerified ? link.createdAt : new Date(0)
        await removeFactorSince(tx, accountId, since)
        await removePasskeysSince(tx, accountId, since)
        await queries.removeProviders(tx, accountId)
      }
      if (!before.isVerified) await removePhone(tx, accountId)
    }),
  )
  sessions(engine).evictAccount(accountId)
  await verified(engine, accountId)
  return beginSession(engine, { accountId, passwordHash }, origin)
}

/**
 * Uses a link: its address is verified for its account, and other accounts that only named it lose it.
 * Problem: link-ended, also where another account was faster.
 *
 * @returns the account as it was
 */
async function prove(tx: Tx, { id, accountId, email }: mails.Link): Promise<Account> {
  const accounts = await queries.lockByAddress(tx, accountId, email)
  const link = await mails.takeLink(tx, id)
  const before = accounts.find((one) => one.id === accountId)
  const isTaken = accounts.some((one) => one.id !== accountId && one.isVerified)
  if (!link || !before || isTaken) throw linkEnded()
  await queries.verifyAddress(tx, accountId, email)
  await queries.loseAddress(tx, email)
  await mails.endLinks(tx, accountId)
  if (link.kind === 'changed') await mails.endLaterChanges(tx, accountId, link.createdAt)
  return before
}

/** PostgreSQL's code of a value that another row has: that was verified in between. */
const UNIQUE = '23505'

async function taking<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    throw (error as { code?: unknown }).code === UNIQUE ? linkEnded() : error
  }
}

/** Sends a link with which a new password is set; whether the address is known shows nowhere. Problem: limit-reached. */
export async function requestReset(
  engine: Engine,
  email: string,
  asker: Asker | undefined,
): Promise<void> {
  await countMail(engine, email, asker)
  await engine.house.transaction((tx) =>
    mails.insertMail(tx, { id: engine.newId(), accountId: null, kind: 'reset', email }),
  )
}

/**
 * Sends a link to a new address, which becomes the account's once it is followed.
 * Problems in order: limit-reached, password-wrong, sign-in-again, limit-reached, address-same.
 */
export async function requestChange(
  engine: Engine,
  { accountId, email }: { readonly accountId: string; readonly email: string },
  proof: Proof,
): Promise<void> {
  await confirmOwner(engine, accountId, proof)
  await countMail(engine, email, proof.asker)
  await engine.house.transaction(async (tx) => {
    const account = await lockAccount(tx, accountId)
    if (!account) throw notSignedIn()
    if (account.email === email && !account.isAddressLost) throw rules.addressSame()
    await mails.insertMail(tx, { id: engine.newId(), accountId, kind: 'change', email })
  })
}

/** Problem: not-signed-in. */
export async function changeName(engine: Engine, accountId: string, name: string) {
  const account = await queries.writeName(engine.house, accountId, name)
  if (!account) throw notSignedIn()
  return account
}
