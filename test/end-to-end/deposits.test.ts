import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, wallDate } from '../../src/kernel/time.ts'
import { desktop, expectAccessibleFromTop, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let restaurantId: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  const customer = await signIn(product, 'customer@jari.local')
  const { data } = await customer<{ data: { id: string; name: string }[] }>(
    'GET',
    '/v1/restaurants',
  )
  restaurantId = data.find(({ name }) => name === '온기 식탁')?.id ?? ''
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

const date = (days: number) => addDays(wallDate(new Date(), 'Asia/Seoul'), days)
const table = (days: number, time = '') =>
  `${product.url}/restaurants/${restaurantId}?date=${date(days)}&party=2${time && `&time=${time}`}`

async function signInAt(page: Page): Promise<void> {
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'customer@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
}

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click()

async function payFor(page: Page, button: RegExp): Promise<void> {
  await page.waitForURL(/\/bookings\//)
  await page.getByLabel('이름').fill('김예약')
  await page.getByLabel('연락처').fill('01012345678')
  await press(page, button)
}

/** The booking of today plus one day is at its table: it is that time, and the store marks it. */
async function arrive(bookingId: string): Promise<void> {
  const [admin, owner] = await Promise.all([
    signIn(product, 'admin@jari.local'),
    signIn(product, 'owner@jari.local'),
  ])
  const { now } = await admin<{ now: string }>('POST', '/v1/test-clock', { advance: 'PT1S' })
  const then = Date.parse(`${date(1)}T19:00:00+09:00`)
  const seconds = Math.ceil((then - Date.parse(now)) / 1_000)
  await admin('POST', '/v1/test-clock', { advance: `PT${seconds}S` })
  await owner('PUT', `/v1/stores/${restaurantId}/bookings/${bookingId}/visit`, { visit: 'arrived' })
}

test('a new guest is told of the deposit before paying it; once they have come, they book without one', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.goto(table(1))
  await page.getByRole('link', { name: '로그인해 주세요.' }).waitFor()
  await page.getByText(/^2명 예약금 20,000원/).waitFor()
  await expectAccessibleFromTop(page)
  await signInAt(page)
  await page.goto(table(1))
  await page.getByText(/^처음 오시는 분께는 예약금을 받아요/).waitFor()
  await expectAccessibleFromTop(page)
  await page.goto(table(1, '19:00'))
  const dialog = page.getByRole('dialog')
  await dialog.getByText('20,000원').waitFor()
  await dialog.getByRole('button', { name: '예약하기' }).click()
  await payFor(page, /20,000원 결제$/)
  await press(page, /결제하기/)
  await page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()
  const bookingId = /bookings\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  await arrive(bookingId)

  await page.goto(table(3))
  await page.getByText('방문해 주신 적이 있어 예약금 없이 예약할 수 있어요.').waitFor()
  await page.getByText('예약금 없이 예약할 수 있어요.', { exact: true }).waitFor()
  await expectAccessibleFromTop(page)
  await page.goto(table(3, '19:00'))
  await dialog.getByText('예약금 없음').waitFor()
  await dialog.getByRole('button', { name: '예약하기' }).click()
  await payFor(page, /^예약하기$/)
  await page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()
  expect(faults).toEqual([])
})

test('an owner says who pays deposits', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  await page.goto(`${product.url}/desk/${restaurantId}?tab=policy`)
  const asked = page.getByRole('combobox', { name: /^예약금/ })
  await asked.selectOption('모든 손님에게 받기')
  await page.getByText('저장했어요.').first().waitFor()
  await asked.selectOption({ index: 1 })
  await page.getByLabel('노쇼 횟수').selectOption('2')
  await expectAccessibleFromTop(page)
  expect(faults).toEqual([])
})
