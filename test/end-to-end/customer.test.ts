import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

/** A new account, so that tests do not see each other's bookings. */
async function signUp(page: Page, name: string): Promise<void> {
  const answer = await page.request.post(`${product.url}/v1/auth/sign-up/email`, {
    data: {
      name,
      email: `${crypto.randomUUID()}@example.com`,
      password: 'correct horse battery',
      accepted: ACCEPTED,
    },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(201)
}

async function openRestaurant(page: Page): Promise<void> {
  await page.goto(product.url)
  await page
    .getByRole('link', { name: /맛있는 집밥/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: '맛있는 집밥' }).waitFor()
}

const freeTime = (page: Page) => page.getByRole('button', { name: /\d\d:\d\d.*(남음|left)/ }).last()

test('signed out, a press on a time leads to signing in, and back to that very time', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await openRestaurant(page)
  const days = page.getByRole('heading', { level: 3, name: /\d+월 \d+일/ })
  await expect.poll(() => days.count()).toBe(10)
  expect(await page.getByText('휴무', { exact: true }).count()).toBeGreaterThan(0)
  await expectAccessible(page)
  const here = page.url()
  const time = await freeTime(page).textContent()
  await freeTime(page).click()
  await page.getByRole('heading', { level: 1, name: '로그인' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('banner').getByRole('link', { name: '로그인' }).click()
  await page.getByRole('button', { name: '손님' }).click()
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.waitForURL((url) => url.pathname === new URL(here).pathname)
  const focused = () => page.evaluate('document.activeElement.textContent')
  await expect.poll(focused, { timeout: 10_000 }).toBe(time)
  await page.getByText(/^다시 누르면 \d\d:\d\d 자리를 맡아 둘게요\.$/).waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test.each([
  '/bookings',
  '/wallet',
  '/account',
  '/desk',
  '/bookings/01890000-0000-7000-8000-000000000000',
])('signed out, %s is the sign-in page, which leads back to it', async (path) => {
  const { page } = await openPage(browser, phone)
  await page.goto(product.url + path)
  await page.waitForURL((url) => url.searchParams.get('return') === path)
  await page.getByRole('heading', { level: 1, name: '로그인' }).waitFor()
})

test('an empty sign-in form names its fields itself, and the first one has the focus', async () => {
  const { page } = await openPage(browser, phone)
  await page.goto(`${product.url}/sign-in`)
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  const email = page.getByLabel('이메일')
  await expect.poll(() => email.getAttribute('aria-invalid')).toBe('true')
  await expect.poll(() => email.evaluate((field) => field.matches(':focus'))).toBe(true)
  await page.getByText('비밀번호를 입력해 주세요.').waitFor()
})

test('a table is claimed, named, and paid in the window beside the page', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await signUp(page, '김예약')
  await openRestaurant(page)
  await freeTime(page).click()
  await page.waitForURL(/\/bookings\//)
  const number = await page.getByText(/^\d{14}-[0-9A-Z]{8}$/).textContent()
  await page.getByRole('timer').first().waitFor()
  await expectAccessible(page)

  await page.reload()
  await page.goBack()
  await page.getByText('맡아 둔 자리').waitFor()
  await freeTime(page).click()
  await page.waitForURL(/\/bookings\//)
  expect(await page.getByText(/^\d{14}-[0-9A-Z]{8}$/).textContent()).toBe(number)

  await page.getByRole('button', { name: /원 결제$/ }).click()
  await expectAccessible(page) // with errors beside the fields
  await page.getByLabel('연락처').fill('01012345678')
  const [popup] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: /원 결제$/ }).click(),
  ])
  await popup.getByRole('button', { name: /결제하기/ }).waitFor()
  await expectAccessible(popup)
  await expectAccessible(page)
  await popup.getByRole('button', { name: /결제하기/ }).click()
  await page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()
  await expect.poll(() => popup.isClosed()).toBe(true)
  await expectAccessible(page)
  await page.getByText('010-1234-5678').waitFor()
  expect(faults).toEqual([])

  await page.getByRole('link', { name: '예약·주문', exact: true }).last().click()
  await page.getByText(number ?? '').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '예약 취소' }).click()
  const dialog = page.getByRole('dialog')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '취소하고 환불받기' }).click()
  await page.getByText('환불이 완료됐어요').waitFor()
})

