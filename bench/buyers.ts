import { Agent, request } from 'node:http'
import { FREE_TERMS } from '../test/consents.ts'
import { answerAll } from './child.ts'

/** Buys `count` times: each of `buyers` starts the next as soon as it has the last. */
export interface BuyAsk {
  readonly port: number
  readonly buyers: number
  readonly count: number
  /** Bearer tokens, used in turn; nobody buys a place twice. */
  readonly tokens: readonly string[]
  /** What is put into a cart before; the claim then has the total that the cart said. */
  readonly cart?: { readonly path: string; readonly body: object }
  /** Path and body of the claim. */
  readonly claim: { readonly path: string; readonly body: object }
  /** The payment method; undefined: claims only. */
  readonly pay?: 'kakaopay' | 'wallet' | 'portone-v1'
  /** Where gateways' scripts open their windows. */
  readonly sandboxUrl?: string
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

type Write = (method: 'POST' | 'PUT', path: string, body: object) => Promise<Answered>

/** Fields of the answers; each has some of them. */
interface Answered {
  readonly id: string
  readonly status: string
  readonly redirectUrl: string
  readonly total: { readonly amount: number }
  readonly merchant_id: string
  readonly request_pay: object
}

async function buyOne(ask: BuyAsk, at: number): Promise<void> {
  const authorization = `Bearer ${ask.tokens[at % ask.tokens.length]}`
  const write: Write = async (method, path, body) => {
    const headers = {
      authorization,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    }
    const url = `http://127.0.0.1:${ask.port}${path}`
    const { status, text } = await send(method, url, headers, JSON.stringify(body))
    if (status !== 200 && status !== 201) throw new Error(`${path}: ${status} ${text}`)
    return JSON.parse(text)
  }
  const { cart, claim, pay } = ask
  const inCart = cart && (await write('PUT', cart.path, cart.body))
  const amount = inCart?.total.amount ?? 0
  const order = await write('POST', claim.path, {
    ...claim.body,
    ...(inCart && { seenTotal: amount }),
  })
  if (!pay) return
  if (!cart) await write('PUT', `/v1/bookings/${order.id}/booker`, booker)
  if (pay === 'portone-v1') await payAtIamport(ask, write, { order_id: order.id, amount })
  else await payAt(pay, write, order)
}

async function payAt(gateway: string, write: Write, { id }: Answered): Promise<void> {
  const started = { gateway, device: 'desktop', cancellationTerms: FREE_TERMS }
  const payment = await write('POST', `/v1/orders/${id}/payments`, started)
  if (payment.status === 'paid') return
  const { location } = await send('POST', payment.redirectUrl, urlEncoded, 'act=pay')
  const { t: token, ...query } = Object.fromEntries(new URL(location).searchParams)
  const paid = await write('POST', `/v1/payments/${payment.id}/return`, { token, query })
  if (paid.status !== 'paid') throw new Error(`not paid: ${JSON.stringify(paid)}`)
}

/** Prepare, the window that the gateway's script opens, verify. */
async function payAtIamport(
  { sandboxUrl }: BuyAsk,
  write: Write,
  own: { readonly order_id: string; readonly amount: number },
): Promise<void> {
  const prepared = await write('POST', '/order/checkout/', { ...own, pay_method: 'card' })
  const asked = JSON.stringify(prepared.request_pay)
  const opening = `${sandboxUrl}/sdk/portone-v1/windows`
  const opened = await send('POST', opening, { 'content-type': 'application/json' }, asked)
  const { url, imp_uid: imp_id } = JSON.parse(opened.text)
  await send('POST', url, urlEncoded, 'act=pay')
  await write('POST', '/order/validation/', { ...own, merchant_id: prepared.merchant_id, imp_id })
}

const urlEncoded = { 'content-type': 'application/x-www-form-urlencoded' }

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
