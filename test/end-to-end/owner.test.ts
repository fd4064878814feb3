import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

interface Grid {
  days: { date: string; closed: boolean; times: { tableTimeId: string }[] }[]
}

const asOwner = async (page: Page) => {
  const answer = await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
}
const tab = (page: Page, name: string) =>
  page
    .getByRole('navigation', { name: '운영 메뉴' })
    .getByRole('link', { name, exact: true })
    .click()

test('an owner opens a restaurant, adds times, a picture and a closed date, and sees its guests', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await asOwner(page)
  await page.goto(product.url)
  await page.getByRole('link', { name: '운영 관리' }).click()
  await page.getByRole('heading', { level: 1, name: '운영 관리' }).waitFor()
  await expectAccessible(page)

  await page.getByRole('link', { name: '새로 열기' }).click()
  await page.getByRole('button', { name: '열기', exact: true }).click()
  await page.getByText('하나를 선택해 주세요.').waitFor()
  await page.getByText('이름을 입력해 주세요.').waitFor()
  await expectAccessible(page)
  await page.getByRole('radio', { name: /^식당/ }).check()
  await page.getByLabel('이름').fill('새벽 국수')
  await expectAccessible(page)
  await page.getByRole('button', { name: '열기', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await page.getByRole('heading', { level: 1, name: '새벽 국수' }).waitFor()

  const setup = page.getByRole('region', { name: '손님이 예약할 수 있게 준비해 주세요' })
  await setup.getByText('지금 할 일: 테이블').waitFor()
  await expectAccessible(page)
  await setup.getByRole('link', { name: '테이블 배치 없이 요일별 시간으로 받기' }).click()
  await page
    .getByRole('button', { name: /시간 추가/ })
    .first()
    .click()
  for (const day of ['월', '화', '수', '목', '금', '토', '일'])
    await dialog.getByText(day, { exact: true }).click()
  await dialog.getByLabel('시간', { exact: true }).fill('12:30')
  await dialog.getByLabel('테이블당 가격').fill('9000')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '시간 추가' }).click()
  await dialog.waitFor({ state: 'detached' })
  const times = page.getByRole('button', { name: /12:30.*테이블 8개.*9,000원/ })
  await expect.poll(() => times.count()).toBe(7)
  await setup.waitFor({ state: 'detached' })
  await expectAccessible(page)

  await tab(page, '설정')
  await tab(page, '사진')
  const picture = sharp({ create: { width: 1200, height: 800, channels: 3, background: '#b65' } })
  await page.getByLabel('사진 선택').setInputFiles({
    name: 'noodles.png',
    mimeType: 'image/png',
    buffer: await picture.png().toBuffer(),
  })
  await page.getByLabel('사진 설명').fill('국수 한 그릇')
  await page.getByRole('button', { name: '올리기' }).click()
  await page.getByRole('img', { name: '국수 한 그릇' }).waitFor()
  await expectAccessible(page)

  await tab(page, '예약 운영')
  await tab(page, '휴무일')
  const restaurantId = new URL(page.url()).pathname.split('/').at(-1)
  const customer = await signIn(product, 'customer@jari.local')
  const readDays = async () => (await customer<Grid>('GET', `/v1/restaurants/${restaurantId}`)).days
  const closing = page.locator(`[data-date="${(await readDays())[2]?.date}"]`)
  await page.getByRole('table').waitFor()
  if ((await closing.count()) === 0) await page.getByRole('button', { name: '다음 달' }).click()
  await closing.click()
  await expectAccessible(page)
  await dialog.locator('button[type=submit], button').last().click()
  await dialog.waitFor({ state: 'detached' })

  await expect.poll(async () => (await readDays()).filter(({ closed }) => closed).length).toBe(1)
  const days = await readDays()
  const day = days.find(({ times }) => times.length > 0)
  const booking = await customer<{ id: string; orderNumber: string }>(
    'POST',
    `/v1/restaurants/${restaurantId}/bookings`,
    { tableTimeId: day?.times[0]?.tableTimeId, date: day?.date },
  )
  const booker = { name: '김손님', phone: '010-1234-5678', message: '아기 의자 하나' }
  await customer('PUT', `/v1/bookings/${booking.id}/booker`, booker)
  // its URL from before
  await page.goto(`${product.url}/owner/${restaurantId}?tab=bookings&date=${day?.date}`)
  await page.waitForURL(`${product.url}/desk/${restaurantId}?tab=bookings&date=${day?.date}`)
  for (const text of [booking.orderNumber, booker.name, booker.phone, booker.message])
    await page.getByText(text).first().waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('on a phone every tab of a restaurant fits', async () => {
  const { page, faults } = await openPage(browser, phone)
  await asOwner(page)
  await page.goto(`${product.url}/desk`)
  await page.getByRole('link', { name: /맛있는 집밥/ }).click()
  for (const name of [
    '예약',
    '요일별 시간',
    '휴무일',
    '테이블',
    '결제·취소',
    '취소 규정',
    '설정',
    '대기열',
    '알림',
    '직원',
    '정보',
  ]) {
    await page
      .getByRole('navigation', { name: '운영 메뉴' })
      .getByRole('link', { name, exact: true })
      .click()
    await page.waitForLoadState('networkidle')
    await expectAccessible(page)
  }
  expect(faults).toEqual([])
})

test('somebody who owns nothing is told what to do, and refused', async () => {
  const { page } = await openPage(browser, desktop)
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'customer@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  for (const address of ['/owner', '/my-shops']) {
    await page.goto(product.url + address)
    await page.waitForURL(`${product.url}/desk`)
    await page.getByText('사장님만 볼 수 있어요').waitFor()
  }
  expect(await page.getByText('새로 열기').count()).toBe(0)
  await expectAccessible(page)
})

