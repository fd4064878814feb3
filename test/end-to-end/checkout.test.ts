import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let owner: Awaited<ReturnType<typeof signIn>>
let marketId: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  owner = await signIn(product, 'owner@jari.local')
  const draft = { description: '손으로 빚은 그릇', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const opened = await owner<{ id: string }>('POST', '/v1/markets', { name: '우리 그릇', ...draft })
  marketId = opened.id
  await givenGoods('머그컵', 12_000)
  await givenGoods('찻잔', 5_500)
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

async function givenGoods(title: string, price: number): Promise<void> {
  const at = `/v1/markets/${marketId}/products`
  const made = await owner<{ hidden: boolean }>('POST', at, {
    hidden: false,
    ...{ title, variants: [{ price, stocked: 9 }] },
    facts: [{ label: '제조국', value: '한국' }],
  })
  expect(made.hidden).toBe(false)
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor()
const see = (page: Page, text: string | RegExp) =>
  page.getByRole('main').getByText(text).filter({ visible: true }).first().waitFor()

async function openAsOwner() {
  const opened = await openPage(browser, desktop)
  await opened.page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  return opened
}

test('the owner says what delivery costs, and makes a coupon', async () => {
  const { page, faults } = await openAsOwner()
  await page.goto(`${product.url}/desk/${marketId}?tab=delivery`)
  await page
    .getByLabel(/^배송비/)
    .first()
    .selectOption('free-from')
  await page.getByLabel('배송비', { exact: true }).last().fill('3000')
  await page.getByLabel('무료배송 기준 금액').fill('30000')
  await button(page, '제주 추가').click()
  await expectAccessible(page)
  await button(page, '저장').click()
  await page
    .locator('#announcements')
    .getByText('배송비를 저장했어요')
    .waitFor({ state: 'attached' })
  const terms = await owner<object>('GET', `/v1/markets/${marketId}/delivery-terms`)
  expect(terms).toMatchObject({ kind: 'free-from', fee: 3_000, areas: [{ name: '제주' }] })

  await page.goto(`${product.url}/desk/${marketId}?tab=coupons`)
  await button(page, '쿠폰 만들기').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('쿠폰 이름').fill('가을 할인')
  await dialog.getByLabel('쿠폰 코드').fill('AUTUMN')
  await dialog.getByLabel('할인 방식').selectOption('percent')
  await dialog.getByLabel('할인율(%)').fill('10')
  const [from, until] = [
    dialog.locator('input[type=date]').first(),
    dialog.locator('input[type=date]').last(),
  ]
  await from.fill('2020-01-01')
  await until.fill('2090-01-01')
  await dialog.locator('input[type=time]').first().fill('00:00')
  await dialog.locator('input[type=time]').last().fill('00:00')
  await dialog.getByLabel('한 명이 사용할 수 있는 횟수').fill('')
  await expectAccessible(page)
  await dialog.locator('button[type=submit]').click()
  await see(page, 'AUTUMN')
  await see(page, '100회 중 0회 사용')
  await expectAccessible(page)
  expect(faults).toEqual([])
})

const added = (page: Page) =>
  page.waitForResponse((answer) => answer.url().endsWith('/cart/lines') && answer.status() === 201)

async function addToCart(page: Page, title: string): Promise<void> {
  await page.goto(`${product.url}/market/${marketId}`)
  await page
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click()
  await heading(page, title)
  await Promise.all([added(page), button(page, '장바구니 담기').click()])
}

async function fillForm(page: Page): Promise<void> {
  await page.getByLabel('이름', { exact: true }).fill('김민지')
  await page.getByLabel('연락처').fill('01012345678')
  await page.getByLabel('이메일').fill('minji@example.com')
  await page.getByLabel('우편번호').fill('06236')
  await expect.poll(() => page.getByLabel('시·군·구').inputValue()).toBe('서울특별시 강남구')
  await page.getByLabel('도로명 주소').fill('테헤란로 1')
  await button(page, '문 앞에 놓아 주세요').click()
}

/** Presses the button of iamport’s window, which may be in a frame, until the page is back. */
async function payInWindow(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        for (const frame of page.frames()) {
          const pay = frame.getByRole('button', { name: /결제하기|^Pay / }).first()
          if (new URL(page.url()).pathname.startsWith('/bookings')) return true
          if (await pay.isEnabled({ timeout: 100 }).catch(() => false))
            await pay.click({ timeout: 1_000 }).catch(() => {})
        }
        return new URL(page.url()).pathname.startsWith('/bookings')
      },
      { timeout: 20_000, interval: 200 },
    )
    .toBe(true)
}

