import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
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

const headers = () => ({ origin: product.url })

async function signInAs(page: Page, email: string): Promise<void> {
  const data = { email, password: 'sandbox-only' }
  const url = `${product.url}/v1/auth/sign-in/email`
  expect((await page.request.post(url, { data, headers: headers() })).status()).toBe(200)
}

/** Proves a number by the code that the sandbox shows. */
async function verify(page: Page, number: string): Promise<void> {
  const url = `${product.url}/v1/me/verified-phone`
  const asked = await page.request.post(`${url}/code`, {
    data: { phone: number },
    headers: headers(),
  })
  const { inbox } = (await asked.json()) as { inbox: string }
  const shown = await page.request.get(inbox, { headers: { accept: 'application/json' } })
  const { texts } = (await shown.json()) as { texts: { text: string }[] }
  const code = /\d{6}/.exec(texts[0]?.text ?? '')?.[0]
  expect((await page.request.post(url, { data: { code }, headers: headers() })).status()).toBe(200)
}

async function storeId(): Promise<string> {
  const answer = await fetch(`${product.url}/v1/restaurants`)
  const { data } = (await answer.json()) as { data: { id: string; name: string }[] }
  return data.find(({ name }) => name === '맛있는 집밥')?.id ?? ''
}

test('an owner turns messages to phones on, with a cap, who is told what and when not', async () => {
  const id = await storeId()
  const { page, faults } = await openPage(browser, phone)
  await signInAs(page, 'owner@jari.local')
  await page.goto(`${product.url}/desk/${id}?tab=notices`)
  const part = page.locator('section', {
    has: page.getByRole('heading', { name: '알림톡·문자', exact: true }),
  })
  await part.getByText('휴대전화를 인증한 사람이 없어요', { exact: false }).waitFor()
  await expectAccessible(page)
  await verify(page, '010-5100-0001')
  await page.reload()
  await part.getByRole('checkbox', { name: /손님에게 알림톡 보내기/ }).check()
  await part.getByLabel('한 달 최대 발송 건수').fill('많이')
  await part.getByRole('checkbox', { name: '새 예약·주문' }).check()
  await part.getByRole('checkbox', { name: /010-\*\*\*\*-0001/ }).check()
  await part.getByRole('checkbox', { name: /미뤘다가 보내기/ }).check()
  await part.getByRole('button', { name: '알림톡 설정 저장' }).click()
  await part.getByText('0부터 100,000 사이의 숫자를 입력해 주세요.').waitFor()
  await part.getByLabel('한 달 최대 발송 건수').fill('500')
  await part.getByRole('button', { name: '알림톡 설정 저장' }).click()
  await part.getByText('저장했어요.').waitFor()
  await part.getByText('이번 달 0건 발송 · 한도 500건').waitFor()
  await expectAccessible(page)
  await page.reload()
  expect(await part.getByRole('checkbox', { name: /손님에게 알림톡 보내기/ }).isChecked()).toBe(
    true,
  )
  expect(await part.getByLabel('시작').inputValue()).toBe('22:00')
  expect(faults).toEqual([])
})

test('a guest chooses on the account page how to be told, in either language', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await signInAs(page, 'customer@jari.local')
  await page.goto(`${product.url}/account`)
  await page.getByRole('button', { name: 'English' }).click()
  const part = page.locator('section', {
    has: page.getByRole('heading', { name: 'News of your bookings', exact: true }),
  })
  expect(await part.getByRole('radio', { name: /By mail and on your phone/ }).isChecked()).toBe(
    true,
  )
  await part.getByRole('radio', { name: /On your phone only/ }).check()
  await part.getByText('Saved.').waitFor()
  await expectAccessible(page)
  await page.reload()
  expect(await part.getByRole('radio', { name: /On your phone only/ }).isChecked()).toBe(true)
  expect(faults).toEqual([])
})
