import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network by which an address is counted: an IPv4 address itself, of IPv6 the /64, which belongs to
 * one subscriber.
 */
export function networkOf(address: string): string {
  const { v4, v6 } = parsed(address)
  if (v6) return `${v6.slice(0, 4).join(':')}::/64`
  return v4 ?? address
}

/**
 * The wider network of one by which addresses are counted: of an IPv6 /64 the /48, which one subscriber may have whole;
 * undefined for IPv4.
 */
export const widerNetworkOf = (network: string): string | undefined =>
  network.endsWith('::/64') ? `${network.split(':').slice(0, 3).join(':')}::/48` : undefined

/**
 * What is kept of an address, which names no single connection: the /24 of IPv4, the /48 of IPv6. Undefined
 * for what is no address.
 */
export function keptNetworkOf(address: string): string | undefined {
  const { v4, v6 } = parsed(address)
  if (v6) return `${v6.slice(0, 3).join(':')}::/48`
  return v4 && `${v4.split('.').slice(0, 3).join('.')}.0/24`
}

/** The address of IPv4, also in the form of IPv6; or the eight groups of IPv6. Without its zone. */
function parsed(address: string): { v4?: string; v6?: readonly string[] } {
  const [bare = ''] = address.split('%')
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare
  if (isIPv4(v4)) return { v4 }
  if (!isIPv6(bare)) return {}
  const [head = '', tail] = bare.split('::')
  const first = groupsOf(head)
  const last = tail === undefined ? [] : groupsOf(tail)
  const zeros = Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0')
  return {
    v6: [...first, ...zeros, ...last].map((group) => Number.parseInt(group, 16).toString(16)),
  }
}

const groupsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':'))
