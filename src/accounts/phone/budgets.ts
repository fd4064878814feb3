import type { Engine } from '../../engine.ts'
import { widerNetworkOf } from '../../kernel/network.ts'
import type { Take } from '../../limits/take.ts'
import { findAccount } from '../queries.ts'
import { verifiedIndexOf } from './verified-index.ts'

interface TextAsk {
  readonly accountId: string
  /** Undefined: not counted by network. */
  readonly network: string | undefined
  /** The number, as E.164 writes it. */
  readonly to: string
}

/**
 * What a text to a number is counted by. Anybody may name any number: what accounts without a verified address ask for
 * uses up nothing of the others, no network uses up a number alone, and who has proven the number is counted by
 * account only.
 */
export async function takesOfText(
  engine: Engine,
  { accountId, network, to }: TextAsk,
): Promise<readonly Take[]> {
  const [account, proven] = await Promise.all([
    findAccount(engine.house, accountId),
    verifiedIndexOf(engine, accountId),
  ])
  const isTheirs = proven !== undefined && engine.keyRing.indexes(to).includes(proven)
  const byNumber = account?.isVerified ? 'texts-number-verified' : 'texts-number'
  return [
    { limit: 'texts-account', of: accountId },
    ...(isTheirs ? [] : [{ limit: byNumber, of: to } as const]),
    ...(network === undefined ? [] : ofNetwork(network, to, isTheirs)),
    { limit: 'texts-all', of: '' },
  ]
}

function ofNetwork(network: string, to: string, isTheirs: boolean): readonly Take[] {
  const shared = widerNetworkOf(network) ?? network
  return [...(isTheirs ? [] : [numberOf(shared, to)]), { limit: 'texts-network', of: network }]
}

const numberOf = (network: string, to: string): Take => ({
  limit: 'texts-number-network',
  of: `${network} ${to}`,
})
