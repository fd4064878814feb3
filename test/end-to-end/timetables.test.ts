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

/** In one of them it is morning now: 22:00 is still to come. */
const zones = ['Asia/Seoul', 'Europe/London', 'America/New_York', 'Pacific/Honolulu', 'Asia/Dubai']
const hourIn = (timeZone: string) =>
  Number(new Date().toLocaleString('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }))
const morning = () => zones.toSorted((one, other) => hourOff(one) - hourOff(other))[0] ?? ''
const hourOff = (zone: string) => Math.abs(hourIn(zone) - 8)

interface Time {
  readonly hour: number
  readonly count: number
  readonly price?: number
}

/** A shop of the demo owner with its own times. */
async function givenShop(name: string, times: readonly Time[]): Promise<string> {
  const owner = await signIn(product, 'owner@jari.local')
  const { id } = await owner<{ id: string }>('POST', '/v1/shops', {
    name,
    kind: 'hair',
    description: 'Hair.',
    timeZone: morning(),
    currency: 'KRW',
  })
  for (const { hour, count, price = 0 } of times)
    await owner('POST', `/v1/shops/${id}/timetables`, {
      reservationHour: hour,
      basicRemaining: count,
      price,
    })
  return id
}

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

interface Shown {
  readonly now: string
  readonly date: string
  readonly times: readonly { id: string; reservationHour: number; remaining: number }[]
}

const readShop = async (id: string): Promise<Shown> =>
  (await (await fetch(`${product.url}/v1/shops/${id}`)).json()) as Shown

/** Another customer claims a place at this hour. */
async function takeOne(shopId: string, hour: number): Promise<void> {
  const other = await signIn(product, 'customer@jari.local')
  const { times } = await readShop(shopId)
  const timetableId = times.find((time) => time.reservationHour === hour)?.id
  await other('POST', `/v1/shops/${shopId}/bookings`, { timetableId })
}

/** A service of the owner reserves a place at this hour through the gate. */
async function reserveOne(shopId: string, hour: number): Promise<void> {
  const owner = await signIn(product, 'owner@jari.local')
  const { times } = await readShop(shopId)
  const timetableId = times.find((time) => time.reservationHour === hour)?.id
  expect(await owner('POST', `/v1/timetables/${timetableId}/reservations`)).toBe(true)
}

/** Lazily loaded parts bring their own texts: no Korean on an English page. */
async function expectEnglish(page: Page): Promise<void> {
  const text = await page.evaluate('document.body.innerText')
  const korean =
    `${text}`.replaceAll(/자리( \(연습용\))?|한국어/g, '').match(/[^\n]*[가-힣][^\n]*/g) ?? []
  expect([page.url(), korean]).toEqual([page.url(), []])
}

const timeButton = (page: Page, time: string) =>
  page.getByRole('button', { name: new RegExp(`^${time}`) })

test('a free time is found on home, claimed, confirmed at once, and canceled', async () => {
  const shopId = await givenShop('아침 미용실', [
    { hour: 1, count: 2 },
    { hour: 22, count: 2 },
  ])
  const { page, faults } = await openPage(browser, desktop)
  await page.goto(product.url)
  await page.getByRole('link', { name: /아침 미용실.*오늘 22:00.*예약 가능 2건/ }).waitFor()
  await page.getByRole('link', { name: '시간 예약 전체 보기' }).click()
  await page.getByRole('heading', { level: 1, name: '시간 예약' }).waitFor()
  const card = page.getByRole('link', { name: /아침 미용실/ })
  await card.scrollIntoViewIfNeeded()
  await card.getByText('오늘 예약 가능 2건').waitFor()
  await expectAccessible(page)
  await card.click()

  await page.getByRole('heading', { level: 1, name: '아침 미용실' }).waitFor()
  await page.getByText('22:00').waitFor()
  await expectAccessible(page)
  await timeButton(page, '22:00').click() // signed out, it leads to signing in
  await page.getByRole('button', { name: '손님' }).click()
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.waitForURL(`${product.url}/shops/${shopId}?time=*`)
  const focused = () => page.evaluate('document.activeElement.textContent')
  await expect.poll(focused, { timeout: 10_000 }).toMatch(/^22:00/)

  await page.getByText('지난 시간 1개 보기').click()
  await page.getByText('01:00').waitFor()
  expect(await timeButton(page, '01:00').count()).toBe(0)
  await expectAccessible(page)

  await timeButton(page, '22:00').click()
  await page.waitForURL(/\/bookings\//)
  await page.getByRole('timer').first().waitFor()
  await page.getByText('무료').filter({ visible: true }).first().waitFor()
  await page.getByRole('button', { name: '예약하기' }).click()
  await page.getByText('연락처를 입력해 주세요.').waitFor()
  await expectAccessible(page)
  await page.getByLabel('연락처').fill('01012345678')
  await page.getByRole('button', { name: '예약하기' }).click()
  await page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()
  await page.getByText('010-1234-5678').waitFor()
  await expectAccessible(page)
  expect(page.context().pages()).toHaveLength(1)

  await page.getByRole('link', { name: '예약·주문', exact: true }).last().click()
  await page.getByRole('heading', { level: 3, name: '아침 미용실' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '예약 취소' }).click()
  await page.getByRole('dialog').getByText('환불할 금액도 없어요', { exact: false }).waitFor()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: '취소하기' }).click()
  await page.getByText('취소됨').waitFor()
  const admin = await signIn(product, 'admin@jari.local')
  await admin('POST', '/v1/test-clock', { advance: 'PT90S' }) // it comes back at a random time
  expect((await readShop(shopId)).times.at(-1)?.remaining).toBe(2)
  expect(faults).toEqual([])
})

test('on a phone, in English: a paid time stands beside a table in one list, and is refunded', async () => {
  const shopId = await givenShop('Evening', [{ hour: 22, count: 12, price: 25_000 }])
  const { page, faults } = await openPage(browser, phone)
  await signUp(page, 'Sam')
  await page.goto(`${product.url}/shops/${shopId}`)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByText('12 of 12 bookings left').waitFor({ state: 'attached' })
  await expectAccessible(page)
  await expectEnglish(page)
  await timeButton(page, '22:00').click()
  await page.waitForURL(/\/bookings\//)
  await page.reload()
  await page.getByRole('region', { name: 'Cancellation and refunds' }).waitFor()
  await expectEnglish(page)
  await page.getByLabel(/phone/i).fill('01055556666')
  await expectAccessible(page)
  await page.locator('button[type=submit]:visible').click()
  await page.waitForURL(/\/window\//)
  await page.locator('button[value=pay]').click()
  await page.waitForURL(/\/bookings\//)
  await page.getByRole('heading', { level: 1, name: /confirmed/i }).waitFor()
  await expectAccessible(page)
  await expectEnglish(page)

  const { data } = (await (await page.request.get(`${product.url}/v1/restaurants`)).json()) as {
    data: { id: string; name: string }[]
  }
  await page.goto(`${product.url}/restaurants/${data[0]?.id}`)
  const table = page.getByRole('button', { name: /\d\d:\d\d.*left/ })
  await table.last().click()
  await page.waitForURL(/\/bookings\//)
  await page.goto(`${product.url}/bookings`)
  await page.getByRole('heading', { level: 3, name: data[0]?.name ?? '' }).waitFor()
  await page.getByRole('heading', { level: 3, name: 'Evening' }).waitFor()
  await expectAccessible(page)

  const card = page.getByRole('article').filter({ hasText: 'Evening' })
  await card.getByRole('button', { name: /^Cancel/ }).click()
  await page
    .getByRole('dialog')
    .getByText(/all of ₩25,000 is refunded/)
    .waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel and refund' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await card.getByText('Canceled').waitFor()
  expect(faults).toEqual([])
})

test('the holder of the last place sees that, and returns to the same booking', async () => {
  const shopId = await givenShop('하나', [{ hour: 22, count: 1, price: 9_000 }])
  const { page, faults } = await openPage(browser, phone)
  await signUp(page, '김손님')
  await page.goto(`${product.url}/shops/${shopId}`)
  await timeButton(page, '22:00').click()
  await page.waitForURL(/\/bookings\//)
  const here = page.url()
  await page.goto(`${product.url}/shops/${shopId}`)
  await timeButton(page, '22:00').getByText('맡아 둔 자리').waitFor()
  await timeButton(page, '22:00').click()
  await page.waitForURL(here)
  await page.goto(here.replace('/bookings/', '/shop-bookings/')) // a link in an older mail
  await page.waitForURL(here)
  await page.goto(here.replace('/bookings/', '/orders/'))
  await page.waitForURL(here)
  await page.getByRole('timer').first().waitFor()
  expect(faults).toEqual([])
})

test('claims of others show at once, and a time that sold out meanwhile says so beside it', async () => {
  const shopId = await givenShop('인기', [
    { hour: 20, count: 1 },
    { hour: 21, count: 2 },
    { hour: 22, count: 1 },
    { hour: 23, count: 1 },
  ])
  const { page } = await openPage(browser, desktop)
  await signUp(page, '늦은이')
  await page.goto(`${product.url}/shops/${shopId}`)
  await timeButton(page, '21:00').getByText('2 / 2').waitFor()
  await takeOne(shopId, 21)
  await timeButton(page, '21:00').getByText('1 / 2').waitFor()
  await reserveOne(shopId, 21)
  await timeButton(page, '21:00').getByText('0 / 2').waitFor()

  const { page: late } = await openPage(browser, phone)
  await late.route('**/live', (route) => route.abort()) // disconnected: its counts grow stale
  await signUp(late, '더 늦은이')
  await late.goto(`${product.url}/shops/${shopId}`)
  await late.getByText('다시 연결하고 있어요', { exact: false }).waitFor()
  await expectAccessible(late)
  await takeOne(shopId, 22)
  await timeButton(page, '22:00').getByText('마감', { exact: true }).waitFor()
  expect(await timeButton(page, '22:00').getAttribute('aria-disabled')).toBe('true')
  await timeButton(late, '22:00').click()
  await late.getByRole('alert').getByText('남은 자리가 없어요').waitFor()
  await timeButton(late, '22:00').getByText('마감', { exact: true }).waitFor()
  await expectAccessible(late)

  const owner = await signIn(product, 'owner@jari.local')
  const { times } = await readShop(shopId)
  const last = times.find((time) => time.reservationHour === 23)?.id
  await owner('DELETE', `/v1/timetables/${last}`)
  await timeButton(late, '23:00').click()
  await late.getByRole('alert').getByText('타임테이블을 찾을 수 없어요').waitFor()
  await expect.poll(() => timeButton(late, '23:00').count(), { timeout: 5_000 }).toBe(0)
  await late.getByRole('alert').getByText('타임테이블을 찾을 수 없어요').waitFor()
  await owner('DELETE', `/v1/shops/${shopId}`)
  await timeButton(late, '20:00').click()
  await late.getByText('영업이 종료되어', { exact: false }).waitFor()
  await expectAccessible(late)
})

test('at the shop’s midnight the page turns to the new day, full again', async () => {
  const shopId = await givenShop('자정', [{ hour: 22, count: 3 }])
  await takeOne(shopId, 22)
  const { page, faults } = await openPage(browser, desktop)
  await page.clock.install()
  await page.goto(`${product.url}/shops/${shopId}`)
  await page.getByText('2 / 3').waitFor()
  const { now, date } = await readShop(shopId)
  const admin = await signIn(product, 'admin@jari.local')
  await admin('POST', '/v1/test-clock', { advance: 'PT20H' })
  await page.clock.fastForward('20:00:00')
  await page.getByText('3 / 3').waitFor()
  const after = await readShop(shopId)
  expect(after.date > date && after.now > now).toBe(true)
  expect(await page.locator('time').first().getAttribute('datetime')).toBe(after.date)
  expect(faults).toEqual([])
})
