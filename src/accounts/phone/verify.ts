import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Engine } from '../../engine.ts'
import type { Language } from '../../kernel/language.ts'
import { readPhone as asWritten } from '../../kernel/phone.ts'
import { orThrow, Problem } from '../../kernel/problem.ts'
import { take } from '../../limits/take.ts'
import { readNow } from '../../postgres/now.ts'
import type { Tx } from '../../postgres/sql.ts'
import { insertMail } from '../mails/queries.ts'
import { lockAccountForShare } from '../queries.ts'
import { notSignedIn } from '../rules.ts'
import { takesOfText } from './budgets.ts'
import * as rules from './rules.ts'
import * as queries from './verified-queries.ts'

export interface Verified {
  readonly phone: string
  readonly verifiedAt: Date
}

/** The number that an account has proven to have. */
export async function readVerified(
  { house, keyRing }: Engine,
  accountId: string,
): Promise<Verified | null> {
  const kept = await queries.readVerified(house, accountId)
  return kept ? { ...kept, phone: shown(keyRing.open(kept.phone)) } : null
}

const shown = (number: string): string => asWritten(number) ?? number

interface Asking {
  readonly accountId: string
  /** Undefined: not counted by network. */
  readonly network: string | undefined
}

export interface CodeAsk extends Asking {
  readonly phone: string
  readonly language: Language
}

/**
 * Sends a code to a number; the code before it ends. Counted first, because a text costs money. It is kept
 * before it is sent: a text whose fate is unknown may arrive.
 * Problems in order: texts-off, phone-unfit, limit-reached, not-signed-in, text-refused.
 */
export async function sendCode(engine: Engine, { accountId, network, phone, language }: CodeAsk) {
  const { texts, house, keyRing } = engine
  if (!texts) throw rules.textsOff()
  const to = orThrow(rules.mobileOf(phone, texts.countries))
  await take(engine, await takesOfText(engine, { accountId, network, to }))
  const id = engine.newId()
  const code = engine.newDigits(rules.CODE_DIGITS)
  const expiresAt = await house.transaction(async (tx) => {
    if (!(await lockAccountForShare(tx, accountId))) throw notSignedIn()
    const ends = rules.codeEndsAt(tx.now)
    const kept = { id, phone: keyRing.seal(to), codeHash: hashOf(engine, id, code) }
    await queries.writeCode(tx, accountId, { ...kept, expiresAt: ends })
    return ends
  })
  const host = URL.parse(engine.publicUrl)?.hostname ?? ''
  const outcome = await texts.send({ id, to, text: rules.codeText(code, host, language) })
  if (outcome.is === 'refused') {
    await queries.removeUnsent(house, id)
    throw rules.textRefused()
  }
  const inbox = texts.inbox ?? null
  return { phone: shown(to), expiresAt, isSure: outcome.is === 'sent', inbox }
}

/** Keyed, because there are only a million codes. */
const hashOf = ({ secret }: Pick<Engine, 'secret'>, id: string, code: string): string =>
  createHmac('sha256', secret).update(`phone code ${id} ${code}`).digest('hex')

/** PostgreSQL's code of a value that another row has: its number was proven by another account meanwhile. */
const UNIQUE = '23505'
const MEANWHILE_MOST = 3

/**
 * Proves a number by the code that was sent to it. Another account that had proven it before loses it and is
 * told by mail: a number is of one account, and whoever has it now has the phone. A wrong code stays counted.
 * Problems in order: limit-reached, not-signed-in, code-ended, code-wrong.
 */
export async function verifyPhone(
  engine: Engine,
  { accountId, network, code }: Asking & { readonly code: string },
): Promise<Verified> {
  await take(engine, [
    { limit: 'text-codes-account', of: accountId },
    ...(network === undefined ? [] : [{ limit: 'text-codes-network', of: network } as const]),
  ])
  for (let left = MEANWHILE_MOST; ; left -= 1)
    try {
      return orThrow(await engine.house.transaction((tx) => prove(engine, tx, accountId, code)))
    } catch (error) {
      if (left === 0 || (error as { code?: unknown }).code !== UNIQUE) throw error
    }
}

/** A problem is returned, so that the try is committed. */
async function prove(
  engine: Engine,
  tx: Tx,
  accountId: string,
  code: string,
): Promise<Verified | Problem> {
  if (!(await lockAccountForShare(tx, accountId))) throw notSignedIn()
  const kept = await queries.lockCode(tx, accountId)
  const isRight = kept !== undefined && isSame(hashOf(engine, kept.id, code), kept.codeHash)
  const decided = rules.tryCode(kept, isRight, tx.now)
  if (decided instanceof Problem) {
    if (decided.type === rules.codeWrong.type) await queries.countTry(tx, accountId)
    return decided
  }
  await queries.removeCode(tx, accountId)
  const number = engine.keyRing.open(decided.phone)
  await takeNumber(engine, tx, accountId, number)
  return { phone: shown(number), verifiedAt: tx.now }
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

async function takeNumber(engine: Engine, tx: Tx, accountId: string, number: string) {
  const { keyRing } = engine
  const indexes = keyRing.indexes(number)
  const holders = await queries.lockHolders(tx, accountId, indexes)
  await queries.lockNumber(tx, accountId, indexes)
  await queries.takeFromOthers(tx, accountId, indexes)
  const phone = keyRing.seal(number)
  await queries.writeVerified(tx, accountId, { phone, phoneIndex: keyRing.index(number) })
  const told = holders.filter(({ isVerified }) => isVerified)
  await Promise.all(
    told.map(({ id, email }) =>
      insertMail(tx, { id: engine.newId(), accountId: id, kind: 'phone-taken', email }),
    ),
  )
}

/** Removes the proof, and a code that is still open. */
export const removeVerified = ({ house }: Engine, accountId: string): Promise<void> =>
  house.transaction((tx) => eraseVerified(tx, accountId))

/** For an account that is deleted. */
export async function eraseVerified(tx: Tx, accountId: string): Promise<void> {
  await queries.removeCode(tx, accountId)
  await queries.removeVerified(tx, accountId)
}

/** A job: deletes codes that work no longer. */
export async function forgetOldCodes({ house }: Engine): Promise<number> {
  const { now } = await readNow(house)
  return queries.removeOldCodes(house.patient, now)
}
