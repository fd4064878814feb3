import { exchange } from '../exchange.ts'
import { objectIn } from '../json-fields.ts'
import * as replies from '../reply.ts'
import { dialectOf, type Key } from './dialects.ts'
import type { Refusal } from './shapes.ts'

export type KakaoPaySettings = Key & {
  /** `https://open-api.kakaopay.com`, `https://kapi.kakao.com` in the old dialect, or the sandbox. */
  readonly baseUrl: string
  readonly cid: string
  /** KakaoPay times out after about 11 s, so wait longer. Default: 15,000. */
  readonly timeoutMs?: number
  readonly fetch?: typeof fetch
}

export type Reply = replies.Reply<Refusal>

/** Longer than KakaoPay's own timeout of about 11 s. */
export const CALL_SECONDS = 15

export function call(
  settings: KakaoPaySettings,
  operation: 'ready' | 'approve' | 'order' | 'cancel',
  ask: Readonly<Record<string, string | number>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const dialect = dialectOf(settings)
  const exchanged = exchange(new URL(dialect.path + operation, settings.baseUrl), {
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
  return replies.readReply({ gateway: 'kakaopay', operation }, exchanged, {
    refusal: (body) => dialect.refusal(objectIn(body)),
  })
}
