import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buyerAt } from '../../src/gateways/sandbox-buyer.ts'
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

/** A customer's three tables of one time, of 10,000 won each, paid. */
async function givenThreeTables() {
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { name: '나눔 식당', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { id } = await owner<{ id: string }>('POST', '/v1/restaurants', draft)
  for (const weekday of [1, 2, 3, 4, 5, 6, 7])
    await owner('POST', `/v1/restaurants/${id}/table-times`, {
      ...{ weekday, time: '18:00', capacity: 4, price: 10_000 },
    })
  const customer = await signIn(product, 'customer@jari.local')
  const { days } = await customer<{
    days: { date: string; times: { tableTimeId: string }[] }[]
  }>('GET', `/v1/restaurants/${id}`)
  const { date = '', times = [] } = days[3] ?? {}
  const item = { tableTimeId: times[0]?.tableTimeId ?? '', date }
  const order = await customer<{ id: string; orderNumber: string }>(
    'POST',
    `/v1/stores/${id}/orders`,
    { items: [{ door: 'dining', item, quantity: 3 }] },
  )
  const booker = { name: '김셋', phone: '010-1234-5678', message: '' }
  await customer('PUT', `/v1/bookings/${order.id}/booker`, booker)
  const { hash: cancellationTerms } = await customer<{ hash: string }>(
    'GET',
    `/v1/orders/${order.id}/cancellation-terms`,
  )
  const payment = await customer<{ id: string; redirectUrl: string }>(
    'POST',
    `/v1/orders/${order.id}/payments`,
    { gateway: 'kakaopay', device: 'desktop', cancellationTerms },
  )
  const { query } = await buyerAt(payment.redirectUrl).press('pay')
  const { t: token = '', ...rest } = query
  await customer('POST', `/v1/payments/${payment.id}/return`, { token, query: rest })
  const left = async () => {
    const { lines, status } = await customer<{ status: string; lines: { quantity: number }[] }>(
      'GET',
      `/v1/bookings/${order.id}`,
    )
    return [status, ...lines.map(({ quantity }) => quantity)]
  }
  return { id, date, orderNumber: order.orderNumber, left }
}

async function openAsOwner(path: string, options: BrowserContextOptions) {
  const opened = await openPage(browser, options)
  await opened.page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  await opened.page.goto(product.url + path)
  return opened
}

const said = (page: Page, text: RegExp) =>
  page.locator('#announcements').getByText(text).waitFor({ state: 'attached' })

test('a store cancels one of three tables from its day, and another from the payment on a phone', async () => {
  const { id, date, orderNumber, left } = await givenThreeTables()
  const desk = await openAsOwner(`/desk/${id}?tab=bookings&date=${date}`, desktop)
  await desk.page.getByRole('button', { name: '예약 취소' }).click()
  const dialog = desk.page.getByRole('dialog')
  await dialog.getByText('결제 금액 30,000원 전액을 환불').waitFor()
  const count = dialog.getByRole('combobox', { name: /취소할 수량/ })
  expect(await count.getByRole('option').allTextContents()).toEqual([
    '테이블 3개 중 1개',
    '테이블 3개 중 2개',
    '테이블 3개 중 3개',
  ])
  const choice = dialog.getByRole('group', { name: '취소할 항목' }).getByRole('checkbox')
  await choice.uncheck()
  await dialog.getByText('취소할 항목을 선택해 주세요.').waitFor()
  expect(await dialog.getByRole('button', { name: /^(예약|선택한 항목) 취소$/ }).count()).toBe(0)
  await choice.check()
  await count.selectOption('1')
  await dialog.getByText('선택한 항목의 금액 10,000원을 환불').waitFor()
  await expectAccessible(desk.page)
  await dialog.getByRole('button', { name: '선택한 항목 취소' }).click()
  await dialog.getByText('취소 사유를 입력해 주세요.').waitFor()
  await dialog.getByLabel('취소 사유').fill('테이블 하나가 고장 났습니다')
  await dialog.getByRole('button', { name: '선택한 항목 취소' }).click()
  await said(desk.page, /선택한 항목을 취소했어요/)
  expect(await left()).toEqual(['paid', 2])
  await expectAccessible(desk.page)

  const hand = await openAsOwner(`/stores/${id}/payments/${orderNumber}`, {
    ...phone,
    locale: 'en-US',
  })
  await hand.page.getByRole('button', { name: 'English' }).click()
  await hand.page.getByRole('button', { name: 'Cancel booking' }).click()
  const sheet = hand.page.getByRole('dialog')
  await sheet.getByText('The remaining ₩20,000 is refunded').waitFor()
  await sheet.getByRole('combobox').selectOption('1')
  await sheet.getByText('₩10,000 for what you chose is refunded').waitFor()
  await expectAccessible(hand.page)
  await sheet.getByLabel('Reason').fill('One more table is broken')
  await sheet.getByRole('button', { name: 'Cancel selection' }).click()
  await said(hand.page, /What you chose is canceled/)
  expect(await left()).toEqual(['paid', 1])

  await hand.page.getByRole('button', { name: 'Cancel booking' }).click()
  await sheet.getByLabel('Reason').fill('We are closed')
  expect(await sheet.getByRole('group').count()).toBe(0)
  await sheet.getByRole('button', { name: 'Cancel booking' }).click()
  await said(hand.page, /The booking is canceled/)
  expect(await left()).toEqual(['canceled', 1])
  expect([...desk.faults, ...hand.faults]).toEqual([])
})
