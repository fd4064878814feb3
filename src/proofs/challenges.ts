import { createHmac, randomInt } from 'node:crypto'
import { createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { type Engine, perEngine } from '../engine.ts'
import { later } from '../kernel/time.ts'
import type { Asking } from './asking.ts'
import { ANSWER_SECONDS, type Answered, type Needed, type Reason } from './rules.ts'

const ALGORITHM = 'PBKDF2/SHA-256'
/** Of each key: so many that a browser spends little of its time on anything else. */
const ITERATIONS = 5_000

/** Without TLS browsers have no `crypto.subtle`, except on their own machine: they are this much slower. */
const SLOWER_WITHOUT_TLS = 6

const makers = perEngine(({ secret, publicUrl }: Engine) => {
  const { protocol, hostname } = new URL(publicUrl)
  const isSecure = protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const derived = (use: string) => createHmac('sha256', secret).update(use).digest('hex')
  return {
    secrets: {
      hmacSignatureSecret: derived('proofs: challenges'),
      hmacKeySignatureSecret: derived('proofs: keys'),
    },
    forSecret: derived('proofs: for whom'),
    divisor: isSecure ? 1 : SLOWER_WITHOUT_TLS,
  }
})

/** Whom a challenge is for; a keyed hash, so that it names no address. */
const forWhom = (engine: Engine, { purpose, network }: Asking): string =>
  createHmac('sha256', makers(engine).forSecret).update(`${purpose} ${network}`).digest('hex')

/**
 * A challenge for this request: the key of a random number up to `work` is to be found. It is bounded, so that
 * bad luck keeps nobody waiting, and answers are checked without deriving a key.
 */
export async function challengeFor(
  engine: Engine,
  asking: Asking,
  { work, reason, now }: { readonly work: number; readonly reason: Reason; readonly now: Date },
): Promise<Needed> {
  const { secrets, divisor } = makers(engine)
  const expiresAt = later(now, ANSWER_SECONDS).toISOString()
  const challenge = await createChallenge({
    ...{ algorithm: ALGORITHM, cost: ITERATIONS, deriveKey, ...secrets },
    counter: randomInt(1, Math.max(2, Math.ceil(work / divisor) + 1)),
    data: { for: forWhom(engine, asking), until: expiresAt, work },
  })
  return { challenge, expiresAt, reason }
}

/** An answer as clients send it: in Base64, with the challenge, which nobody keeps. */
interface Payload {
  readonly challenge: Awaited<ReturnType<typeof createChallenge>>
  readonly solution: { readonly counter: number; readonly derivedKey: string }
}

/** What came along with a request; whether it has ended or was used, the database says. */
export async function readAnswer(engine: Engine, asking: Asking): Promise<Answered | Reason> {
  if (asking.sent === undefined) return 'none'
  const payload = readPayload(asking.sent)
  if (!payload) return 'wrong'
  const { secrets } = makers(engine)
  const { challenge } = payload
  try {
    const { verified } = await verifySolution({ ...payload, ...secrets, deriveKey })
    if (!verified || challenge.parameters.data?.for !== forWhom(engine, asking)) return 'wrong'
  } catch {
    return 'wrong' // of another shape
  }
  const { data, nonce } = challenge.parameters
  return {
    id: nonce.replace(GROUPS, '$1-$2-$3-$4-$5'),
    work: Number(data?.work ?? 0), // none: made by the release before
    endsAt: new Date(`${data?.until}`),
  }
}

const GROUPS = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/

function readPayload(sent: string): Payload | undefined {
  try {
    return JSON.parse(Buffer.from(sent, 'base64').toString()) as Payload
  } catch {
    return undefined
  }
}
