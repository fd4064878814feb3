import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buyerAt } from '../../sandbox-buyer.ts'
import { sandboxKeys } from '../keys.ts'
import { startSandbox } from '../server.ts'

// Two clients of PortOne V1 from npm, as they come, pay at the channel whose payments read as live.

interface Payment {
  readonly imp_uid: string
  readonly merchant_uid: string
  readonly status: string
  readonly amount: number
  readonly cancel_amount: number
}
interface Page {
  readonly total: number
  readonly list: readonly Payment[]
}

/** What both clients can do, by one name. */
interface Client {
  byImpUid(impUid: string): Promise<Payment>
  byMerchantUid(merchantUid: string): Promise<Payment>
  paid(): Promise<readonly Payment[]>
  cancel(ask: object): Promise<Payment>
}

let server: Awaited<ReturnType<typeof startSandbox>>
beforeAll(async () => {
  server = await startSandbox({})
})
afterAll(() => server.close())

const load = createRequire(import.meta.url)
const { impKey, impSecret, userCode } = sandboxKeys.portOneV1

/** The client that most Korean Node servers of its time used. */
function iamport(): Client {
  const Iamport = load('iamport')
  Iamport.DEFAULT_HOST = `${server.url}/iamport`
  const { payment } = new Iamport({ impKey, impSecret })
  return {
    byImpUid: (imp_uid) => payment.getByImpUid({ imp_uid }),
    byMerchantUid: (merchant_uid) => payment.getByMerchant({ merchant_uid }),
    paid: async () => ((await payment.getByStatus({ payment_status: 'paid' })) as Page).list,
    cancel: (ask) => payment.cancel(ask),
  }
}

/** The one that PortOne published itself. */
function restClient(): Client {
  const { Iamport, Request } = load('iamport-rest-client-nodejs')
  const client = new Iamport({
    apiKey: impKey,
    apiSecret: impSecret,
    baseUrl: `${server.url}/iamport`,
  })
  const { Payments } = Request
  const answerOf = async (request: { request(on: unknown): Promise<{ data: unknown }> }) =>
    ((await request.request(client)).data as { response: unknown }).response
  return {
    byImpUid: async (imp_uid) => (await answerOf(Payments.getByImpUid({ imp_uid }))) as Payment,
    byMerchantUid: async (merchant_uid) =>
      (await answerOf(Payments.getByMerchantUid({ merchant_uid, status: 'paid' }))) as Payment,
    paid: async () => ((await answerOf(Payments.getByStatus({ status: 'paid' }))) as Page).list,
    cancel: async (ask) => (await answerOf(Payments.cancel(ask))) as Payment,
  }
}

/** The buyer pays on the merchant's page. */
async function pay(merchant_uid: string): Promise<string> {
  const opened = await fetch(`${server.url}/sdk/portone-v1/windows`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      user_code: userCode,
      pg: `html5_inicis.${sandboxKeys.portOneV1Live.pgId}`,
      merchant_uid,
      name: '머그잔 3개',
      amount: 12_500,
      m_redirect_url: 'https://shop.test/paid',
    }),
  })
  const { url } = (await opened.json()) as { url: string }
  const { query } = await buyerAt(url).press('pay')
  return query.imp_uid ?? ''
}

describe.each([
  ['iamport', iamport],
  ['iamport-rest-client-nodejs', restClient],
] as const)('%s', (name, make) => {
  test('pays, looks up, lists and cancels', async () => {
    const client = make()
    const merchantUid = `order-${name.length}-1`
    const impUid = await pay(merchantUid)
    const paid = { imp_uid: impUid, merchant_uid: merchantUid, status: 'paid', amount: 12_500 }
    expect(await client.byImpUid(impUid)).toMatchObject(paid)
    expect(await client.byMerchantUid(merchantUid)).toMatchObject(paid)
    expect(await client.paid()).toContainEqual(expect.objectContaining(paid))
    const part = await client.cancel({ imp_uid: impUid, amount: 2_500, checksum: 12_500 })
    expect(part).toMatchObject({ status: 'paid', cancel_amount: 2_500 })
    const all = await client.cancel({ merchant_uid: merchantUid, reason: '품절' })
    expect(all).toMatchObject({ status: 'cancelled', cancel_amount: 12_500 })
  })

  test('is told in PortOne’s own shape what does not exist', async () => {
    const client = make()
    await expect(client.byImpUid('imp_000000000000')).rejects.toBeDefined()
    await expect(client.cancel({ imp_uid: 'imp_000000000000' })).rejects.toBeDefined()
  })
})
