import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Engine, perEngine } from '../../engine.ts'
import { later } from '../../kernel/time.ts'
import { readNow } from '../../postgres/now.ts'
import { type Asker, knownDevice } from '../check-password.ts'
import { type Credential, findPasswordHash } from '../queries.ts'
import * as queries from './queries.ts'
import { hashOf } from './recovery-codes.ts'
import { CHALLENGE_SECONDS, challengeEnded, codeNeeded } from './rules.ts'

/**
 * Whether somebody whose password was right has proven a second factor as well: on a device that is remembered.
 * False: the account has none. Problem: code-needed, with what the next step shows: no session has begun.
 */
export async function provesSecondFactor(
  engine: Engine,
  credential: Credential,
  asker: Asker | undefined,
): Promise<boolean> {
  const device = asker && knownDevice(engine, credential, asker)
  const { now } = await readNow(engine.house)
  const hash = device === undefined ? '' : hashOf(engine, 'device', device)
  const asking = await queries.findAsking(engine.house, credential.accountId, hash, now)
  if (!asking || asking.isRemembered) return asking !== undefined
  const expiresAt = later(now, CHALLENGE_SECONDS)
  throw codeNeeded({ challenge: write(engine, credential, expiresAt), expiresAt })
}

/** The account whose password was right. Problem: challenge-ended, also when the password has changed since. */
export async function readChallenge(engine: Engine, challenge: string): Promise<Credential> {
  const [accountId = '', milliseconds = ''] = challenge.split('.')
  if (!FORM.test(challenge)) throw challengeEnded()
  const [kept, { now }] = await Promise.all([
    findPasswordHash(engine.house, accountId),
    readNow(engine.house),
  ])
  const expiresAt = new Date(Number(milliseconds))
  const credential = { accountId, passwordHash: kept?.passwordHash ?? null }
  const expected = Buffer.from(write(engine, credential, expiresAt))
  const came = Buffer.from(challenge)
  const isGenuine = came.length === expected.length && timingSafeEqual(came, expected)
  if (!isGenuine || expiresAt <= now) throw challengeEnded()
  return credential
}

/** `<account>.<milliseconds>.<signature>`: nothing of it is stored. */
const FORM = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.\d{1,15}\.[\w-]{43}$/

const secrets = perEngine(({ secret }: Engine) =>
  createHmac('sha256', secret).update('second factor challenges').digest(),
)

function write(engine: Engine, { accountId, passwordHash }: Credential, expiresAt: Date): string {
  const said = `${accountId}.${expiresAt.getTime()}`
  const hmac = createHmac('sha256', secrets(engine)).update(`${said} ${passwordHash ?? ''}`)
  return `${said}.${hmac.digest('base64url')}`
}
