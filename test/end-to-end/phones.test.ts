import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, startProduct } from './product.ts'

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

async function storeId(): Promise<string> {
  const answer = await fetch(`${product.url}/v1/restaurants`)
  const { data } = (await answer.json()) as { data: { id: string; name: string }[] }
  return data.find(({ name }) => name === '맛있는 집밥')?.id ?? ''
}

/** The code of the last text, where whoever tries the product out finds it. */
async function codeOf(page: Page): Promise<string> {
  const opened = page.context().waitForEvent('page')
  await page.getByRole('link', { name: /문자함 열기/ }).click()
  const inbox = await opened
  await inbox.getByRole('heading', { level: 1, name: /샌드박스 문자함/ }).waitFor()
  const text =
    (await inbox
      .getByRole('listitem')
      .filter({ hasText: /인증번호는/ })
      .first()
      .textContent()) ?? ''
  await inbox.close()
  return /인증번호는\D*(\d{6})/.exec(text)?.[1] ?? ''
}

const freeTime = (page: Page) => page.getByRole('button', { name: /\d\d:\d\d.*남음/ }).last()

test('an owner asks for a verified phone, and for payment at once, in the details of the store', async () => {
  const id = await storeId()
  const desk = await openPage(browser, phone)
  await desk.page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  await desk.page.goto(`${product.url}/desk/${id}?tab=details`)
  const asks = desk.page.locator('section', {
    has: desk.page.getByRole('heading', { name: '예약 전에 확인할 것' }),
  })
  await asks.getByRole('checkbox', { name: /휴대전화 인증 받기/ }).check()
  await asks.getByRole('checkbox', { name: /바로 결제 받기/ }).check()
  await asks.getByRole('button', { name: '저장' }).click()
  await asks.getByText('저장했어요').waitFor()
  await expectAccessible(desk.page)
  expect(desk.faults).toEqual([])
})

test('on a phone, a guest verifies a number in place, and the table that was pressed is held', async () => {
  const id = await storeId()
  const { page, faults } = await openPage(browser, phone)
  await page.goto(`${product.url}/restaurants/${id}`)
  await page.getByText('이 매장은 휴대전화 인증 후 예약할 수 있어요.').waitFor()
  await page.getByText(/3분 안에 결제를 시작해야 해요/).waitFor()
  await expectAccessible(page)
  await freeTime(page).click()
  await page.getByRole('button', { name: '비회원으로 계속하기' }).click()
  await page.getByRole('heading', { level: 1, name: '맛있는 집밥' }).waitFor()
  await freeTime(page).click()
  const dialog = page.getByRole('dialog', { name: '휴대전화 인증' })
  await dialog.getByRole('button', { name: '인증번호 받기' }).click()
  await dialog.getByText('휴대전화 번호를 입력해 주세요.').waitFor()
  await dialog.getByLabel('휴대전화 번호').fill('02-123-4567')
  await dialog.getByRole('button', { name: '인증번호 받기' }).click()
  await dialog.getByText(/휴대전화 번호를 입력해 주세요/).waitFor()
  await dialog.getByLabel('휴대전화 번호').fill('010-5000-0001')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '인증번호 받기' }).click()
  await dialog.getByText(/010-5000-0001 번호로 인증번호를 보냈어요/).waitFor()
  await expectAccessible(page)
  const code = await codeOf(page)
  const field = dialog.getByLabel('인증번호 6자리')
  expect(await field.getAttribute('autocomplete')).toBe('one-time-code')
  await field.fill(code === '000000' ? '111111' : '000000')
  await dialog.getByRole('button', { name: '인증하기' }).click()
  await dialog.getByText('인증번호가 맞지 않아요.').waitFor()
  await dialog.getByText('4번 더 입력할 수 있어요.').waitFor()
  await field.fill(code)
  await dialog.getByRole('button', { name: '인증하기' }).click()
  await page.waitForURL(/\/bookings\/[0-9a-f-]{36}/)
  await expectAccessible(page)
  // The refusals that were provoked on the way.
  expect(faults.filter((fault) => !/40[13]|422/.test(fault))).toEqual([])
})

test('a member verifies a number on the account page, and removes it', async () => {
  const { page } = await openPage(browser, phone)
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'customer@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  await page.goto(`${product.url}/account`)
  const heading = page.getByRole('heading', { name: '휴대전화 인증', exact: true })
  const part = page.locator('section', { has: heading }).last() // the one inside of “기본 정보”
  await part.getByRole('button', { name: '인증하기' }).click()
  const dialog = page.getByRole('dialog', { name: '휴대전화 인증' })
  await dialog.getByLabel('휴대전화 번호').fill('010-5000-0002')
  await dialog.getByRole('button', { name: '인증번호 받기' }).click()
  await dialog.getByText(/번호로 인증번호를 보냈어요/).waitFor()
  const code = await codeOf(page)
  await dialog.getByLabel('인증번호 6자리').fill(code)
  await dialog.getByRole('button', { name: '인증하기' }).click()
  await part.getByText('010-5000-0002').waitFor()
  await part.getByText('인증됨').waitFor()
  await expectAccessible(page)
  await part.getByRole('button', { name: '인증 해제' }).click()
  await part.getByText(/인증한 번호가 없어요/).waitFor()
})
