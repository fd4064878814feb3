import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, wallDate, weekdayOf } from '../../src/kernel/time.ts'
import { ACCEPTED } from '../consents.ts'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

// What each stage of a booking does for somebody who hears the page or works it by keyboard.

let site: Site
let product: Product
let browser: Browser
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  // Many people, of one network: no limit of the demo shop is what these tests are about.
  const admin = await signIn(product, 'admin@jari.local')
  await admin('PUT', '/v1/limits/holds-network-store', { burst: 10_000, perHour: 10_000 })
  await admin('PUT', '/v1/limits/holds-network', { burst: 10_000, perHour: 10_000 })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

/** Records what the live region says, on every page. */
const listening = `addEventListener('DOMContentLoaded', () => {
  window.said = []
  new MutationObserver(() => {
    const text = document.getElementById('announcements')?.textContent.trim()
    if (text && text !== window.said.at(-1)) window.said.push(text)
  }).observe(document, { subtree: true, childList: true, characterData: true })
})`

const password = 'long enough 1'
const soon = { timeout: 10_000 }

/** A new account with its own browser. */
async function openAs(options: BrowserContextOptions = desktop, script = '') {
  const opened = await openPage(browser, options)
  await opened.page.addInitScript(`${listening};${script}`)
  const answer = await opened.page.request.post(`${product.url}/v1/auth/sign-up/email`, {
    data: {
      name: '김손님',
      email: `${crypto.randomUUID()}@example.com`,
      password,
      accepted: ACCEPTED,
    },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(201)
  return opened
}

const said = (page: Page) => page.evaluate('window.said') as Promise<string[]>
const focused = (page: Page) =>
  page.evaluate('document.activeElement.localName + ": " + document.activeElement.textContent')

/** The stage's heading has the focus, and the live region says it. */
async function expectStage(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title }).waitFor({ timeout: 20_000 })
  await expect.poll(() => focused(page), soon).toBe(`h1: ${title}`)
  await expect.poll(() => said(page), soon).toContain(title)
}

const freeTimes = (page: Page) => page.getByRole('button', { name: /\d\d:\d\d.*남음/ })

async function openRestaurant(page: Page, name = '맛있는 집밥'): Promise<void> {
  await page.goto(`${product.url}/restaurants`)
  await page.getByRole('link', { name }).first().click()
  await freeTimes(page).first().waitFor()
}

/** Holds the last free time of a restaurant, by keyboard. */
async function takeTable(page: Page, name?: string): Promise<void> {
  await openRestaurant(page, name)
  await freeTimes(page).last().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/bookings\//)
  await page.getByLabel('연락처', { exact: true }).waitFor()
}

const submit = (page: Page) => page.locator('button[type=submit]:visible')
const fillPhone = (page: Page) => page.getByLabel('연락처', { exact: true }).fill('01012345678')

async function pressInWindow(page: Page, name: RegExp): Promise<void> {
  const [popup] = await Promise.all([page.context().waitForEvent('page'), submit(page).click()])
  await expectStage(page, '결제를 기다리고 있어요')
  await popup.getByRole('button', { name }).click()
}

test('each stage of a booking moves the focus to its heading, and the live region says it', async () => {
  const { page, faults } = await openAs()
  await takeTable(page)
  expect(await focused(page)).toBe('h1: 10분 동안 자리를 맡아 둘게요')
  await fillPhone(page)
  await page.getByRole('radio', { name: /카카오페이/ }).check()
  await pressInWindow(page, /비밀번호/)
  await expectStage(page, '결제가 승인되지 않았어요')
  await page.getByText('결제되지 않았', { exact: false }).first().waitFor()
  await pressInWindow(page, /결제하기/)
  await expectStage(page, '예약이 확정됐어요')
  await page.getByRole('button', { name: '예약 취소' }).click()
  await page.getByRole('button', { name: '취소하고 환불받기' }).click()
  await expectStage(page, '취소된 예약이에요')
  expect(faults).toEqual([])
})

