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

/** The page of a mug at a new shop. */
async function givenMug(name: string): Promise<string> {
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { name, description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { id } = await owner<{ id: string }>('POST', '/v1/markets', draft)
  const { productId } = await owner<{ productId: string }>('POST', `/v1/markets/${id}/products`, {
    ...{ title: '머그컵', hidden: false, facts: [{ label: '제조국', value: '한국' }] },
    variants: [{ price: 30_000, stocked: 10 }],
  })
  return `/market/${id}/products/${productId}`
}

const basket = (page: Page, name: string) =>
  page.getByRole('banner').getByRole('link', { name, exact: true })

async function addOn(page: Page, path: string): Promise<void> {
  await page.goto(product.url + path)
  await page.getByRole('button', { name: '장바구니 담기' }).click()
  await page.getByText('장바구니에', { exact: false }).first().waitFor()
}

test.each([
  ['a phone', phone],
  ['a desktop', desktop],
])('on %s, the header counts what a guest has in the carts of two shops', async (_, options) => {
  const [moon, sun] = [await givenMug('달빛 그릇'), await givenMug('햇살 그릇')]
  const { page, faults } = await openPage(browser, options)
  await page.goto(product.url)
  await page.getByRole('banner').getByRole('link', { name: '로그인' }).waitFor()
  expect(await basket(page, '장바구니').count()).toBe(0)
  await addOn(page, moon)
  await basket(page, '장바구니에 담은 항목 1개').click()
  await page.waitForURL(/\/market\/[0-9a-f-]{36}\/cart$/)
  await page.getByRole('button', { name: '머그컵 하나 더하기' }).click()
  await basket(page, '장바구니에 담은 항목 2개').waitFor()
  await addOn(page, sun)
  await basket(page, '장바구니에 담은 항목 3개').click()
  await page.getByRole('heading', { level: 1, name: '장바구니' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '햇살 그릇 1개 담음' }).waitFor()
  await page.getByRole('link', { name: '달빛 그릇 2개 담음' }).click()
  await page.getByRole('button', { name: '머그컵 하나 빼기' }).waitFor()
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  expect(faults).toEqual([])
})

/** A shop that sells tables as well: the id of the shop, and a mug and a table of it. */
async function givenMixed() {
  const owner = await signIn(product, 'owner@jari.local')
  const path = await givenMug('한 상 차림')
  const [, , marketId = '', , productId = ''] = path.split('/')
  await owner('PUT', `/v1/stores/${marketId}/doors`, { also: ['dining'] })
  const day = new Date(Date.now() + 5 * 86_400_000)
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format(day)
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7
  const tables: string[] = []
  for (const time of ['18:00', '20:00']) {
    const weekly = { weekday, time, capacity: 4, price: 25_000 }
    const made = await owner<{ id: string }>(
      'POST',
      `/v1/restaurants/${marketId}/table-times`,
      weekly,
    )
    tables.push(made.id)
  }
  const { variants } = await owner<{ variants: { variantId: string }[] }>(
    'GET',
    `/v1/markets/${marketId}/products/${productId}`,
  )
  const items = [
    ...tables.map((tableTimeId) => ({ door: 'dining', tableTimeId, date })),
    { variantId: variants[0]?.variantId ?? '' },
  ]
  return { marketId, items }
}

test('two tables and a mug are one cart, one order and one payment; another device sees the same order', async () => {
  const { marketId, items } = await givenMixed()
  const { page, faults } = await openPage(browser, phone)
  await page.goto(product.url)
  const send = (path: string, data?: object) =>
    page.request.post(product.url + path, {
      headers: { origin: product.url, 'idempotency-key': crypto.randomUUID() },
      ...(data && { data }),
    })
  await send('/v1/auth/sign-in/anonymous')
  await send('/v1/me/acceptances', { accepted: ACCEPTED })
  for (const item of items) {
    const put = await send(`/v1/markets/${marketId}/cart/lines`, { item, quantity: 1 })
    expect(put.status(), await put.text()).toBeLessThan(300)
  }
  await page.goto(`${product.url}/market/${marketId}/cart`)
  await page.getByRole('link', { name: '3개 주문하기' }).click()
  await page.getByRole('heading', { level: 1, name: '주문하기' }).waitFor()
  await expectAccessible(page)
  await page.getByLabel('이름').fill('김하나')
  await page.getByLabel('연락처').fill('010-2345-6789')
  await page.getByLabel('이메일').fill('hana@example.com')
  await page.getByLabel('우편번호').fill('04524')
  await page.getByLabel('시·군·구').fill('서울특별시 중구')
  await page.getByLabel('도로명 주소').fill('세종대로 110')
  await page.getByLabel(/결제에 동의합니다/).check()
  await page.getByRole('button', { name: '결제 수단 선택하기' }).click()
  await page.waitForURL(/\/bookings\/[0-9a-f-]{36}/)
  await page.getByText('04524 서울특별시 중구 세종대로 110').waitFor()
  expect(await page.getByRole('textbox').count()).toBe(0)
  await expectAccessible(page)
  const number = (await page.getByText(/^\d{14}-[0-9A-Z]{8}$/).textContent()) ?? ''
  const opened = page.context().waitForEvent('page', { timeout: 5_000 })
  await page.getByRole('button', { name: /원 결제$/ }).click()
  const gateway = await opened.catch(() => page)
  await gateway.getByRole('button', { name: /결제하기/ }).click()
  await page.getByRole('heading', { level: 1, name: '예약과 주문이 완료됐어요' }).waitFor()
  await page.getByText('04524 서울특별시 중구 세종대로 110').waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])

  const elsewhere = await openPage(browser, desktop)
  await elsewhere.page.goto(`${product.url}/guest-bookings`)
  await elsewhere.page.getByLabel('주문 번호').fill(number)
  await elsewhere.page.getByRole('textbox', { name: '전화번호' }).fill('01023456789')
  await elsewhere.page.getByRole('button', { name: '조회하기' }).click()
  await elsewhere.page.getByText('04524 서울특별시 중구 세종대로 110').waitFor()
  await elsewhere.page.getByRole('button', { name: '영수증 내려받기', exact: true }).waitFor()
  await expectAccessible(elsewhere.page)
  await elsewhere.page.getByRole('button', { name: '주문 취소' }).click()
  await elsewhere.page.getByText(/이 환불돼요/).waitFor()
  expect(elsewhere.faults).toEqual([])
})

