import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
