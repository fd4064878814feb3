import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayLongText } from '../../src/kernel/format.ts'
import { addDays, wallDate, weekdayOf } from '../../src/kernel/time.ts'
import { desktop, expectAccessibleFromTop, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let restaurantId: string
let bookingId: string
let owner: Awaited<ReturnType<typeof signIn>>
const date = addDays(wallDate(new Date(), 'Asia/Seoul'), 2)
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  owner = await signIn(product, 'owner@jari.local')
  const draft = { name: '저녁 상', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  restaurantId = (await owner<{ id: string }>('POST', '/v1/restaurants', draft)).id
  const time = { weekday: weekdayOf(date), time: '19:00', capacity: 1, price: 0 }
  const path = `/v1/restaurants/${restaurantId}`
  const { id: tableTimeId } = await owner<{ id: string }>('POST', `${path}/table-times`, time)
  const booked = await owner<{ id: string }>('POST', `${path}/bookings`, { tableTimeId, date })
  bookingId = booked.id
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

async function openAs(page: Page, who: 'owner' | 'customer', path: string): Promise<void> {
  const answer = await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: `${who}@jari.local`, password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
  await page.goto(product.url + path)
}

test('a guest waits for a full time, and books what came free before its deadline', async () => {
  const { page, faults } = await openPage(browser, phone)
  await openAs(page, 'customer', `/restaurants/${restaurantId}?date=${date}`)
  await page.getByRole('button', { name: /^빈자리 알림 신청.*19:00$/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/30분 동안 맡아 드려요/).waitFor()
  await expectAccessibleFromTop(page)
  await dialog.getByRole('button', { name: '신청하기' }).click()
  await dialog.getByText(/가장 먼저 안내해 드려요/).waitFor()
  await dialog.getByRole('link', { name: '내 예약에서 보기' }).click()
  await page.getByText('다음 순서예요').waitFor()
  await expectAccessibleFromTop(page)

  await owner('POST', `/v1/orders/${bookingId}/cancellation`)
  await page.getByText('자리가 났어요').waitFor()
  await page.getByRole('timer').first().waitFor()
  await expectAccessibleFromTop(page)
  const offer = page.getByRole('article').filter({ hasText: '자리가 났어요' })
  await offer.getByRole('link', { name: '예약하기' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/bookings\//)
  expect(faults).toEqual([])
})

test('an open waitlist dialog says that a place is held, and leads to it', async () => {
  const full = addDays(date, 7)
  const path = `/v1/restaurants/${restaurantId}`
  const { data } = await owner<{ data: { id: string }[] }>('GET', `${path}/table-times`)
  const tableTimeId = data[0]?.id
  const { id } = await owner<{ id: string }>('POST', `${path}/bookings`, {
    ...{ tableTimeId, date: full },
  })
  const { page, faults } = await openPage(browser, phone)
  await openAs(page, 'customer', `/restaurants/${restaurantId}?date=${full}`)
  await page.getByRole('button', { name: /^빈자리 알림 신청.*19:00$/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '신청하기' }).click()
  await dialog.getByText(/가장 먼저 안내해 드려요/).waitFor()
  await owner('POST', `/v1/orders/${id}/cancellation`)
  await dialog.getByText(/자리가 나서 맡아 두었어요/).waitFor()
  await dialog.getByRole('timer').waitFor()
  await expectAccessibleFromTop(page)
  await dialog.getByRole('link', { name: '예약하기' }).click()
  await page.waitForURL(/\/bookings\/./)
  expect(faults).toEqual([])
})

test('the desk shows who waits for a day, and the owner sets how long offers stand', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await openAs(page, 'owner', `/desk/${restaurantId}?tab=bookings&date=${date}`)
  await page.getByRole('heading', { name: '빈자리 알림' }).waitFor()
  await page.getByText('안내 중', { exact: true }).waitFor()
  await page.getByText(/빈자리 알림으로 안내 중 · /).waitFor()
  await expectAccessibleFromTop(page)
  await page.goto(`${product.url}/desk/${restaurantId}?tab=policy`)
  await page.getByLabel('안내한 자리를 맡아 두는 시간 (분)').fill('45')
  const section = page.locator('section').filter({ hasText: '빈자리 알림 받기' })
  await section.getByRole('button', { name: '저장' }).click()
  await page.getByText('빈자리 알림 설정을 저장했어요.').waitFor({ state: 'attached' })
  await expectAccessibleFromTop(page)
  const path = `/v1/stores/${restaurantId}/waitlist-terms`
  expect(await owner('GET', path)).toMatchObject({ isOn: true, offerMinutes: 45 })
  expect(faults).toEqual([])
})

test('a full date says so in the strip, and a full time that pressing it joins the waitlist', async () => {
  const draft = { name: '한 자리', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { id } = await owner<{ id: string }>('POST', '/v1/restaurants', draft)
  const at = `/v1/restaurants/${id}`
  const areaId = randomUUID()
  const spot = { x: 0, y: 0, width: 2, height: 2, shape: 'square', walkInOnly: false }
  const table = { id: randomUUID(), areaId, name: '1', seatsLeast: 1, seatsMost: 4, ...spot }
  await owner('PUT', `${at}/floor-plan`, {
    ...{ areas: [{ id: areaId, name: '홀' }], tables: [table], joins: [] },
  })
  const service = { opens: '19:00', lastSeating: '19:00', closes: '21:00' }
  const weekdays = [date, addDays(date, 1)].map(weekdayOf)
  await owner('PUT', `${at}/service-hours`, {
    services: weekdays.toSorted().map((weekday) => ({ weekday, ...service })),
  })
  await owner('POST', `${at}/party-bookings`, { date, time: '19:00', party: 2 })

  const { page, faults } = await openPage(browser, phone)
  await openAs(page, 'customer', `/restaurants/${id}?date=${date}&party=2`)
  const dateButton = (one: string) => `${dayLongText(one, 'ko')}`
  await page.getByRole('button', { name: `${dateButton(date)}, 마감` }).waitFor()
  await page.getByRole('button', { name: dateButton(addDays(date, 1)), exact: true }).waitFor()
  await page.getByRole('button', { name: `${dateButton(addDays(date, 2))}, 휴무` }).waitFor()
  await expectAccessibleFromTop(page)
  await page.getByRole('button', { name: /19:00.*마감, 빈자리 알림$/ }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /빈자리 알림 신청/ })
    .waitFor()
  expect(faults).toEqual([])
})
