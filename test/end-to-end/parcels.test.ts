import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCEPTED } from '../consents.ts'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let owner: Awaited<ReturnType<typeof signIn>>
let marketId: string
let variantId: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  owner = await signIn(product, 'owner@jari.local')
  const draft = { description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const opened = await owner<{ id: string }>('POST', '/v1/markets', { name: '달빛 그릇', ...draft })
  marketId = opened.id
  const made = await owner<{ variants: { variantId: string }[] }>(
    'POST',
    `/v1/markets/${marketId}/products`,
    {
      ...{ title: '머그컵', hidden: false, facts: [{ label: '제조국', value: '한국' }] },
      variants: [{ price: 30_000, stocked: 10 }],
    },
  )
  variantId = made.variants[0]?.variantId ?? ''
  await owner('PUT', `/v1/markets/${marketId}/delivery-terms`, {
    ...{ kind: 'free-from', fee: 3_000, freeFrom: 50_000, areas: [] },
  })
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

const form = {
  ...{ first_name: '민지', last_name: '김', email: 'minji@example.com', phone: '010-1234-5678' },
  ...{ address: '테헤란로 1', detail: '101호', postal_code: '06236', city: '서울특별시 강남구' },
  memo: '문 앞에 놓아 주세요',
}

async function send<Answer>(page: Page, path: string, data: object, method = 'post') {
  const headers = { origin: product.url, 'idempotency-key': crypto.randomUUID() }
  const options = { headers, data, method }
  const response = await page.request.fetch(product.url + path, options)
  expect(response.status(), await response.text()).toBeLessThan(300)
  return (await response.json()) as Answer
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name }).waitFor()
const see = (page: Page, text: string | RegExp) =>
  page.getByRole('main').getByText(text).filter({ visible: true }).first().waitFor()
const said = (page: Page, text: string) =>
  page.locator('#announcements').getByText(text).waitFor({ state: 'attached' })

