import Stripe from 'stripe'
import { isJsonObject } from '../json-fields.ts'
import type * as replies from '../reply.ts'
import { type Refusal, readRefusal } from './shapes.ts'

export interface StripeSettings {
  /** `https://api.stripe.com`, or the sandbox. */
  readonly baseUrl: string
  readonly secretKey: string
  readonly publishableKey: string
  /** With its `whsec_`. */
  readonly webhookSecret: string
  /** Default: 80,000, as in Stripe's package. */
  readonly timeoutMs?: number
  readonly fetch?: typeof fetch
}

export type Reply = replies.Reply<Refusal>

export const CALL_SECONDS = 80

/**
 * Stripe's package over `fetch`: over Node's sockets it retries a call whose connection
 * was reset, and never times out on a slow body.
 */
export function clientOf(settings: StripeSettings): Stripe {
  const { protocol, hostname, port } = new URL(settings.baseUrl)
  const isPlain = protocol === 'http:'
  const send = settings.fetch ?? fetch
  return new Stripe(settings.secretKey, {
    protocol: isPlain ? 'http' : 'https',
    host: hostname,
    port: port || (isPlain ? 80 : 443),
    timeout: settings.timeoutMs ?? CALL_SECONDS * 1000,
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient((address, init) =>
      send(address, { ...init, redirect: 'manual' }),
    ),
  })
}

/**
 * Makes one call, without retries; reads its reply as `readReply` does for other gateways.
 */
export async function call(operation: string, work: () => Promise<unknown>): Promise<Reply> {
  try {
    const answer = (await work()) as { lastResponse?: { statusCode?: number } }
    const status = answer.lastResponse?.statusCode
    if (status === 200 && isJsonObject(answer)) return { is: 'answered', body: answer }
    return { is: 'unknown', reason: `stripe ${operation} answered ${status}` }
  } catch (error) {
    const refusal = error instanceof Stripe.errors.StripeError ? readRefusal(error) : undefined
    if (refusal) return { is: 'refused', refusal }
    return { is: 'unknown', reason: `stripe ${operation}: ${nameOf(error)}` }
  }
}

/** The kind of a failure; its message could repeat a header. */
function nameOf(error: unknown): string {
  if (!(error instanceof Stripe.errors.StripeError)) return 'failed'
  const { detail } = error as { detail?: { cause?: { code?: unknown }; code?: unknown } }
  const code = detail?.cause?.code ?? detail?.code ?? error.code ?? error.statusCode
  return [error.type, code].filter(Boolean).join(' ')
}
