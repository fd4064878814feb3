import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let restaurant: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  restaurant = await givenRestaurant()
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

/** A restaurant that asks a deposit of 25,000 a table at six every day, and sells mugs for 30,000. */
async function givenRestaurant(): Promise<string> {
  const owner = await signIn(product, 'owner@jari.local')
  const { id } = await owner<{ id: string }>('POST', '/v1/restaurants', {
    ...{ name: '집밥과 머그', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' },
    pricing: { means: 'part', per: 'table' },
  })
  await owner('PUT', `/v1/stores/${id}/doors`, { also: ['shop'] })
  for (const weekday of [1, 2, 3, 4, 5, 6, 7])
    await owner('POST', `/v1/restaurants/${id}/table-times`, {
      ...{ weekday, time: '18:00', capacity: 4, price: 25_000 },
    })
  await owner('POST', `/v1/markets/${id}/products`, {
    ...{ title: '머그컵', hidden: false, facts: [{ label: '제조국', value: '한국' }] },
    variants: [{ price: 30_000, stocked: 10 }],
  })
  return id
}

/** `12월 6일 (일) 18:00`, in whatever language. */
const table = (page: Page) => page.getByRole('button', { name: /18:00/ }).first()

/** Puts a table of the restaurant into the cart, and then a mug of it. */
async function fillCart(page: Page): Promise<void> {
  await page.goto(`${product.url}/restaurants/${restaurant}`)
  await table(page).click()
  await page.getByRole('dialog', { name: /18:00/ }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '장바구니에 담기' }).click()
  await page.getByRole('heading', { level: 2, name: /18:00.*테이블 1개/ }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '상품 더 담기' }).click()
  await page.waitForURL(`${product.url}/market/${restaurant}`)
  await page.getByRole('link', { name: '테이블 예약하기' }).click()
  await page.waitForURL(`${product.url}/restaurants/${restaurant}`)
  await page.getByRole('link', { name: '이 식당의 상품 보기' }).click()
  await expectAccessible(page)
  await page.getByRole('link', { name: /머그컵/ }).click()
  await page.getByRole('button', { name: '장바구니 담기' }).click()
  await page.getByRole('button', { name: '장바구니 보기' }).click()
  await page.waitForURL(/\/cart$/)
}

/** What the checkout asks; then the page of the order, to be paid. */
async function order(page: Page): Promise<string> {
  await page.getByRole('link', { name: '2개 주문하기' }).click()
  await page.getByRole('heading', { level: 1, name: '주문하기' }).waitFor()
  await page.getByRole('heading', { level: 2, name: '예약·주문 내용' }).waitFor()
  await page.getByText('예약·상품 금액').waitFor()
  await expectAccessible(page)
  await page.getByLabel('이름').fill('김하나')
  await page.getByLabel('연락처').fill('010-2345-6789')
  await page.getByLabel('이메일').fill('hana@example.com')
  await page.getByLabel('우편번호').fill('04524')
  await page.getByLabel('시·군·구').fill('서울특별시 중구')
  await page.getByLabel('도로명 주소').fill('세종대로 110')
  await page.getByLabel(/결제에 동의합니다/).check()
  await page.getByRole('button', { name: '결제 수단 선택하기' }).click()
  await page.getByRole('heading', { level: 1, name: '결제하면 예약과 주문이 끝나요' }).waitFor()
  return (await page.getByText(/^\d{14}-[0-9A-Z]{8}$/).textContent()) ?? ''
}

async function pay(page: Page): Promise<void> {
  const opened = page.context().waitForEvent('page', { timeout: 5_000 })
  await page.getByRole('button', { name: /원 결제$/ }).click()
  const gateway = await opened.catch(() => page)
  await gateway.getByRole('button', { name: /결제하기/ }).click()
}

/** The order's page says both, each in its own words. */
async function expectBoth(page: Page): Promise<void> {
  const summary = page.getByRole('region', { name: '예약·주문 내용' })
  await summary.getByText('테이블 1개').waitFor()
  await summary.getByText('머그컵 1개').waitFor()
  await summary.getByText('예약금 (이용 금액에서 차감)').waitFor()
  await summary.getByText('결제 금액', { exact: true }).waitFor()
  await page.getByText('04524 서울특별시 중구 세종대로 110').waitFor()
  await page.getByRole('button', { name: '예약·주문 취소' }).waitFor()
  await page.getByText(/상품: 판매자가 상품을 포장하기 전까지/).waitFor()
  await expectAccessible(page)
}

test('on a phone, a guest orders a table and a mug of one restaurant, pays once, and finds both again', async () => {
  const { page, faults } = await openPage(browser, phone)
  await fillCart(page)
  await page.getByRole('heading', { name: /18:00.*테이블 1개/ }).waitFor()
  await page.getByText('예약·상품 금액').waitFor()
  await expectAccessible(page)
  const number = await order(page)
  expect(await page.getByText('예약금', { exact: true }).count()).toBe(0)
  await pay(page)
  await page.getByRole('heading', { level: 1, name: '예약과 주문이 완료됐어요' }).waitFor()
  await expectBoth(page)
  expect(faults).toEqual([])

  const elsewhere = await openPage(browser, desktop)
  await elsewhere.page.goto(`${product.url}/guest-bookings`)
  await elsewhere.page.getByLabel('주문 번호').fill(number)
  await elsewhere.page.getByRole('textbox', { name: '전화번호' }).fill('01023456789')
  await elsewhere.page.getByRole('button', { name: '조회하기' }).click()
  await elsewhere.page
    .getByRole('heading', { level: 1, name: '예약과 주문이 완료됐어요' })
    .waitFor()
  await expectBoth(elsewhere.page)
  expect(elsewhere.faults).toEqual([])
  await seenByOwner(number)
})

/** The bell and both lists of the desk say what else is in the order. */
async function seenByOwner(number: string): Promise<void> {
  const { page, faults } = await openPage(browser, desktop)
  await page.goto(`${product.url}/sign-in`)
  await page.getByLabel('이메일').fill('owner@jari.local')
  await page.getByLabel('비밀번호').fill('sandbox-only')
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  await page.goto(`${product.url}/desk/${restaurant}?tab=orders`)
  await page.getByRole('heading', { name: number }).waitFor()
  await page.getByText(/함께 예약: .* 18:00 테이블 1개/).waitFor()
  await page.getByRole('button', { name: /알림/ }).first().click()
  const notice = page.getByRole('dialog')
  await notice.getByText('새 예약·주문').waitFor()
  await expectAccessible(page)
  await notice.getByRole('link', { name: /18:00/ }).click()
  await page.getByText('함께 주문: 머그컵 1개').waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
}

test('in English, a table alone is booked from the cart without an address', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.goto(`${product.url}/restaurants/${restaurant}`)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('link', { name: 'See the goods of this restaurant' }).waitFor()
  await table(page).click()
  await page.getByRole('button', { name: 'Book now' }).waitFor()
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('heading', { name: /18:00.*1 table/ }).waitFor()
  expect(await page.getByText('Delivery').count()).toBe(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Book', exact: true }).click()
  await page.waitForURL(/\/bookings\/[0-9a-f-]{36}/)
  await page.getByText('Deposit', { exact: true }).waitFor()
  await page.getByLabel('Name').waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})
