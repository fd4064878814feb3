import type { IncomingHttpHeaders } from 'node:http'
import { isIPv4, isIPv6 } from 'node:net'

/** Where a session is, as its owner is shown it: nothing that tells one person from another. */
export interface Device {
  /** `Chrome · Windows`; null where it is none of the usual ones. */
  readonly device: string | null
  /** The shortened address. */
  readonly network: string | null
}

/** Of several that match the first counts: Edge calls itself Chrome, and Chrome Safari. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/KAKAOTALK/i, 'KakaoTalk'],
  [/NAVER\(/i, 'NAVER'],
  [/Whale\//, 'Whale'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

export function deviceOf({
  headers,
  ip,
}: {
  readonly headers: IncomingHttpHeaders
  readonly ip: string
}): Device {
  const agent = headers['user-agent'] ?? ''
  const names = [browsers, systems].flatMap(
    (known) => known.find(([pattern]) => pattern.test(agent))?.[1] ?? [],
  )
  return { device: names.length > 0 ? names.join(' · ') : null, network: shortened(ip) }
}

/** IPv4 without its last part, of IPv6 the first three groups. */
export function shortened(address: string): string | null {
  const [bare = ''] = address.split('%')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare
  if (isIPv4(mapped)) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`
  if (!isIPv6(mapped)) return null
  const [head = ''] = mapped.split('::')
  const groups = [...head.split(':').filter(Boolean), '0', '0', '0'].slice(0, 3)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/48`
}