test('a window that the browser blocks is said, and the payment goes on in this one', async () => {
  const { page, faults } = await openAs(desktop, 'window.open = () => null')
  await takeTable(page)
  await fillPhone(page)
  await page.getByRole('radio', { name: /카카오페이/ }).check()
  await submit(page).click()
  await expectStage(page, '결제창이 차단됐어요')
  await expectAccessible(page)
  await page.getByRole('button', { name: '이 창에서 결제하기' }).click()
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()
  expect(faults).toEqual([])
})

test('what was typed survives a reload; a phone number is kept when asked, and a booker corrected', async () => {
  const { page, faults } = await openAs(phone)
  await takeTable(page, '숯불마을')
  await fillPhone(page)
  await page.getByLabel('이 번호를 다음에도 사용').check()
  await page.getByLabel('전달 사항', { exact: false }).fill('창가 자리')
  await page.reload()
  const [phoneField, message] = [
    page.getByLabel('연락처', { exact: true }),
    page.getByLabel('전달 사항', { exact: false }),
  ]
  await phoneField.waitFor()
  await expect.poll(() => phoneField.inputValue(), soon).toBe('010-1234-5678')
  expect(await message.inputValue()).toBe('창가 자리')
  await page.getByLabel('이 번호를 다음에도 사용').check()
  await submit(page).click()
  await page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()

  await page.getByRole('button', { name: '예약자 정보 수정' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('연락처', { exact: true }).fill('01098765432')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '저장' }).click()
  await page.getByText('010-9876-5432').waitFor()

  await openRestaurant(page)
  await freeTimes(page).first().click()
  await page.waitForURL(/\/bookings\//)
  await phoneField.waitFor()
  await expect.poll(() => phoneField.inputValue(), soon).toBe('010-9876-5432')
  await page.goto(`${product.url}/account`)
  await page.getByText('010-9876-5432').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '삭제' }).click()
  await page.getByText('010-9876-5432').waitFor({ state: 'detached' })
  expect(faults).toEqual([])
})

/** From tomorrow on. The demo's restaurant has five times on it, three on Sundays. */
const nextTuesday = (): string => {
  const tomorrow = addDays(wallDate(new Date(), 'Asia/Seoul'), 1)
  return addDays(tomorrow, (9 - weekdayOf(tomorrow)) % 7)
}