/** A buyer on a phone who has paid for two mugs. */
async function buyTwo(): Promise<{ page: Page; faults: string[] }> {
  const { page, faults } = await openPage(browser, phone)
  await send(page, '/v1/auth/sign-up/email', {
    ...{ name: '김민지', email: `${crypto.randomUUID()}@example.com` },
    password: 'correct horse battery',
    accepted: ACCEPTED,
  })
  const cart = `/v1/markets/${marketId}/cart/lines`
  await send(page, cart, { item: { variantId }, quantity: 2 }, 'put')
  const { id } = await send<{ id: string }>(page, `/v1/markets/${marketId}/orders`, {
    ...{ form, seenTotal: 60_000 },
  })
  await page.goto(`${product.url}/bookings/${id}`)
  await page.getByRole('radio', { name: /카카오페이/ }).check()
  await page.locator('button[type=submit]:visible').click()
  await page.waitForURL(/\/window\//)
  await page.locator('button[value=pay]').click()
  await page.waitForURL(/\/bookings\//)
  await see(page, '판매자가 상품을 준비하고 있어요.')
  return { page, faults }
}

async function signInOnPage(page: Page): Promise<void> {
  await send(page, '/v1/auth/sign-in/email', {
    ...{ email: 'owner@jari.local', password: 'sandbox-only' },
  })
}

test('a seller packs and ships two mugs; the buyer follows them, returns one on a phone, and gets the money back', async () => {
  const { page: buyer, faults } = await buyTwo()
  await expectAccessible(buyer)
  const { page: seller, faults: sellerFaults } = await openPage(browser, desktop)
  await signInOnPage(seller)
  await seller.goto(`${product.url}/desk/${marketId}?tab=orders`)
  await see(seller, '김민지')
  await see(seller, /테헤란로 1/)
  await expectAccessible(seller)
  await button(seller, /^포장 완료로 표시$/).click()
  await said(seller, '포장 완료로 처리했어요.')
  await button(seller, /^포장 완료 1/).click()
  await seller.getByLabel('택배사').selectOption('kr.epost')
  await seller.getByLabel('운송장 번호').fill('123')
  await button(seller, '발송 처리').click()
  await see(seller, /운송장 번호를 다시 확인해 주세요/)
  await seller.getByLabel('운송장 번호').fill('1234-5678-90123')
  await button(seller, '발송 처리').click()
  await said(seller, '발송 처리했어요. 이메일이 등록된 구매자에게는 메일로도 알려요.')
  await button(seller, /^배송 중 1/).click()

  await buyer.reload()
  await heading(buyer, '상품이 배송 중이에요')
  const link = buyer.getByRole('link', { name: /배송 조회/ })
  expect(await link.getAttribute('href')).toContain('1234567890123')
  await expectAccessible(buyer)
  await button(seller, '배송 완료 처리').click()
  await expectAccessible(seller)
  await seller.getByRole('dialog').getByRole('button', { name: '배송 완료 처리' }).click()
  await button(seller, /^배송 중 0/).waitFor()

  const orderPage = buyer.url()
  await buyer.goto(`${product.url}/bookings`)
  await see(buyer, '배송 완료')
  await buyer.goto(orderPage)
  await heading(buyer, '상품이 도착했어요')
  await button(buyer, '반품·교환 신청').click()
  const dialog = buyer.getByRole('dialog')
  await dialog.getByRole('button', { name: '머그컵: 줄이기' }).click()
  await dialog.getByText('24,000원').waitFor()
  await expectAccessible(buyer)
  await dialog.getByRole('button', { name: '신청하기' }).click()
  await said(buyer, '신청했어요. 판매자가 확인하면 메일로 알려 드려요.')
  await see(buyer, '신청 완료')
  await heading(buyer, '반품을 신청했어요')

  await seller.goto(`${product.url}/desk/${marketId}?tab=returns`)
  await button(seller, '반품 승인').click()
  const approval = seller.getByRole('dialog')
  await approval.getByLabel('보낼 주소').fill('서울특별시 마포구 양화로 1')
  await expectAccessible(seller)
  await approval.getByRole('button', { name: '반품 승인' }).click()
  await button(seller, '회수 완료 처리').click()
  await seller.getByRole('dialog').getByRole('button', { name: '회수 완료 처리' }).click()
  await see(seller, /까지 환불/)
  await expectAccessible(seller)
  await button(seller, '환불하기').click()
  await seller.getByRole('dialog').getByRole('button', { name: '환불하기' }).click()
  await see(seller, '처리 완료')

  await buyer.reload()
  await see(buyer, '처리 완료')
  await see(buyer, /24,000원/)
  await buyer.goto(`${product.url}/market/orders`)
  await buyer.getByRole('link', { name: /머그컵/ }).waitFor()
  await expectAccessible(buyer)
  expect([...faults, ...sellerFaults]).toEqual([])
}, 120_000)

/** Packs the order of a page and ships it, without the screens of the desk. */
async function ship(orderId: string): Promise<void> {
  const desk = `/v1/markets/${marketId}`
  const packed = await owner<{ data: { parcel: { parcelId: string } }[] }>(
    'POST',
    `${desk}/packings`,
    { orders: [{ orderId }] },
  )
  const parcelId = packed.data[0]?.parcel.parcelId ?? ''
  const parcel = { parcelId, carrier: 'kr.epost', trackingNumber: '1234567890123' }
  await owner('POST', `${desk}/shipments`, { parcels: [parcel] })
  await owner('POST', `${desk}/parcels/${parcelId}/delivery`)
}

/** Everything of an order comes back, because its buyer changed their mind. */
async function returnAll(page: Page, orderId: string): Promise<void> {
  const order = `/v1/market-orders/${orderId}`
  const { lines } = (await (await page.request.get(product.url + order)).json()) as {
    lines: { placeId: string }[]
  }
  const ask = {
    ...{ kind: 'return', reason: 'change-of-mind' },
    lines: [{ placeId: lines[0]?.placeId, quantity: 2 }],
  }
  const quote = await send<{ refund: { amount: number } }>(page, `${order}/return-quote`, ask)
  const body = { ...ask, detail: '', refund: quote.refund.amount }
  const { returns } = await send<{ returns: { returnId: string }[] }>(
    page,
    `${order}/returns`,
    body,
  )
  const given = `/v1/markets/${marketId}/returns/${returns[0]?.returnId}`
  await owner('POST', `${given}/approval`, { way: 'collect' })
  await owner('POST', `${given}/collection`)
  await owner('POST', `${given}/completion`, { restock: true })
}

test('a seller sees what was sold, and says who sells', async () => {
  const { page: seller, faults } = await openPage(browser, desktop)
  await signInOnPage(seller)
  await seller.goto(`${product.url}/desk/${marketId}?tab=sales`)
  await see(seller, '60,000원')
  await see(seller, '30,000원')
  await expectAccessible(seller)
  await seller.goto(`${product.url}/desk/${marketId}?tab=details`)
  await seller.getByLabel('상호').fill('달빛 그릇 주식회사')
  await seller.getByLabel('사업자등록번호').fill('1248100998')
  await button(seller, '판매자 정보 저장').click()
  await said(seller, '저장했어요.')
  await expectAccessible(seller)
  await seller.goto(`${product.url}/market/${marketId}`)
  const footer = seller.getByRole('contentinfo').getByRole('region', { name: '판매자 정보' })
  await footer.getByText('124-81-00998').waitFor()
  expect(faults).toEqual([])
}, 120_000)

test('an order that came back whole says so, what was refunded and what was kept, in both languages', async () => {
  const { page, faults } = await buyTwo()
  const orderId = page.url().split('/').at(-1) ?? ''
  await page.waitForLoadState('networkidle') // its terms of cancellation are asked for before it is packed
  await ship(orderId)
  const refused: string[] = []
  page.on('response', (answer) => {
    if (answer.status() >= 400) refused.push(`${answer.status()} ${answer.url()}`)
  })
  await page.reload()
  await button(page, '구매 확정').waitFor()
  await page.waitForLoadState('networkidle')
  await returnAll(page, orderId)
  await page.reload()
  await page.getByRole('heading', { name: '반품이 끝났어요' }).waitFor()
  await see(page, /반품 배송비 등으로 6,000원을 공제했어요/)
  for (const text of ['반품 배송비', '처음 배송비 (무료배송 취소)', '−54,000원', '공제 금액'])
    await see(page, text)
  await page.waitForLoadState('networkidle')
  for (const text of [/판매자가 취소/, /취소 규정/])
    expect(await page.getByText(text).count(), `${text}`).toBe(0)
  expect(await button(page, '구매 확정').count()).toBe(0)
  await expectAccessible(page)
  await button(page, 'English').click()
  await page.getByRole('heading', { name: 'Your return is complete' }).waitFor()
  await see(page, /₩6,000 was kept for delivery and the way back/)
  await page.goto(`${product.url}/bookings`)
  await see(page, 'Returned')
  await see(page, /Refunded ₩54,000 · kept ₩6,000/)
  expect(await page.getByText(/seller canceled/).count()).toBe(0)
  expect([...faults, ...refused]).toEqual([])
}, 120_000)
