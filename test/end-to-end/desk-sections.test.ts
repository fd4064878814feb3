import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let storeId: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const opened = await owner<{ id: string }>('POST', '/v1/restaurants', {
    name: '그릇집',
    ...draft,
  })
  storeId = opened.id
  await owner('PUT', `/v1/stores/${storeId}/doors`, { also: ['shop', 'concerts', 'auctions'] })
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

test.each([
  ['a phone', phone],
  ['a desktop', desktop],
] as const)(
  'the desk of a store with four doors on %s: a row of sections, a row of tabs',
  async (_, device) => {
    const { page, faults } = await openPage(browser, device)
    await page.goto(`${product.url}/sign-in`)
    await page.getByLabel('이메일').fill('owner@jari.local')
    await page.getByLabel('비밀번호').fill('sandbox-only')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/desk$/)
    await page.goto(`${product.url}/desk/${storeId}`)
    const tabs = page.getByRole('navigation', { name: '운영 메뉴' })
    const link = (name: string) => tabs.getByRole('link', { name, exact: true })
    await link('예약').waitFor()
    const heights = await tabs
      .locator('ul')
      .evaluateAll((rows) => rows.map((row) => row.clientHeight))
    expect(heights).toHaveLength(2)
    expect(Math.max(...heights)).toBeLessThan(60)
    // Each section opens by its first tab, by keyboard as well.
    await link('쇼핑').focus()
    await page.keyboard.press('Enter')
    await link('반품·교환').waitFor()
    expect(await tabs.locator('ul').last().locator('[aria-current=page]').textContent()).toBe(
      '주문',
    )
    expect(await tabs.locator('ul').first().locator('[aria-current]').textContent()).toBe('쇼핑')
    await expectAccessible(page)
    // Where goods are sold, it says that nobody knows who sells them.
    await page.getByRole('link', { name: '판매자 정보 입력하기' }).click()
    await page.getByLabel('상호').fill('그릇집')
    await page.getByLabel('대표자').waitFor()
    await link('결제·취소').click()
    await link('취소 규정').click()
    expect(await tabs.locator('ul').last().locator('[aria-current=page]').textContent()).toBe(
      '취소 규정',
    )
    await expectAccessible(page)
    expect(faults).toEqual([])
  },
)
