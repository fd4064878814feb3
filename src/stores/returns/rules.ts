import { type Problem, problem } from '../../kernel/problem.ts'

/** Where a store's own front end brings its buyers back to after a payment. */

export const ORIGINS_MOST = 20

export const originUnfit = problem<{ origin: string }>('return-origin-unfit', 'invalid', {
  ko: 'https://shop.example.com처럼 https로 시작하고 경로가 없는 주소만 등록할 수 있어요.',
  en: 'Only addresses like https://shop.example.com, with https and without a path, can be listed.',
})
export const returnRefused = problem<{ url: string }>('return-address-refused', 'invalid', {
  ko: '등록하지 않은 주소로는 돌아갈 수 없어요. 운영 관리에서 주소를 먼저 등록해 주세요.',
  en: 'The store does not allow a return to this address. Its owner lists the origin first.',
})

/** What the parser of addresses (WHATWG URL) found; undefined: it is no address. */
export interface Parsed {
  readonly href: string
  readonly protocol: string
  readonly host: string
  readonly hostname: string
  readonly username: string
  readonly password: string
}

/** Names of this machine: a front end is developed there without TLS. */
const LOCAL = ['localhost', '127.0.0.1', '[::1]']

/** The origin of a web address that may be returned to. */
function originOf(url: Parsed | undefined): string | undefined {
  if (!url || url.host === '' || url.username !== '' || url.password !== '') return undefined
  const isWeb = url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url))
  return isWeb ? `${url.protocol}//${url.host}` : undefined
}

const isLocal = ({ hostname }: Parsed): boolean => LOCAL.includes(hostname)

/** An origin as it is listed. Problem: return-origin-unfit. */
export function readOrigin(text: string, url: Parsed | undefined): string | Problem {
  const origin = originOf(url)
  return origin !== undefined && url?.href === `${origin}/` ? origin : originUnfit({ origin: text })
}

/** A return address that the store allows. Problem: return-address-refused. */
export function readAddress(
  text: string,
  url: Parsed | undefined,
  origins: readonly string[],
): string | Problem {
  const origin = originOf(url)
  return url && origin !== undefined && origins.includes(origin)
    ? url.href
    : returnRefused({ url: text })
}