test('an owner changes a store’s details, closes and reopens it', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await asOwner(page)
  await page.goto(`${product.url}/desk`)
  await page.getByRole('link', { name: /숯불마을/ }).click()
  await tab(page, '설정')
  await tab(page, '정보')
  const details = page.locator('form', { has: page.getByLabel('이름') })
  await details.getByLabel('이름').fill('숯불마을 본점')
  await details.getByRole('button', { name: '저장', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '숯불마을 본점' }).waitFor()
  await page.getByText('저장했어요.').waitFor()
  await page.getByRole('button', { name: '예약 중지' }).click()
  await page.getByText('새 예약을 받지 않고 있어요. 확정된', { exact: false }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '다시 열기' }).click()
  await page.getByRole('button', { name: '예약 중지' }).waitFor()
  expect(await page.getByText('새 예약을 받지 않고 있어요. 확정된', { exact: false }).count()).toBe(
    0,
  )
  expect(faults).toEqual([])
})

test.each([
  ['ko', 1024],
  ['ko', 1280],
  ['en', 1024],
  ['en', 1280],
])(
  'one entry leads to all of one’s stores; in %s at %i px the header breaks no word',
  async (language, width) => {
    const { page } = await openPage(browser, { viewport: { width, height: 768 } })
    await page.addInitScript(`localStorage.setItem('jari-language', '${language}')`)
    await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
      data: { email: 'admin@jari.local', password: 'sandbox-only' },
      headers: { origin: product.url },
    })
    await page.goto(product.url)
    const menu = page.getByRole('button', { name: /^(메뉴|Menu)$/ })
    const row = page.locator('header nav:not([popover])')
    if (width < 1280) await menu.click()
    else await row.waitFor()
    expect(await menu.isVisible()).toBe(width < 1280)
    const entries = page
      .getByRole('navigation', { name: /^(주 메뉴|Main menu)$/ })
      .getByRole('link')
    await entries.nth(1).waitFor()
    expect(await entries.filter({ hasText: /운영 관리|My desk/ }).count()).toBe(1)
    await expectAccessible(page)
    if (width < 1280) return
    const heights = () =>
      row.locator('a, button').evaluateAll((all) => all.map((one) => one.clientHeight))
    await expect.poll(async () => [...new Set(await heights())]).toEqual([44]) // its font may come later
    await expect.poll(() => row.evaluate((nav) => nav.scrollWidth - nav.clientWidth)).toBe(0)
  },
)

test('home has a short row for each door, five of which fit on a phone, with a link to all stores', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.goto(product.url)
  await page.getByRole('link', { name: /맛있는 집밥.*내일/ }).waitFor()
  const rows = page.locator('section[aria-labelledby^=door-]')
  const heights = await rows.evaluateAll((all) => all.map((row) => row.clientHeight))
  expect(heights.length).toBeGreaterThan(1)
  expect(Math.max(...heights)).toBeLessThanOrEqual(150)
  await expectAccessible(page)
  await page.getByRole('link', { name: '식당 전체 보기' }).click()
  await page.getByRole('heading', { level: 1, name: '식당' }).waitFor()
  await page.getByRole('link', { name: /맛있는 집밥/ }).waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('an owner with a store begins at the desk; on a phone the open tab is in sight', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.goto(`${product.url}/sign-in`)
  await page.getByLabel('이메일').fill('owner@jari.local')
  await page.getByLabel('비밀번호').fill('sandbox-only')
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.waitForURL('**/desk')
  await page.getByRole('link', { name: /맛있는 집밥/ }).click()
  await page.waitForURL(/\/desk\/./)
  await page.goto(`${page.url()}?tab=details`)
  const tab = page.getByRole('link', { name: '정보', exact: true })
  await tab.waitFor()
  await expect.poll(async () => (await tab.boundingBox())?.x ?? 999).toBeLessThan(390)
  expect(faults).toEqual([])
})
