import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buyerAt, sandboxAt } from '../../src/gateways/sandbox-buyer.ts'
import {
  desktop,
  expectAccessible,
  expectAccessibleFromTop,
  openBrowser,
  openPage,
  phone,
} from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let storeId: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  const owner = await signIn(product, 'owner@jari.local')
  const { data } = await owner<{ data: { id: string; name: string }[] }>(
    'GET',
    '/v1/me/restaurants',
  )
  storeId = data.find(({ name }) => name === '맛있는 집밥')?.id ?? ''
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

async function openAs(email: string, options: BrowserContextOptions = desktop) {
  const opened = await openPage(browser, options)
  const answer = await opened.page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email, password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
  return opened
}

interface Booked {
  readonly id: string
  readonly orderNumber: string
  readonly price: { readonly amount: number }
  readonly paymentId: string
}

/** Books the last free table, and pays without a browser. */
async function bookAndPay(alter?: object): Promise<Booked> {
  const customer = await signIn(product, 'customer@jari.local')
  const { days } = await customer<{
    days: { date: string; times: { tableTimeId: string; remaining: number }[] }[]
  }>('GET', `/v1/restaurants/${storeId}`)
  const free = days.flatMap(({ date, times }) =>
    times
      .filter(({ remaining }) => remaining > 0)
      .map(({ tableTimeId }) => ({ date, tableTimeId })),
  )
  const booking = await customer<Omit<Booked, 'paymentId'>>(
    'POST',
    `/v1/restaurants/${storeId}/bookings`,
    free[bookings++ % free.length],
  )
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  await customer('PUT', `/v1/bookings/${booking.id}/booker`, booker)
  const { hash: cancellationTerms } = await customer<{ hash: string }>(
    'GET',
    `/v1/orders/${booking.id}/cancellation-terms`,
  )
  const payment = await customer<{ id: string; redirectUrl: string }>(
    'POST',
    `/v1/orders/${booking.id}/payments`,
    { gateway: 'kakaopay', device: 'desktop', cancellationTerms },
  )
  if (alter)
    await sandboxAt(product.sandboxUrl).plant({
      gateway: 'kakaopay',
      operation: 'approve',
      orderId: booking.orderNumber,
      fault: 'alter-after',
      alter,
    })
  const { query } = await buyerAt(payment.redirectUrl).press('pay')
  const { t: token = '', ...rest } = query
  await customer('POST', `/v1/payments/${payment.id}/return`, { token, query: rest })
  return { ...booking, paymentId: payment.id }
}
let bookings = 0

const won = (amount: number) => `${amount.toLocaleString('ko-KR')}원`
const payments = () => `${product.url}/stores/${storeId}/payments`

const sums = (page: Page) =>
  page.getByRole('region', { name: '합계' }).getByRole('definition').allTextContents()

