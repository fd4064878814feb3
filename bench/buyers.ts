import { Agent, request } from 'node:http'
import { answerAll } from './child.ts'

/** Buys `count` places: each of `buyers` starts the next as soon as it has the last. */
export interface BuyAsk {
  readonly port: number
  readonly buyers: number
  readonly count: number
  /** Bearer tokens, used in turn; nobody buys a place twice. */
  readonly tokens: readonly string[]
  /** Path and body of the claim. */
  readonly claim: { readonly path: string; readonly body: object }
  /** The payment method; undefined: claims only. */
  readonly pay?: 'kakaopay' | 'wallet'
}

export interface BuyAnswer {
  readonly count: number
  readonly seconds: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 512 })

async function buy(ask: BuyAsk): Promise<BuyAnswer> {
  let begun = 0
  const beganAt = performance.now()
  await Promise.all(
    Array.from({ length: ask.buyers }, async () => {
      while (begun < ask.count) await buyOne(ask, begun++)
    }),
  )
  return { count: ask.count, seconds: (performance.now() - beganAt) / 1000 }
}

const booker = { name: '김손님', phone: '010-1234-5678', message: '창가 자리로 부탁드립니다' }

async function buyOne({ port, tokens, claim, pay }: BuyAsk, at: number): Promise<void> {
  const authorization = `Bearer ${tokens[at % tokens.length]}`
  const write = async (method: 'POST' | 'PUT', path: string, body: object) => {
    const headers = {
      authorization,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    }
    const url = `http://127.0.0.1:${port}${path}`
    const { status, text } = await send(method, url, headers, JSON.stringify(body))
    if (status !== 200 && status !== 201) throw new Error(`${path}: ${status} ${text}`)
    return JSON.parse(text)
  }
  const post = (path: string, body: object) => write('POST', path, body)
  const order = await post(claim.path, claim.body)
  if (!pay) return
  await write('PUT', `/v1/bookings/${order.id}/booker`, booker)
  const payment = await post(`/v1/orders/${order.id}/payments`, { gateway: pay, device: 'desktop' })
  if (payment.status === 'paid') return
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const { location } = await send('POST', payment.redirectUrl, form, 'act=pay')
  const { t: token, ...query } = Object.fromEntries(new URL(location).searchParams)
  const paid = await post(`/v1/payments/${payment.id}/return`, { token, query })
  if (paid.status !== 'paid') throw new Error(`not paid: ${JSON.stringify(paid)}`)
}

const send = (method: string, url: string, headers: Record<string, string>, body: string) =>
  new Promise<{ status: number; text: string; location: string }>((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) }
    const asked = request(url, { method, agent, headers: { ...headers, ...length } })
    asked.once('error', reject)
    asked.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        text += chunk
      })
      const { statusCode: status = 0, headers } = response
      response.once('end', () => resolve({ status, text, location: headers.location ?? '' }))
    })
    asked.end(body)
  })

answerAll(buy)
