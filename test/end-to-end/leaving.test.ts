import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buyerAt } from '../../src/gateways/sandbox-buyer.ts'
import { ACCEPTED } from '../consents.ts'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

const PASSWORD = 'long enough 1'

/** A signed-in guest, with a browser and the API. */
async function openGuest(options: BrowserContextOptions) {
  const { page, faults } = await openPage(browser, options)
  const ask = async <Answer>(method: string, path: string, data?: unknown): Promise<Answer> => {
    const headers = { origin: product.url, 'idempotency-key': crypto.randomUUID() }
    const answer = await page.request.fetch(product.url + path, { method, data, headers })
    expect(answer.ok(), `${method} ${path}`).toBe(true)
    return (await answer.json()) as Answer
  }
  const email = `${crypto.randomUUID()}@example.com`
  await ask('POST', '/v1/auth/sign-up/email', {
    name: '떠날이',
    email,
    password: PASSWORD,
    accepted: ACCEPTED,
  })
  return { page, faults, ask }
}

type Ask = Awaited<ReturnType<typeof openGuest>>['ask']

async function chargeWallet(ask: Ask, amount: number): Promise<string> {
  const { id } = await ask<{ id: string }>('PATCH', '/v1/wallet', { amount })
  const { hash: cancellationTerms } = await ask<{ hash: string }>(
    'GET',
    `/v1/orders/${id}/cancellation-terms`,
  )
  const payment = await ask<{ id: string; redirectUrl: string }>(
    'POST',
    `/v1/orders/${id}/payments`,
    { gateway: 'kakaopay', device: 'desktop', cancellationTerms },
  )
  const { query } = await buyerAt(payment.redirectUrl).press('pay')
  const { t: token = '', ...rest } = query
  await ask('POST', `/v1/payments/${payment.id}/return`, { token, query: rest })
  return id
}

interface Booked {
  readonly id: string
  readonly storeId: string
}

/** Books the last table of the first restaurant and pays from the wallet. */
async function bookFromWallet(ask: Ask): Promise<Booked> {
  const owner = await signIn(product, 'owner@jari.local')
  const { data } = await owner<{ data: { id: string; name: string }[] }>(
    'GET',
    '/v1/me/restaurants',
  )
  const storeId = data.find(({ name }) => name === '맛있는 집밥')?.id ?? ''
  const { days } = await ask<{
    days: { date: string; times: { tableTimeId: string; remaining: number }[] }[]
  }>('GET', `/v1/restaurants/${storeId}`)
  const free = days.flatMap(({ date, times }) =>
    times
      .filter(({ remaining }) => remaining > 0)
      .map(({ tableTimeId }) => ({ date, tableTimeId })),
  )
  const { id } = await ask<{ id: string }>(
    'POST',
    `/v1/restaurants/${storeId}/bookings`,
    free.at(-1),
  )
  const booker = { name: '떠날이', phone: '010-1234-5678', message: '' }
  await ask('PUT', `/v1/bookings/${id}/booker`, booker)
  const { hash: cancellationTerms } = await ask<{ hash: string }>(
    'GET',
    `/v1/orders/${id}/cancellation-terms`,
  )
  await ask('POST', `/v1/orders/${id}/payments`, {
    gateway: 'wallet',
    device: 'desktop',
    cancellationTerms,
  })
  return { id, storeId }
}

async function openLeaving(page: Page) {
  await page.goto(`${product.url}/account`)
  await page.getByRole('button', { name: '회원 탈퇴' }).click()
  return page.getByRole('dialog')
}

test.each([
  ['a desktop', desktop],
  ['a phone', phone],
])(
  'on %s, leaving refunds the rest of a charge, asks where later refunds go, and an admin pays them out',
  async (_where, options) => {
    const { page, faults, ask } = await openGuest(options)
    const orderId = await chargeWallet(ask, 50_000)
    const booked = await bookFromWallet(ask)

    const refused = await openLeaving(page)
    await refused.getByText('지갑을 먼저 비워 주세요.').waitFor()
    await expectAccessible(page)
    await refused.getByRole('link', { name: '지갑으로 이동' }).click()
    await page.waitForURL(/\/wallet$/)

    await page.goto(`${product.url}/wallet/charges/${orderId}`)
    await page.getByRole('button', { name: /^남은 [\d,]+원 환불받기$/ }).click()
    await page.getByRole('dialog').getByText('남은 금액을 환불받을까요?').waitFor()
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: '환불받기' }).click()
    await page.getByText('충전금을 모두 사용해 환불할 금액이 없어요.').waitFor()
    await expectAccessible(page)

    const dialog = await openLeaving(page)
    await dialog.getByText('탈퇴한 뒤 환불받을 곳').waitFor()
    await dialog.getByText('아직 이용하지 않은 예약 1건').waitFor()
    await expectAccessible(page)
    expect(
      await dialog.getByRole('radio', { name: /사용한 결제 수단으로.*카카오페이/ }).isChecked(),
    ).toBe(true)
    await dialog.getByRole('radio', { name: /문의할 때까지 보관/ }).check()
    await dialog.getByLabel('비밀번호').fill(PASSWORD)
    await dialog.getByRole('button', { name: '탈퇴하기' }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect
      .poll(async () => (await page.request.get(`${product.url}/v1/me`)).json())
      .toBe(null)
    expect(faults).toEqual([])

    const owner = await signIn(product, 'owner@jari.local')
    const path = `/v1/stores/${booked.storeId}/orders/${booked.id}/cancellation`
    await owner('POST', path, { reason: '휴무' })
    await payOut(options)
  },
)

/** An admin finds the money in the review list, and records that it was paid out. */
async function payOut(options: BrowserContextOptions): Promise<void> {
  const { page, faults } = await openPage(browser, options)
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'admin@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  await page.goto(`${product.url}/reviews`)
  const section = page.getByRole('region', { name: '직접 환불할 금액' })
  await section.getByText(/카카오페이/).waitFor()
  await expectAccessible(page)
  await section.getByRole('button', { name: '환불한 것으로 기록' }).click()
  await page.getByLabel('누구에게 어떻게 환불했나요?').fill('계좌 이체, 충전 주문 번호로 확인')
  await expectAccessible(page)
  await page.getByRole('button', { name: '기록하기' }).click()
  await section.waitFor({ state: 'detached' })
  expect(faults).toEqual([])
}