test('every page says what is held, how long, and leads on; so does the refusal of one too many', async () => {
  const { page, faults } = await openAs(phone)
  await openRestaurant(page)
  const restaurant = `${product.url}${new URL(page.url()).pathname}?date=${nextTuesday()}`
  for (const at of [0, 1, 2]) {
    await page.goto(restaurant)
    await freeTimes(page).nth(at).click()
    await page.waitForURL(/\/bookings\//)
  }
  await page.goto(product.url)
  const bar = page.getByRole('region', { name: '완료하지 않은 예약' })
  await bar.getByText('맛있는 집밥', { exact: false }).waitFor()
  await bar.getByRole('timer').waitFor()
  await bar.getByRole('link', { name: '2건 더 보기' }).waitFor()
  await expectAccessible(page)
  await page.goto(restaurant)
  await freeTimes(page).nth(3).click()
  const refusal = page
    .getByRole('alert')
    .filter({ hasText: '결제하지 않은 예약이 많아 더 예약할 수 없어요' })
  await expect.poll(() => refusal.getByRole('link').count(), soon).toBe(3)
  await expectAccessible(page)
  await refusal.getByRole('link').first().click()
  await page.getByRole('heading', { level: 1, name: /맡아 둘게요/ }).waitFor()
  expect(await bar.count()).toBe(0)
  expect(faults).toEqual([])
})

test('giving up a hold among my bookings is said, with the focus on the heading of what is left', async () => {
  const { page, faults } = await openAs()
  await takeTable(page)
  await page.goto(`${product.url}/bookings`)
  await page.getByRole('button', { name: '예약 그만두기' }).click()
  expect(await page.getByRole('region', { name: '완료하지 않은 예약' }).count()).toBe(0)
  await page.getByRole('dialog').getByRole('button', { name: '그만두기', exact: true }).click()
  await expect.poll(() => focused(page), soon).toBe('h2: 진행 중인 예약과 주문')
  await expect.poll(() => said(page), soon).toContain('예약을 그만두었어요. 자리는 곧 다시 열려요.')
  await page.getByRole('heading', { name: '지난 예약과 취소한 내역' }).waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('a count that changes under the focus is said', async () => {
  const { page } = await openPage(browser, desktop)
  await page.addInitScript(listening)
  await openRestaurant(page, '바다초밥')
  const other = await signIn(product, 'customer@jari.local')
  const time = freeTimes(page).last()
  await time.focus()
  const [date, tableTimeId] = `${await time.getAttribute('data-time')}`.split(' ')
  const [, capacity] = /\/ (\d+)\)/.exec(`${await time.textContent()}`) ?? []
  const restaurantId = new URL(page.url()).pathname.split('/').at(-1)
  await other('POST', `/v1/restaurants/${restaurantId}/bookings`, { date, tableTimeId })
  const left = `테이블 ${capacity}개 중 ${Number(capacity) - 1}개 남음`
  await expect.poll(() => said(page), { timeout: 5_000 }).toContain(left)
})

test('at 400 % zoom nothing sticks to the window, and forced colours mark the chosen day', async () => {
  const { page } = await openAs({ viewport: { width: 320, height: 256 }, forcedColors: 'active' })
  await openRestaurant(page)
  const days = page.getByRole('navigation', { name: '날짜 선택' })
  await days.getByRole('link').nth(8).click()
  await expect.poll(() => days.getByRole('link').nth(8).getAttribute('aria-current')).not.toBeNull()
  const groundOf = (at: number) =>
    days
      .getByRole('link')
      .nth(at)
      .evaluate((link) => getComputedStyle(link).backgroundColor)
  expect(await groundOf(8)).not.toBe(await groundOf(7))
  const right = await days
    .getByRole('link')
    .nth(8)
    .evaluate((link) => link.getBoundingClientRect().right)
  expect(right).toBeLessThanOrEqual(320)
  await takeTable(page)
  const stuck = `[...document.querySelectorAll('header, main *')].filter((one) =>
    ['sticky', 'fixed'].includes(getComputedStyle(one).position)).map((one) => one.className)`
  expect(await page.evaluate(stuck)).toEqual([])
})

test('a password is changed on the account page', async () => {
  const { page } = await openAs()
  await page.goto(`${product.url}/account`)
  await page.getByRole('button', { name: '비밀번호 변경' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('현재 비밀번호').fill('not mine')
  await dialog.getByLabel('새 비밀번호').fill('long enough 2')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '비밀번호 변경' }).click()
  await dialog.getByText('비밀번호가 올바르지 않아요.').waitFor()
  await dialog.getByLabel('현재 비밀번호').fill(password)
  await dialog.getByRole('button', { name: '비밀번호 변경' }).click()
  await page.getByText('비밀번호를 변경했어요.').waitFor()
  const me = await (await page.request.get(`${product.url}/v1/me`)).json()
  expect(me).not.toBeNull()
})

// Last: it moves everybody's clock.
test('an expired hold is said, with the focus on its heading', async () => {
  const { page } = await openAs()
  await takeTable(page)
  const admin = await signIn(product, 'admin@jari.local')
  await admin('POST', '/v1/test-clock', { advance: 'PT9M55S' })
  await page.reload()
  await page.getByRole('timer').first().waitFor()
  await expectStage(page, '결제 시간이 지나 예약이 취소됐어요')
})
