import { parse } from '../../kernel/json.ts'
import { type Answered, exchange, nameOf } from '../exchange.ts'
import { type Dialect, dialectOf, type Key } from './dialects.ts'
import { isMembers, type Refusal } from './shapes.ts'

export type KakaoPaySettings = Key & {
  /** `https://open-api.kakaopay.com`, `https://kapi.kakao.com` in the old dialect, or the sandbox. */
  readonly baseUrl: string
  readonly cid: string
  /** KakaoPay itself gives up after about 11 s; wait longer than that. 15,000 unless told. */
  readonly timeoutMs?: number
  readonly fetch?: typeof fetch
}

export type Reply =
  | { readonly is: 'answered'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  | { readonly is: 'unknown'; readonly reason: string }

/** KakaoPay works on a call for about 11 s; read for longer, or its answer is lost. */
export const CALL_SECONDS = 15

const unknown = (reason: string): Reply => ({ is: 'unknown', reason })

/**
 * One call, tried once. Only 200 with a JSON object is an answer, and only a 4xx in KakaoPay's own
 * envelope a refusal; all else may or may not have been carried out. Reasons never hold a token.
 */
export async function call(
  settings: KakaoPaySettings,
  operation: 'ready' | 'approve' | 'order' | 'cancel',
  ask: Readonly<Record<string, string | number>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const dialect = dialectOf(settings)
  try {
    const answered = await exchange(new URL(dialect.path + operation, settings.baseUrl), {
      method: 'POST',
      headers: {
        ...headers,
        authorization: dialect.authorization,
        'content-type': dialect.contentType,
      },
      body: dialect.write({ cid: settings.cid, ...ask }),
      timeoutMs: settings.timeoutMs ?? CALL_SECONDS * 1000,
      fetch: settings.fetch,
    })
    return readReply(dialect, answered)
  } catch (error) {
    return unknown(`kakaopay ${operation}: ${nameOf(error)}`)
  }
}

function readReply(dialect: Dialect, { status, text }: Answered): Reply {
  const body = parse(text)
  if (!isMembers(body)) return unknown(`kakaopay answered ${status} without a JSON object`)
  if (status === 200) return { is: 'answered', body }
  const refusal = dialect.refusal(body)
  if (status >= 400 && status < 500 && refusal) return { is: 'refused', refusal }
  return unknown(`kakaopay answered ${status}${refusal ? ` ${refusal.code}` : ''}`)
}