test('on a phone, in English: quit, fail, retry, pay; the hold stays', async () => {
  const { page, faults } = await openPage(browser, phone)
  await signUp(page, 'Sam')
  await openRestaurant(page)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByText(/ left/).first().waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expectAccessible(page)
  await freeTime(page).click()
  await page.waitForURL(/\/bookings\//)
  await page.getByLabel(/phone/i).fill('01055556666')
  await expectAccessible(page)
  const pay = async (press: RegExp) => {
    await page.locator('button[type=submit]:visible').click()
    await page.waitForURL(/\/window\//)
    await page.getByRole('button', { name: press }).click()
    await page.waitForURL(/\/bookings\//)
  }
  await pay(/그만두기|quit|cancel/i)
  await page
    .getByText(/not paid|not charged/i)
    .first()
    .waitFor()
  await expectAccessible(page)
  await pay(/비밀번호|password/i)
  await page
    .getByText(/not paid|not charged/i)
    .first()
    .waitFor()
  await pay(/결제하기|pay/i)
  await page.getByRole('heading', { level: 1, name: /confirmed/i }).waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('after ten minutes the page says so, keeps the input and offers the same time', async () => {
  const { page } = await openPage(browser, desktop)
  await signUp(page, '늦은이')
  await openRestaurant(page)
  await freeTime(page).click()
  await page.waitForURL(/\/bookings\//)
  await page.getByLabel('연락처').fill('01077778888')
  const admin = await signIn(product, 'admin@jari.local')
  await admin('POST', '/v1/test-clock', { advance: 'PT10M' })
  await page
    .getByRole('heading', { level: 1, name: /지나 예약이 취소/ })
    .waitFor({ timeout: 40_000 })
  await expectAccessible(page)
  await page.getByRole('button', { name: /다시/ }).first().click()
  await page.getByRole('timer').first().waitFor()
})

test('a free table is confirmed without a payment window', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await signUp(page, '공짜')
  await page.goto(product.url)
  await page
    .getByRole('link', { name: /숯불마을/ })
    .first()
    .click()
  await freeTime(page).click()
  await page.waitForURL(/\/bookings\//)
  await page.getByLabel('연락처').fill('01012345678')
  await page.locator('button[type=submit]:visible').click()
  await page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()
  await expectAccessible(page)
  expect(page.context().pages()).toHaveLength(1)
  expect(faults).toEqual([])
})

test('counts follow the claims of others without a reload', async () => {
  const { page } = await openPage(browser, desktop)
  await openRestaurant(page)
  const restaurantId = new URL(page.url()).pathname.split('/').at(-1)
  const other = await signIn(product, 'customer@jari.local')
  const { days } = await other<{
    days: { date: string; times: { tableTimeId: string; remaining: number; capacity: number }[] }[]
  }>('GET', `/v1/restaurants/${restaurantId}`)
  const day = days.find(({ times }) => times.some(({ remaining }) => remaining === 8))
  const time = day?.times.findIndex(({ remaining }) => remaining === 8) ?? 0
  const shown = page.locator('main').getByText('(7 / 8)')
  const before = await shown.count()
  await other('POST', `/v1/restaurants/${restaurantId}/bookings`, {
    tableTimeId: day?.times[time]?.tableTimeId,
    date: day?.date,
  })
  await expect.poll(() => shown.count(), { timeout: 5_000 }).toBe(before + 1)
})

test('after going back, the counts are those of now, however recently the page was read', async () => {
  const { page } = await openPage(browser, desktop)
  await openRestaurant(page)
  const restaurantId = new URL(page.url()).pathname.split('/').at(-1)
  const other = await signIn(product, 'customer@jari.local')
  const { days } = await other<{
    days: { date: string; times: { tableTimeId: string; remaining: number; capacity: number }[] }[]
  }>('GET', `/v1/restaurants/${restaurantId}`)
  const day = days.findLast(({ times }) => times.some(({ remaining }) => remaining === 8))
  const time = day?.times.findLast(({ remaining }) => remaining === 8)
  const shown = page.locator(`[data-time="${day?.date} ${time?.tableTimeId}"]`)
  await shown.getByText('(8 / 8)').waitFor()
  await page.goBack()
  await page.getByRole('link', { name: '식당 전체 보기' }).waitFor()
  const { id } = await other<{ id: string }>('POST', `/v1/restaurants/${restaurantId}/bookings`, {
    tableTimeId: time?.tableTimeId,
    date: day?.date,
  })
  await page.goForward()
  await shown.getByText('(7 / 8)').waitFor({ timeout: 3_000 })
  await other('POST', `/v1/orders/${id}/cancellation`, { refund: 0 })
})

test('deleting an account says what is deleted, and deletes it', async () => {
  const { page } = await openPage(browser, desktop)
  await signUp(page, '떠날이')
  await page.goto(`${product.url}/account`)
  await page.getByRole('button', { name: '회원 탈퇴' }).click()
  await expectAccessible(page)
  await page.getByLabel('비밀번호').fill('correct horse battery')
  await page.getByRole('dialog').getByRole('button', { name: /탈퇴/ }).last().click()
  const me = async () => (await page.request.get(`${product.url}/v1/me`)).json()
  await expect.poll(me, { timeout: 5_000 }).toBe(null)
})

// Last in this file, because it changes the prices of the restaurant.
/** Answers repeated reads with the first answer: what is shown stays as it was. */
async function showOnlyFirst(page: Page, url: RegExp): Promise<void> {
  const first = new Map<string, Promise<Buffer>>()
  await page.route(url, async (route) => {
    const key = route.request().url()
    const body = first.get(key) ?? route.fetch().then((answer) => answer.body())
    first.set(key, body)
    await route.fulfill({ contentType: 'application/json', body: await body })
  })
}

test('a price that changed since it was shown is asked about, the old one and the new', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await signUp(page, '김가격')
  await showOnlyFirst(page, /\/v1\/restaurants\/[^/?]+$/)
  await openRestaurant(page)
  await freeTime(page).waitFor()
  const owner = await signIn(product, 'owner@jari.local')
  const path = `/v1${new URL(page.url()).pathname}/table-times`
  const { data } = await owner<{ data: { id: string }[] }>('GET', path)
  for (const { id } of data) await owner('PATCH', `${path}/${id}`, { price: 77_000 })

  await freeTime(page).click()
  const dialog = page.getByRole('dialog', { name: '가격이 바뀌었어요' })
  await dialog.getByText(/보신 가격은 .*원, 지금 가격은 77,000원이에요/).waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '취소' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(new URL(page.url()).pathname).toMatch(/^\/restaurants\//)

  for (const { id } of data) await owner('PATCH', `${path}/${id}`, { price: 78_000 })
  await freeTime(page).click()
  await page.getByRole('button', { name: '78,000원 예약하기' }).click()
  await page.waitForURL(/\/bookings\//)
  await page.getByText('78,000원').filter({ visible: true }).first().waitFor()
  expect(faults).toEqual([])
})
