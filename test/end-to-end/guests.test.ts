import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { consent } from './consent.ts'
import { demoSite, type Product, removeSite, type Site, startProduct } from './product.ts'

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

async function openRestaurant(page: Page): Promise<void> {
  await page.goto(product.url)
  await page
    .getByRole('link', { name: /맛있는 집밥/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: '맛있는 집밥' }).waitFor()
}

const freeTime = (page: Page) => page.getByRole('button', { name: /\d\d:\d\d.*남음/ }).last()

/** Books and pays as a guest; returns the order's number. */
async function bookAsGuest(page: Page): Promise<string> {
  await openRestaurant(page)
  await freeTime(page).click()
  await page.getByRole('button', { name: '비회원으로 계속하기' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '비회원으로 계속하기' }).click()
  await page.getByRole('heading', { level: 1, name: '맛있는 집밥' }).waitFor()
  await freeTime(page).click()
  await page.waitForURL(/\/bookings\/[0-9a-f-]{36}/)
  const number = await page.getByText(/^\d{14}-[0-9A-Z]{8}$/).textContent()
  await page.getByLabel('이름').fill('김비회원')
  await page.getByLabel('연락처').fill('010-2345-6789')
  // The window of the gateway is beside the page, or on a phone in its place.
  const opened = page.context().waitForEvent('page', { timeout: 5_000 })
  await page.getByRole('button', { name: /원 결제$/ }).click()
  const gateway = await opened.catch(() => page)
  await gateway.getByRole('button', { name: /결제하기/ }).click()
  await page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()
  return number ?? ''
}

test('on a phone, a guest books without an account, and finds and cancels it from elsewhere', async () => {
  const { page, faults } = await openPage(browser, phone)
  const number = await bookAsGuest(page)
  await expectAccessible(page)
  expect(faults).toEqual([])

  const elsewhere = await openPage(browser, phone)
  await elsewhere.page.goto(`${product.url}/sign-in`)
  await elsewhere.page
    .getByRole('main')
    .getByRole('link', { name: '비회원 예약·주문 조회' })
    .click()
  await elsewhere.page.getByRole('heading', { level: 1, name: '비회원 예약·주문 조회' }).waitFor()
  await expectAccessible(elsewhere.page)
  await elsewhere.page.getByRole('button', { name: '조회하기' }).click()
  await elsewhere.page.getByText('주문 번호를 입력해 주세요.').waitFor()
  await elsewhere.page.getByLabel('주문 번호').fill(number)
  await elsewhere.page.getByRole('textbox', { name: '전화번호' }).fill('010-9999-9999')
  await elsewhere.page.getByRole('button', { name: '조회하기' }).click()
  await elsewhere.page.getByText('일치하는 비회원 예약·주문이 없어요.').first().waitFor()
  await expectAccessible(elsewhere.page)
  await elsewhere.page.getByRole('textbox', { name: '전화번호' }).fill('01023456789')
  await elsewhere.page.getByRole('button', { name: '조회하기' }).click()
  await elsewhere.page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()
  await elsewhere.page.getByText('김비회원').waitFor()
  await expectAccessible(elsewhere.page)
  await elsewhere.page.getByRole('button', { name: '예약 취소' }).click()
  await elsewhere.page.getByText(/이 환불돼요/).waitFor()
  await expectAccessible(elsewhere.page)
  await elsewhere.page.getByRole('button', { name: '취소하고 환불받기' }).click()
  await elsewhere.page.getByRole('heading', { level: 1, name: '취소된 예약이에요' }).waitFor()
  expect(elsewhere.faults).toEqual([])
})

test('a guest who signs up keeps what they booked, in the list of the account', async () => {
  const { page, faults } = await openPage(browser, desktop)
  const number = await bookAsGuest(page)
  await page.getByRole('banner').getByRole('link', { name: '로그인' }).click()
  await page.getByRole('link', { name: '회원가입' }).click()
  await page.getByLabel('이름').fill('김회원')
  await page.getByLabel('이메일', { exact: true }).fill(`${crypto.randomUUID()}@example.com`)
  await page.getByLabel('비밀번호').fill('correct horse battery')
  await consent(page)
  await page.getByRole('button', { name: '가입하고 시작하기' }).click()
  await page.getByRole('banner').getByRole('link', { name: '김회원' }).waitFor()
  await page.getByRole('banner').getByRole('link', { name: '예약·주문' }).click()
  await page.getByText(number).waitFor()
  expect(faults).toEqual([])
})

test('an owner sells by a further door: its tabs are on the desk', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  await page.goto(`${product.url}/desk`)
  await page
    .getByRole('link', { name: /맛있는 집밥/ })
    .first()
    .click()
  await page.getByRole('link', { name: '설정', exact: true }).click()
  await page.getByRole('link', { name: '정보', exact: true }).click()
  await page.getByRole('checkbox', { name: '공연' }).check()
  await expectAccessible(page)
  await page
    .getByRole('checkbox', { name: '공연' })
    .locator('xpath=ancestor::form')
    .getByRole('button')
    .click()
  await page
    .getByRole('navigation', { name: '운영 메뉴' })
    .getByRole('link', { name: '공연', exact: true })
    .first()
    .click()
  await page.waitForURL(/tab=concerts/)
  await expectAccessible(page)
  expect(faults).toEqual([])
})
