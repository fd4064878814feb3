import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  desktop,
  expectAccessible,
  expectAccessibleFromTop,
  openBrowser,
  openPage,
  phone,
} from './browser.ts'
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

const asPerson = async (page: Page, who: string) => {
  const answer = await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: `${who}@jari.local`, password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
}

/** The problem that a service gets for a forbidden call, or with an invalid key. */
const problemOf = async (secret: string) => {
  const answer = await fetch(`${product.url}/v1/me/api-keys`, { headers: { 'x-api-key': secret } })
  return ((await answer.json()) as { type: string }).type.split('/').at(-1)
}

test('an owner makes a key, copies it once, and revokes it', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await asPerson(page, 'owner')
  await page.goto(`${product.url}/account`)
  await page.getByText('사용할 수 있는 키가 없어요.').waitFor()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'API 키 만들기' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '만들기' }).click()
  await dialog.getByText('이름을 입력해 주세요.').waitFor()
  await dialog.getByText('권한을 하나 이상 선택해 주세요.').waitFor()
  await expectAccessible(page)
  await dialog.getByLabel('키 이름').fill('예약 서비스')
  await dialog.getByText('timetables:reserve').click()
  await dialog.getByText('shops:read').click()
  await dialog.getByLabel('유효 기간').selectOption('30일')
  await dialog.getByRole('button', { name: '만들기' }).click()

  const made = page.getByRole('region', { name: '‘예약 서비스’ 키를 만들었어요' })
  const secret = (await made.getByText(/^jari_/).textContent()) ?? ''
  expect(await page.evaluate('document.activeElement.textContent')).toContain('만들었어요')
  await made.getByRole('button', { name: '복사하기' }).click()
  await made.getByText('복사했어요.').waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(secret)
  await expectAccessibleFromTop(page)
  expect(await problemOf(secret)).toBe('key-not-allowed')

  await page.reload()
  const card = page.getByRole('article').filter({ hasText: '예약 서비스' })
  await card.getByText('사용 가능').waitFor()
  expect(await card.textContent()).toMatch(/자리 예약[\s\S]*매장 찾기/)
  expect(await page.content()).not.toContain(secret)
  await card.getByRole('button', { name: '‘예약 서비스’ 키 폐기' }).click()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '폐기', exact: true }).click()
  await page.getByText('‘예약 서비스’ 키를 폐기했어요.').waitFor()
  await card.waitFor({ state: 'hidden' })
  expect(await page.evaluate('document.activeElement.textContent')).toContain('폐기했어요')
  expect(await problemOf(secret)).toBe('key-unknown')
  await page.getByText('만료·폐기된 키 1개').click()
  await page.getByRole('article').getByText('폐기됨').waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('by keyboard, on a phone, in English: it fits, and a stray key press does not lose the secret', async () => {
  const { page, faults } = await openPage(browser, phone)
  await asPerson(page, 'admin')
  await page.goto(`${product.url}/account`)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
  await page.reload()
  const make = page.getByRole('button', { name: 'Make an API key' })
  await make.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').focus()
  await page.keyboard.type('a service whose name is as long as a name may be, no letters')
  for (const _ of ['reserve', 'write']) {
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
  }
  await expectAccessible(page)
  await dialog.getByLabel('Valid for').focus()
  await page.keyboard.press('End')
  await dialog.getByText('If it leaks').waitFor()
  await dialog.getByRole('button', { name: 'Make it' }).focus()
  await page.keyboard.press('Enter')

  const secret = page.getByText(/^jari_[0-9A-Z]{40}$/)
  await secret.waitFor()
  await page.keyboard.press('Escape')
  await page.mouse.click(5, 400)
  expect(await secret.isVisible()).toBe(true)
  await expectAccessible(page)
  const text = `${await page.evaluate('document.body.innerText')}`
  expect(
    text.replaceAll(/자리( \(연습용\))?|한국어|관리자/g, '').match(/[^\n]*[가-힣][^\n]*/g),
  ).toBe(null)
  await page.getByRole('button', { name: 'I have put it away' }).press('Enter')
  await expect.poll(() => secret.count()).toBe(0)
  await page.getByRole('article').getByText('Expires').waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('a customer sees no keys', async () => {
  const { page } = await openPage(browser, desktop)
  await asPerson(page, 'customer')
  await page.goto(`${product.url}/account`)
  await page.getByRole('heading', { name: '회원 탈퇴' }).waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.getByText('API 키').count()).toBe(0)
})
