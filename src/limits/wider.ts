import { widerNetworkOf } from '../kernel/network.ts'
import type { LimitName } from './names.ts'

/**
 * Limits of networks, and those by which the IPv6 /48 around a /64 is counted beside it: whoever has a /48 has 65,536
 * new /64s. Every limit of networks is here, except what takes the /48 alone.
 */
const wider: Partial<Readonly<Record<LimitName, LimitName>>> = {
  'passwords-network': 'passwords-wide-network',
  'codes-network': 'codes-wide-network',
  'sign-ups-network': 'sign-ups-wide-network',
  'account-mails-network': 'account-mails-wide-network',
  'texts-network': 'texts-wide-network',
  'text-codes-network': 'text-codes-wide-network',
  'guests-network': 'guests-wide-network',
  'look-ups-network': 'look-ups-wide-network',
  'lines-network': 'lines-wide-network',
  'holds-network-store': 'holds-wide-network-store',
  'holds-network': 'holds-wide-network',
}

interface Counted {
  readonly limit: LimitName
  readonly of: string
  readonly isForfeit?: boolean
}

/**
 * What a request takes, with what it takes of wider networks, last. Of IPv4 nothing more is taken. The rest of a wider
 * network is never forfeited: it is shared by more people.
 */
export function withWider<Take extends Counted>(takes: readonly Take[]): readonly Take[] {
  const also = takes.flatMap((take) => {
    const limit = wider[take.limit]
    const [network = '', ...rest] = take.of.split(' ')
    const around = limit && widerNetworkOf(network)
    return around ? [{ ...take, limit, of: [around, ...rest].join(' '), isForfeit: false }] : []
  })
  return also.length > 0 ? [...takes, ...also] : takes
}

/** These limits with the wider ones: what brings a /64 under suspicion, its /48 does too. */
export const alsoWider = (limits: readonly LimitName[]): readonly LimitName[] => [
  ...new Set(limits.flatMap((limit) => [limit, wider[limit] ?? limit])),
]
