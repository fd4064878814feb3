import { request } from 'undici'

/** One HTTP request of an adapter. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Timeout of the whole exchange, to the last byte of the response. */
  readonly timeoutMs: number
  /** Replaces undici in tests. */
  readonly fetch?: typeof fetch | undefined
}

export interface HttpResponse {
  readonly status: number
  readonly text: string
}

/**
 * Sends one request, without retries or redirects. Uses undici's `request`: `fetch`, which is built on
 * it, takes five times the CPU time (0.29 ms against 0.05).
 *
 * @throws the network error or timeout: the request may or may not have been carried out
 */
export async function exchange(address: string | URL, asked: HttpRequest): Promise<HttpResponse> {
  const { method, headers, body, timeoutMs } = asked
  const given = {
    method,
    headers: { ...common, ...headers },
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(timeoutMs),
  }
  if (asked.fetch) {
    const response = await asked.fetch(address, { ...given, redirect: 'manual' })
    return { status: response.status, text: await response.text() }
  }
  const response = await request(address, given)
  return { status: response.statusCode, text: await response.body.text() }
}

const common = { accept: 'application/json', 'user-agent': 'jari' }

/** The code of a network error: its message could contain a header. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } }
  const named = cause?.code ?? code
  return typeof named === 'string' ? named : error.name
}
