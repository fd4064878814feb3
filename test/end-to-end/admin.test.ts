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
  product = await startProduct(site, { JARI_SECURITY_CONTACT: 'security@example.com' })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

const signIn = (page: Page, email: string, password: string) =>
  page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: product.url },
  })

test.each([
  ['a phone', phone],
  ['a desktop', desktop],
] as const)('on %s, an administrator finds who was refused, and how often', async (_, device) => {
  const { page, faults } = await openPage(browser, device)
  await signIn(page, 'owner@jari.local', 'a guess')
  await signIn(page, 'admin@jari.local', 'sandbox-only')
  await page.goto(`${product.url}/admin`)
  await page.getByRole('heading', { level: 1, name: '사이트 관리' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: /^보안 기록/ }).click()
  await page.getByRole('figure').waitFor()
  await page.getByLabel('종류').selectOption('로그인')
  await page.getByLabel('거절된 것만').check()
  await page.waitForURL(/kind=sign-in&refused=true/)
  await page.getByText('이메일 또는 비밀번호가 올바르지 않아요.').first().waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'owner@jari.local' }).first().click()
  await page.getByText('한 계정의 기록만 보고 있어요.').waitFor()
  await page.getByRole('link', { name: '전체 보기' }).click()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { level: 1, name: 'Security log' }).waitFor()
  await expectAccessible(page)
  // A cell has space around it: the styles of this folder are built.
  const style = 'getComputedStyle(document.querySelector("tbody tr")).borderTopWidth'
  expect(await page.evaluate(style)).not.toBe('0px')
  await page.goto(`${product.url}/limits`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expectAccessible(page)
  const group = page.locator('details').first()
  const shown = group.locator('li').first()
  await page.getByRole('searchbox').fill('sign')
  await shown.waitFor()
  for (const isShown of [false, true]) {
    await shown.waitFor({ state: isShown ? 'hidden' : 'visible' })
    await group.locator('summary').click()
    await shown.waitFor({ state: isShown ? 'visible' : 'hidden' })
  }
  await page.getByRole('searchbox').fill('')
  await shown.waitFor({ state: 'hidden' })
  expect(faults).toEqual([])
})

test('whoever found a fault is told how to report it; nobody else sees the pages of administrators', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.goto(product.url)
  await page.getByRole('link', { name: '보안 취약점 신고' }).click()
  const report = page.getByRole('link', { name: 'security@example.com로 신고하기' })
  expect(await report.getAttribute('href')).toBe('mailto:security@example.com')
  await expectAccessible(page)
  const told = await page.request.get(`${product.url}/.well-known/security.txt`)
  expect(await told.text()).toMatch(/^Contact: mailto:security@example\.com\nExpires: \d{4}-/)
  await signIn(page, 'customer@jari.local', 'sandbox-only')
  await page.goto(`${product.url}/admin`)
  await page.getByRole('heading', { level: 2, name: '페이지를 찾을 수 없어요' }).waitFor()
  await page.goto(`${product.url}/account`)
  await page.getByRole('heading', { level: 2, name: '최근 활동' }).waitFor()
  for (const [button, name] of [
    ['읽기 쉬운 문서로 받기', 'jari-my-data.html'],
    ['데이터 파일로 받기', 'jari-my-data.json'],
  ] as const) {
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: button }).click()
    expect((await downloading).suggestedFilename()).toBe(name)
  }
  await page.getByText('내려받았어요.').waitFor()
  await expectAccessibleFromTop(page) // the header covers what is scrolled below it
  expect(faults).toEqual([])
})
