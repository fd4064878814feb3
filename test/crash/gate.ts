import { Agent, request } from 'node:http'
import { type Product, signIn } from '../end-to-end/product.ts'

/** A response, or status 0 when the connection broke. */
export interface GateAnswer {
  readonly status: number
  readonly body: unknown
  readonly retryAfter: string | undefined
}

/** The owner of a shop, whose services reserve at the gate. */
export interface Gate {
  makeTimetable(places: number): Promise<string>
  /** Reserves one of today's places. */
  reserve(product: Product, key: string, timetableId: string): Promise<GateAnswer>
  get(product: Product, path: string): Promise<GateAnswer>
  close(): void
}

export async function openGate(product: Product): Promise<Gate> {
  const owner = await signIn(product, 'owner@jari.local')
  const shop = await owner<{ id: string }>('POST', '/v1/shops', {
    name: '오래 여는 가게',
    kind: 'other',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  const signed = await fetch(`${product.url}/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'owner@jari.local', password: 'sandbox-only' }),
  })
  const { token } = (await signed.json()) as { token: string }
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  const ask = (product: Product, method: string, path: string, key?: string, body?: object) =>
    askOnce(agent, new URL(path, product.url), method, {
      authorization: `Bearer ${token}`,
      key,
      text: body && JSON.stringify(body),
    })
  let hour = 1 // none begins at midnight
  return {
    async makeTimetable(places) {
      const draft = { reservationHour: hour++, basicRemaining: places }
      const { id } = await owner<{ id: string }>('POST', `/timetable/create/${shop.id}`, draft)
      return id
    },
    reserve: (at, key, timetableId) => ask(at, 'POST', '/reserve/timetable', key, { timetableId }),
    get: (at, path) => ask(at, 'GET', path),
    close: () => agent.destroy(),
  }
}

const askOnce = (
  agent: Agent,
  url: URL,
  method: string,
  {
    authorization,
    key,
    text,
  }: { authorization: string; key: string | undefined; text: string | undefined },
): Promise<GateAnswer> =>
  new Promise((resolve) => {
    const lost = () => resolve({ status: 0, body: undefined, retryAfter: undefined })
    const asked = request(url, {
      agent,
      method,
      headers: {
        authorization,
        ...(key && { 'idempotency-key': key }),
        ...(text && { 'content-type': 'application/json', 'content-length': text.length }),
      },
    })
    asked.on('error', lost)
    asked.on('response', (response) => {
      let received = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        received += chunk
      })
      response.on('error', lost)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: parsed(received),
          retryAfter: response.headers['retry-after'],
        }),
      )
    })
    asked.end(text)
  })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
