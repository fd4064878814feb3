import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  expectAccessible,
  expectAccessibleFromTop,
  openBrowser,
  openPage,
  phone,
} from './browser.ts'
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

async function openAs(email: string) {
  const opened = await openPage(browser, phone)
  const answer = await opened.page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email, password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
  return opened
}

async function pass(seconds: number): Promise<void> {
  const admin = await signIn(product, 'admin@jari.local')
  await admin('POST', '/v1/test-clock', { advance: `PT${Math.round(seconds)}S` })
}

/** An owner sets a policy; too much is refused with the allowed maximum. */
async function choosePolicy(): Promise<void> {
  const { page, faults } = await openAs('owner@jari.local')
  await page.goto(`${product.url}/desk`)
  await page.getByRole('link', { name: /맛있는 집밥/ }).click()
  await page.getByRole('link', { name: '결제·취소' }).click()
  await page.getByRole('link', { name: '취소 규정' }).click()
  await page
    .getByRole('group', { name: '규정 선택' })
    .getByLabel(/^예약 기반 음식점/)
    .check()
  const last = page.getByRole('group', { name: '그 뒤 시작할 때까지' }).getByLabel('공제율(%)')
  await last.fill('')
  await page.getByRole('button', { name: '취소 규정 저장' }).click()
  await page.getByText('숫자로 입력해 주세요.').waitFor()
  await expectAccessibleFromTop(page)
  await last.fill('50')
  await page.getByRole('button', { name: '취소 규정 저장' }).click()
  await page.getByText('시작할 때까지 50% 구간은 40%까지만 공제할 수 있어요.').waitFor()
  await expectAccessibleFromTop(page)
  await last.fill('40')
  await page.getByRole('button', { name: '취소 규정 저장' }).click()
  await page.getByText('저장했어요', { exact: false }).waitFor()
  await page.getByText(/부터 받는 예약에는 새 규정이 적용돼요/).waitFor()
  await expectAccessibleFromTop(page)
  expect(faults).toEqual([])
}

const termsOf = (page: Page) =>
  page.getByRole('region', { name: '취소·환불 규정' }).getByRole('listitem')

async function book(page: Page): Promise<void> {
  await page.goto(product.url)
  await page
    .getByRole('link', { name: /맛있는 집밥/ })
    .first()
    .click()
  await page
    .getByRole('button', { name: /\d\d:\d\d.*남음/ })
    .last()
    .click()
  await page.waitForURL(/\/bookings\//)
  await termsOf(page).first().waitFor()
}

async function payBooked(page: Page): Promise<Date> {
  await page.getByLabel('연락처').fill('01012345678')
  await page.locator('button[type=submit]:visible').click()
  await page.waitForURL(/\/window\//)
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()
  const startsAt = await page.locator('time').first().getAttribute('datetime')
  return new Date(startsAt ?? '')
}

test('the owner’s policy is shown before paying and in the dialog, and refunds to the won', async () => {
  await choosePolicy()
  await pass(60)
  const { page, faults } = await openAs('customer@jari.local')
  await book(page)
  await expect
    .poll(() => termsOf(page).allTextContents())
    .toEqual([
      expect.stringMatching(/까지전액 환불$/),
      expect.stringMatching(/까지.*원 환불 \(80%\)$/),
      expect.stringMatching(/까지.*원 환불 \(60%\)$/),
    ])
  await expectAccessible(page)
  const startsAt = await payBooked(page)
  await expectAccessible(page)
  const body = await page.request.get(page.url().replace('/bookings/', '/v1/bookings/'))
  const { now, price } = (await body.json()) as { now: string; price: { amount: number } }
  await pass((startsAt.getTime() - Date.parse(now)) / 1000 - 3600 - 20)

  // shown while all but a fifth would be refunded, confirmed when less would be
  await page.getByRole('button', { name: '예약 취소' }).click()
  const dialog = page.getByRole('dialog')
  const won = (share: number) => `${(price.amount * share).toLocaleString('ko-KR')}원`
  await dialog
    .getByText(`지금 취소하면 사용한 결제 수단으로 ${won(0.8)}이 환불돼요.`, { exact: false })
    .waitFor()
  await expectAccessible(page)
  await pass(30)
  await dialog.getByRole('button', { name: '취소하고 환불받기' }).click()
  await dialog.getByText(/환불 금액이 바뀌었어요/).waitFor()
  await dialog
    .getByText(`지금 취소하면 사용한 결제 수단으로 ${won(0.6)}이 환불돼요.`, { exact: false })
    .waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '취소하고 환불받기' }).click()
  await page.getByText('환불이 완료됐어요').waitFor()
  await page.getByText(`사용한 결제 수단으로 ${won(0.6)}이 환불됐어요.`).waitFor()
  await page.getByText(`취소 규정에 따라 ${won(0.4)} 공제됐어요.`).waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('once a guest has changed the time, the terms are those of the new one', async () => {
  const { page, faults } = await openAs('customer@jari.local')
  await book(page)
  await payBooked(page)
  const terms = termsOf(page)
  const before = await terms.allTextContents()
  const asked = page.waitForResponse((answer) => answer.url().endsWith('/change-targets'))
  await page.getByRole('button', { name: '시간 변경' }).click()
  await asked
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('바꿀 시간').selectOption({ index: 1 })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '시간 변경하기' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => terms.allTextContents()).not.toEqual(before)
  const after = await terms.allTextContents()
  await page.reload()
  await terms.first().waitFor()
  expect(await terms.allTextContents()).toEqual(after)
  expect(faults).toEqual([])
})