test('a guest on a phone: product, cart, coupon, address, iamport’s window, and the order is complete', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.goto(`${product.url}/market/${marketId}/cart`)
  await see(page, '장바구니가 비어 있어요')
  await addToCart(page, '머그컵')
  await addToCart(page, '찻잔')
  await page.goto(`${product.url}/market/${marketId}/cart`)
  await heading(page, '장바구니')
  await see(page, '12,500원 더 담으면 무료배송')
  await button(page, '머그컵 하나 더하기').click()
  await see(page, '500원 더 담으면 무료배송')
  await expectAccessible(page)
  await page.getByRole('link', { name: '3개 주문하기' }).click()

  await heading(page, '주문하기')
  await page.locator('button[type=submit]:visible').click()
  await see(page, '받는 분 이름을 입력해 주세요.')
  await expectAccessible(page)
  await fillForm(page)
  await page.getByLabel('쿠폰 코드').fill('SPRING')
  await button(page, '적용하기').click()
  await see(page, '사용할 수 없는 쿠폰 코드예요. 코드를 다시 확인해 주세요.')
  await page.getByLabel('쿠폰 코드').fill('autumn')
  await page.keyboard.press('Enter')
  await see(page, '가을 할인 쿠폰을 적용했어요')
  await see(page, '−2,950원')
  await page.getByRole('checkbox', { name: /결제에 동의/ }).check()
  await expectAccessible(page)
  await button(page, '결제 수단 선택하기').click()

  await page.waitForURL(/\/bookings\//)
  await page.getByRole('radio', { name: /카드·가상계좌/ }).check()
  await page.locator('button[type=submit]:visible').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/bookings'))
  await payInWindow(page)
  await heading(page, '주문이 완료됐어요')
  await see(page, /06236 서울특별시 강남구 테헤란로 1/)
  await see(page, /29,550원/)
  await expectAccessible(page)
  await expect
    .poll(
      async () => {
        await page.goto(`${product.url}/market/${marketId}/cart`)
        const empty = page.getByText('장바구니가 비어 있어요').waitFor({ timeout: 5_000 })
        return await empty.then(
          () => true,
          () => false,
        )
      },
      { timeout: 30_000 },
    )
    .toBe(true)
  expect(faults).toEqual([])
})

test('in English on a desktop: the cart says what was cut, and is merged when a guest signs in', async () => {
  const { page, faults } = await openPage(browser, { ...desktop, locale: 'en-US' })
  await page.addInitScript(`try { localStorage.setItem('jari-language', 'en') } catch {}`)
  await page.goto(`${product.url}/market/${marketId}`)
  await page.getByRole('link', { name: /찻잔/ }).first().click()
  await Promise.all([added(page), button(page, 'Add to cart').click()])
  const origin = { origin: product.url }
  const found = await page.request.get(`${product.url}/v1/markets/${marketId}/cart`)
  const { lines } = (await found.json()) as { lines: { item: object }[] }
  const line = { item: lines[0]?.item, quantity: 50 }
  await page.request.put(`${product.url}/v1/markets/${marketId}/cart/lines`, {
    data: line,
    headers: origin,
  })
  await page.goto(`${product.url}/market/${marketId}/cart`)
  await see(page, /You put in 50, but only \d+ can be ordered now/)
  await expectAccessible(page)
  const data = { email: 'customer@jari.local', password: 'sandbox-only' }
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, { data, headers: origin })
  await page.goto(`${product.url}/market/${marketId}/cart`)
  await see(page, /You put in 50/)
  expect(faults).toEqual([])
})