test('goods of a restaurant are followed on the page of an order with a table', async () => {
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { name: '집밥과 김치', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { id } = await owner<{ id: string }>('POST', '/v1/restaurants', draft)
  await owner('PUT', `/v1/stores/${id}/doors`, { also: ['shop'] })
  const day = new Date(Date.now() + 5 * 86_400_000)
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format(day)
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7
  const time = { weekday, time: '18:00', capacity: 4, price: 25_000 }
  const table = await owner<{ id: string }>('POST', `/v1/restaurants/${id}/table-times`, time)
  const made = await owner<{ variants: { variantId: string }[] }>(
    'POST',
    `/v1/markets/${id}/products`,
    {
      ...{ title: '김치', hidden: false, facts: [{ label: '제조국', value: '한국' }] },
      variants: [{ price: 30_000, stocked: 10 }],
    },
  )
  const { page, faults } = await openPage(browser, phone)
  await page.goto(product.url)
  const send = (path: string, data?: object) =>
    page.request.post(product.url + path, {
      headers: { origin: product.url, 'idempotency-key': crypto.randomUUID() },
      ...(data && { data }),
    })
  await send('/v1/auth/sign-in/anonymous')
  await send('/v1/me/acceptances', { accepted: ACCEPTED })
  const form = {
    ...{ first_name: '하나', last_name: '김', email: 'hana@example.com', phone: '010-2345-6789' },
    ...{ address: '세종대로 110', postal_code: '04524', city: '서울특별시 중구' },
  }
  const items = [
    { item: { door: 'dining', tableTimeId: table.id, date }, quantity: 1 },
    { item: { variantId: made.variants[0]?.variantId }, quantity: 1 },
  ]
  const ordered = await send(`/v1/markets/${id}/orders`, { form, items, seenTotal: 55_000 })
  expect(ordered.status(), await ordered.text()).toBe(201)
  const { id: bookingId } = (await ordered.json()) as { id: string }
  await page.goto(`${product.url}/bookings/${bookingId}`)
  await page.getByText('04524 서울특별시 중구 세종대로 110').waitFor()
  expect(await page.getByRole('textbox').count()).toBe(0)
  const opened = page.context().waitForEvent('page', { timeout: 5_000 })
  await page.getByRole('button', { name: /원 결제$/ }).click()
  const gateway = await opened.catch(() => page)
  await gateway.getByRole('button', { name: /결제하기/ }).click()
  await page.getByRole('button', { name: '영수증 내려받기', exact: true }).waitFor()
  await page.getByText('04524 서울특별시 중구 세종대로 110').waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})
