import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Engine, perEngine } from '../../engine.ts'
import { later } from '../../kernel/time.ts'
import { readNow } from '../../postgres/now.ts'
import type { Tx } from '../../postgres/sql.ts'
import * as queries from './queries.ts'
import { CHALLENGE_SECONDS, passkeyRefused } from './rules.ts'

/** For whom a challenge is: an account that adds a passkey, or anybody who signs in. */
type For = string | 'sign-in'

const RANDOM_BYTES = 16
const TIME_BYTES = 6
const SAID_BYTES = RANDOM_BYTES + TIME_BYTES

const secrets = perEngine(({ secret }: Engine) =>
  createHmac('sha256', secret).update('passkey challenges').digest(),
)

const sign = (engine: Engine, said: Uint8Array, of: For): Buffer =>
  createHmac('sha256', secrets(engine)).update(said).update(of).digest()

/**
 * A new challenge: random bytes, when it expires, a signature. Nothing of it is stored before it was answered, so
 * that whoever asks for many fills no table.
 */
export async function newChallenge(engine: Engine, of: For): Promise<Uint8Array<ArrayBuffer>> {
  const { now } = await readNow(engine.house)
  const said = Buffer.alloc(SAID_BYTES, randomBytes(RANDOM_BYTES))
  said.writeUIntBE(later(now, CHALLENGE_SECONDS).getTime(), RANDOM_BYTES, TIME_BYTES)
  return new Uint8Array([...said, ...sign(engine, said, of)])
}

/** Whether a challenge is one of ours; its time is looked at when it is taken. */
export function isOurs(engine: Engine, of: For, challenge: string): boolean {
  const bytes = Buffer.from(challenge, 'base64url')
  const expected = sign(engine, bytes.subarray(0, SAID_BYTES), of)
  const came = bytes.subarray(SAID_BYTES)
  return came.length === expected.length && timingSafeEqual(came, expected)
}

/** Takes a challenge that was answered, once and in time. Problem: passkey-refused. */
export async function takeChallenge(tx: Tx, challenge: string): Promise<void> {
  const bytes = Buffer.from(challenge, 'base64url')
  const expiresAt = new Date(bytes.readUIntBE(RANDOM_BYTES, TIME_BYTES))
  if (expiresAt <= tx.now) throw passkeyRefused()
  await queries.forgetAnswered(tx)
  if ((await queries.writeAnswered(tx, challenge, expiresAt)) === 0) throw passkeyRefused()
}