test('an owner filters payments, downloads them as CSV, refunds a part and then the rest', async () => {
  const one = await bookAndPay()
  const other = await bookAndPay()
  const { page, faults } = await openAs('owner@jari.local')
  await page.goto(`${product.url}/owner/${storeId}`)
  await page.getByRole('link', { name: '결제·취소', exact: true }).click()
  await page.getByRole('heading', { level: 2, name: '결제', exact: true }).waitFor()
  const tabs = page.getByRole('navigation', { name: '운영 메뉴' })
  expect(await tabs.locator('ul').last().getByRole('link').allTextContents()).toEqual([
    '결제',
    '취소 규정',
  ])
  expect(await tabs.locator('ul').last().locator('[aria-current=page]').textContent()).toBe('결제')
  await page.getByRole('table', { name: '결제' }).waitFor()
  const all = one.price.amount + other.price.amount
  expect(await sums(page)).toEqual([won(all), won(0), won(all)])
  await expectAccessible(page)

  // the filter is in the URL, and survives a reload
  await page.getByRole('link', { name: '오늘' }).click()
  await page.getByLabel('주문 번호').fill(one.orderNumber)
  await page.getByLabel('주문 번호').press('Enter')
  await expect
    .poll(() => sums(page))
    .toEqual([won(one.price.amount), won(0), won(one.price.amount)])
  await page.reload()
  await page.getByRole('heading', { name: '결제 1건' }).waitFor()
  const { searchParams } = new URL(page.url())
  expect(searchParams.get('orderNumber')).toBe(one.orderNumber)
  expect(searchParams.get('from')).toMatch(/^\d{4}-\d\d-\d\d$/)
  expect(searchParams.get('to')).toBe(searchParams.get('from'))

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV 내려받기' }).click(),
  ])
  const table = await readFile(await download.path(), 'utf8')
  expect(table.trim().split('\r\n')).toHaveLength(2)
  expect(table).toContain(one.orderNumber)

  await page.getByLabel('결제 금액').fill('1')
  await page.getByRole('button', { name: '찾기' }).click()
  await page.getByText('조건에 맞는 결제가 없어요').waitFor()
  await expectAccessible(page)
  await page.goBack()

  await page.getByRole('link', { name: one.orderNumber }).click()
  await page
    .getByText(/카카오페이 · /)
    .first()
    .waitFor()
  await expectAccessible(page)
  await refundPart(page, one)
  await refundRest(page, one)
  expect(faults).toEqual([])
  const ledger = await fetch(`${product.sandboxUrl}/ledger?order=${one.orderNumber}`, {
    headers: { accept: 'application/json' },
  })
  expect(await ledger.json()).toMatchObject({ sums: { refunds: 2, held: 0 } })
})

async function refundPart(page: Page, { price }: Booked): Promise<void> {
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: '환불하기' }).click()
  await dialog.getByLabel('일부만').check()
  await dialog.getByLabel('환불할 금액').fill(`${price.amount + 1}`)
  await dialog.getByRole('button', { name: '다음' }).click()
  await dialog.getByText('남은 금액보다 많이 환불할 수 없어요.').waitFor()
  await expectAccessible(page)
  await dialog.getByLabel('환불할 금액').fill('3,000')
  await dialog.getByText(`환불 후 남는 금액: ${won(price.amount - 3_000)}`).waitFor()
  await dialog.getByLabel('사유').fill('와인이 없었음')
  await dialog.getByRole('button', { name: '다음' }).click()
  await dialog.getByText('주문은 그대로 유지돼요.').waitFor()
  expect(await dialog.getByText('이 주문은 취소돼요.').count()).toBe(0)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '3,000원 환불하기' }).click()
  await page.getByText('환불이 완료됐어요').waitFor()
  const history = page.getByRole('region', { name: '결제·환불 내역' }).getByRole('listitem')
  await expect.poll(() => history.count()).toBe(2)
  await page.getByText('사유: 와인이 없었음').first().waitFor()
  await page.getByText('확정', { exact: true }).waitFor()
  await expectAccessibleFromTop(page)
}

/** By keyboard. */
async function refundRest(page: Page, { price }: Booked): Promise<void> {
  const dialog = page.getByRole('dialog')
  const rest = won(price.amount - 3_000)
  await page.getByRole('button', { name: '환불하기' }).focus()
  await page.keyboard.press('Enter')
  await dialog.getByText('남은 금액 모두').waitFor()
  await dialog.getByLabel('사유').press('Enter')
  await dialog.getByText('이 주문은 취소돼요.').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await page.evaluate('document.activeElement.textContent')).toBe(`${rest} 환불하기`)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('환불이 완료됐어요').waitFor()
  await page.getByText('취소됨', { exact: true }).waitFor()
  await expect.poll(() => page.getByRole('button', { name: '환불하기' }).count()).toBe(0)
  await expectAccessibleFromTop(page)
}

