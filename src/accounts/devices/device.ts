import type { IncomingHttpHeaders } from 'node:http'
import { keptNetworkOf } from '../../kernel/network.ts'

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
  return { device: names.length > 0 ? names.join(' · ') : null, network: keptNetworkOf(ip) ?? null }
}
