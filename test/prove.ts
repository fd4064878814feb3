import { pbkdf2Sync } from 'node:crypto'

interface Challenge {
  readonly parameters: {
    readonly nonce: string
    readonly salt: string
    readonly cost: number
    readonly keyLength: number
    readonly keyPrefix: string
  }
}

/** Answers the challenge of `proof-needed` as docs/proof-of-work.md says, with nothing but PBKDF2. */
export function answerTo(challenge: Challenge): string {
  const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters
  const keyOf = (counter: number) => {
    const password = Buffer.concat([Buffer.from(nonce, 'hex'), Buffer.alloc(4)])
    password.writeUInt32BE(counter, password.length - 4)
    return pbkdf2Sync(password, Buffer.from(salt, 'hex'), cost, keyLength, 'sha256').toString('hex')
  }
  for (let counter = 0; ; counter += 1) {
    const derivedKey = keyOf(counter)
    if (!derivedKey.startsWith(keyPrefix)) continue
    const payload = { challenge, solution: { counter, derivedKey } }
    return Buffer.from(JSON.stringify(payload)).toString('base64')
  }
}

interface Answer {
  readonly status: number
  readonly body: { readonly challenge?: unknown }
}

/** Asks; where a proof of work is wanted, computes it and asks again. */
export async function proving<Got extends Answer>(
  ask: (headers: Readonly<Record<string, string>>) => Promise<Got>,
  onProof: () => void = () => {},
): Promise<Got> {
  const first = await ask({})
  if (first.status !== 428) return first
  onProof()
  return ask({ 'proof-of-work': answerTo(first.body.challenge as Challenge) })
}
