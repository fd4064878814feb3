import { parse } from '../kernel/json.ts'
import type { Rejected, Unknown } from '../payments/gateway.ts'
import { type HttpResponse, nameOf } from './exchange.ts'
import { isJsonObject, type JsonObject } from './json-fields.ts'

/**
 * A gateway's reply to one call. `unknown` covers everything else: the call may or may not have been
 * carried out, so the payment is looked up.
 */
export type Reply<Refusal, Body = JsonObject> =
  | { readonly is: 'answered'; readonly body: Body }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  | Unknown

/** What differs between gateways: their error bodies, and which of their codes blame our settings. */
export interface Dialect<Refusal> {
  readonly gateway: string
  isConfiguration(refusal: Refusal): boolean
  describe(refusal: Refusal): string
}

/**
 * Reads the reply to a call that was tried once. Only 200 with the expected body is an answer, and
 * only a 4xx in the gateway's own error body a refusal. Reasons never hold a key or a token.
 */
export async function readReply<Refusal, Body = JsonObject>(
  { gateway, operation }: { readonly gateway: string; readonly operation: string },
  exchanged: Promise<HttpResponse>,
  read: {
    answer?(body: unknown, status: number): Body | undefined
    refusal(body: unknown, status: number): Refusal | undefined
    isRefused?(status: number): boolean
  },
): Promise<Reply<Refusal, Body>> {
  const { answer = objectAnswer, isRefused = isClientError } = read
  try {
    const { status, text } = await exchanged
    const body = parse(text)
    const refusal = isRefused(status) ? read.refusal(body, status) : undefined
    if (refusal) return { is: 'refused', refusal }
    const answered = answer(body, status) as Body | undefined
    if (answered !== undefined) return { is: 'answered', body: answered }
    return { is: 'unknown', reason: `${gateway} ${operation} answered ${status}` }
  } catch (error) {
    return { is: 'unknown', reason: `${gateway} ${operation}: ${nameOf(error)}` }
  }
}

const objectAnswer = (body: unknown, status: number): JsonObject | undefined =>
  status === 200 && isJsonObject(body) ? body : undefined

const isClientError = (status: number): boolean => status >= 400 && status < 500

/** The port's outcome of a reply that the adapter did not handle itself. */
export const repliesOf = <Refusal>({ gateway, isConfiguration, describe }: Dialect<Refusal>) => {
  const incomplete: Unknown = { is: 'unknown', reason: `${gateway} left out what money needs` }
  return {
    /** A reply without the fields that money depends on. */
    incomplete,
    rejected: (refusal: Refusal): Rejected => ({
      is: 'rejected',
      reason: describe(refusal),
      configuration: isConfiguration(refusal),
    }),
    unknown(reply: Reply<Refusal, unknown>): Unknown {
      if (reply.is === 'unknown') return reply
      if (reply.is === 'answered') return incomplete
      const configuration = isConfiguration(reply.refusal)
      const reason = describe(reply.refusal)
      return { is: 'unknown', reason, ...(configuration && { configuration }) }
    },
  }
}
