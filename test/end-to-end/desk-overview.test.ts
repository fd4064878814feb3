import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectAccessibleFromTop, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let storeId: string
let date: string
let book: (name: string) => Promise<void>
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { name: '하루 식당', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  storeId = (await owner<{ id: string }>('POST', '/v1/restaurants', draft)).id
  for (const weekday of [1, 2, 3, 4, 5, 6, 7])
    await owner('POST', `/v1/restaurants/${storeId}/table-times`, {
      ...{ weekday, time: '18:00', capacity: 4, price: 0 },
    })
  const customer = await signIn(product, 'customer@jari.local')
  const grid = await customer<{ days: { date: string; times: { tableTimeId: string }[] }[] }>(
    'GET',
    `/v1/restaurants/${storeId}`,
  )
  date = grid.days[0]?.date ?? ''
  const what = { tableTimeId: grid.days[0]?.times[0]?.tableTimeId, date }
  book = async (name) => {
    const path = `/v1/restaurants/${storeId}/bookings`
    const booking = await customer<{ id: string }>('POST', path, what)
    const booker = { name, phone: '010-1234-5678', message: '' }
    await customer('PUT', `/v1/bookings/${booking.id}/booker`, booker)
    await customer('POST', `/v1/orders/${booking.id}/confirmation`)
  }
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

async function open(page: Page, path: string): Promise<void> {
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  await page.goto(product.url + path)
}

test('a booking shows at an open desk by itself, stands out and is said; the day prints black on white', async () => {
  const { page, faults } = await openPage(browser, desktop)
  const live = page.waitForResponse((answer) => answer.url().endsWith('/bookings/live'))
  await open(page, `/desk/${storeId}?tab=bookings&date=${date}`)
  await live
  await page.getByText('예약이 없어요').or(page.getByText('예약 없음')).first().waitFor()
  await book('김하루')
  await page.locator('li', { hasText: '김하루' }).getByText('새 예약').waitFor()
  await expectAccessibleFromTop(page)

  await page.getByRole('button', { name: '인쇄' }).click()
  await page.getByLabel('이름과 전화번호 가려서 인쇄').check()
  await expectAccessibleFromTop(page)
  await page.keyboard.press('Escape')
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  const paper = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.documentElement)
    return { backgroundColor, color }
  })
  expect(paper).toEqual({ backgroundColor: 'rgb(255, 255, 255)', color: 'rgb(0, 0, 0)' })
  await page.getByText('김○○').waitFor()
  expect(await page.getByText('김하루').isVisible()).toBe(false)
  expect(await page.getByRole('navigation', { name: '운영 메뉴' }).isVisible()).toBe(false)
  expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(5_000)
  expect(faults).toEqual([])
})

const tablet: BrowserContextOptions = { ...phone, viewport: { width: 820, height: 1180 } }

test.each([
  ['a phone', phone],
  ['a tablet', tablet],
  ['a desktop', desktop],
] as const)('on %s: the calendar, the report, what was done, and all stores', async (_, device) => {
  const { page, faults } = await openPage(browser, device)
  await open(page, `/desk/${storeId}?tab=calendar&date=${date}`)
  const day = page.locator(`[data-date="${date}"]`)
  await expect.poll(() => day.textContent().catch(() => '')).toMatch(/예약 1건, 예약률 25%/)
  await expectAccessibleFromTop(page)
  await page.getByRole('link', { name: '주', exact: true }).click()
  await page.getByRole('rowheader', { name: '18시' }).waitFor()
  await expectAccessibleFromTop(page)

  await page.goto(`${product.url}/desk/${storeId}?tab=report&from=${date}&to=${date}`)
  await page.getByText('요일·시간별 예약률').first().waitFor()
  await page.locator('dd', { hasText: '25%' }).waitFor()
  for (const summary of await page.locator('main summary').all()) await summary.click()
  await expectAccessibleFromTop(page)

  await page.goto(`${product.url}/desk/${storeId}?tab=acts`)
  await page.getByText('요일별 시간 추가', { exact: false }).nth(1).waitFor()
  await expectAccessibleFromTop(page)

  await page.goto(`${product.url}/desk/today`)
  await page.getByRole('heading', { name: '하루 식당' }).waitFor()
  await expectAccessibleFromTop(page)
  expect(faults).toEqual([])
})