test('an admin sees why a payment needs review, and decides; the owner only reads', async () => {
  const booked = await bookAndPay({ amount: { total: 999 } })
  const owner = await openAs('owner@jari.local', phone)
  await owner.page.goto(`${product.url}/stores/${storeId}/reviews`)
  await owner.page.getByText(booked.orderNumber).first().waitFor()
  await owner.page.getByText('결정은 담당자가 해요.', { exact: false }).waitFor()
  expect(await owner.page.getByRole('radio').count()).toBe(0)
  await expectAccessible(owner.page)

  const { page, faults } = await openAs('admin@jari.local')
  await page.goto(product.url)
  await page.getByRole('link', { name: '사이트 관리' }).click()
  await page.getByRole('link', { name: /^확인이 필요한 결제/ }).click()
  const card = page.getByRole('article')
  await card.getByText('일치하지 않는 항목: 금액').waitFor()
  const amounts = card.getByRole('row', { name: /^금액/ })
  expect(await amounts.textContent()).toBe(`금액${won(booked.price.amount)}999원불일치`)
  await expectAccessible(page)

  await card.getByRole('button', { name: '결정하기' }).click()
  await card.getByText('하나를 선택해 주세요.').waitFor()
  await card.getByText('사유를 입력해 주세요.').waitFor()
  await expectAccessibleFromTop(page)
  await card.getByLabel(/^종료/).check()
  await card.getByLabel('사유').fill('결제사에 전화로 확인함')
  await card.getByRole('button', { name: '결정하기' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '결정 확인' }).click()
  await dialog
    .getByText('결제사에 돈이 남아 있거나 아직 결제될 수 있어 종료할 수 없어요.', {
      exact: false,
    })
    .waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '취소', exact: true }).click()

  await card.getByLabel(/^결제사 기록으로 확정/).check()
  await card.getByRole('button', { name: '결정하기' }).click()
  await dialog.getByRole('button', { name: '결정 확인' }).click()
  await page.getByText('결제사 기록으로 확정했어요').waitFor()
  await page.getByText('확인할 결제가 없어요').waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])

  const customer = await signIn(product, 'customer@jari.local')
  expect(await customer('GET', `/v1/bookings/${booked.id}`)).toMatchObject({ status: 'paid' })
})

test('on a phone, in English and dark, payments are cards that fit', async () => {
  const booked = await bookAndPay()
  const dark: BrowserContextOptions = { ...phone, colorScheme: 'dark' }
  const { page, faults } = await openAs('owner@jari.local', dark)
  await page.goto(payments())
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { level: 2, name: 'Payments', exact: true }).waitFor()
  expect(await page.getByRole('table').count()).toBe(0)
  await expectAccessible(page)
  await page.getByText('Filter', { exact: true }).click()
  await page.getByLabel('State').selectOption('Paid')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name: booked.orderNumber }).click()
  await page.getByRole('button', { name: 'Refund' }).click()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Next' }).click()
  await page.getByText('This order will be canceled.').waitFor()
  await expectAccessible(page)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Refund/ })
    .click()
  await page.getByText('The refund is done').waitFor()
  await expectAccessibleFromTop(page)
  expect(faults).toEqual([])
})

test('a refund that the gateway does not confirm at once is shown as pending, until it is done', async () => {
  const booked = await bookAndPay()
  await sandboxAt(product.sandboxUrl).plant({
    gateway: 'kakaopay',
    operation: 'cancel',
    orderId: booked.orderNumber,
    fault: 'reset-after',
  })
  const { page } = await openAs('owner@jari.local')
  await page.goto(`${payments()}/${booked.orderNumber}`)
  await page.getByRole('button', { name: '환불하기' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '다음' }).click()
  await dialog.getByRole('button', { name: /환불하기$/ }).click()
  await page.getByText('환불을 진행하고 있어요').waitFor()
  await expectAccessibleFromTop(page)
  const admin = await signIn(product, 'admin@jari.local')
  await admin('POST', '/v1/test-clock', { advance: 'PT5M' })
  await page.getByText('환불이 완료됐어요').waitFor({ timeout: 40_000 })
})

test('who may not see a store’s payments is told so', async () => {
  const { page } = await openAs('customer@jari.local')
  await page.goto(payments())
  await page.getByText('사장님만 볼 수 있어요').waitFor()
  await expectAccessible(page)
  const stranger = await openPage(browser, desktop)
  await stranger.page.goto(`${product.url}/reviews`)
  await stranger.page.waitForURL((url) => url.searchParams.get('return') === '/reviews')
  await stranger.page.getByRole('heading', { level: 1, name: '로그인' }).waitFor()
})
