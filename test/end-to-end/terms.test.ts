import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { consent } from './consent.ts'
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

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

const words = {
  'ko-KR': {
    name: '이름',
    ...{ missing: /이용약관에 동의해 주세요/, own: '동의한 약관', given: /동의 일시/ },
  },
  'en-GB': {
    name: 'Name',
    ...{ missing: /Please accept the terms of use/, own: 'What you accepted', given: /Accepted:/ },
  },
} as const

test.each(['ko-KR', 'en-GB'] as const)(
  'nobody signs up in %s without the required consents, and what was accepted is shown',
  async (locale) => {
    const { page, faults } = await openPage(browser, { ...phone, locale })
    const say = words[locale]
    await page.addInitScript(`localStorage.setItem('jari-language', '${locale.slice(0, 2)}')`)
    await page.goto(`${product.url}/sign-up`)
    await page.getByLabel(say.name, { exact: true }).fill('김동의')
    await page.locator('input[type=email]').fill(`${crypto.randomUUID()}@example.com`)
    await page.locator('input[type=password]').fill('correct horse battery')
    await page.locator('form button[type=submit]').click()
    await shown(page, say.missing)
    await expectAccessible(page)
    await consent(page)
    await page.locator('form button[type=submit]').click()
    await page.waitForURL(`${product.url}/`)
    await page.goto(`${product.url}/account`)
    await page.getByRole('heading', { name: say.own, exact: true }).waitFor()
    await shown(page, say.given)
    expect(faults).toEqual([])
  },
)

test('an administrator says who runs the site; it is below every page and in the terms', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'admin@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  await page.goto(`${product.url}/terms/edit`)
  await page.getByLabel('상호').fill('달빛자리')
  await page.getByLabel('개인정보 보호책임자').fill('이책임')
  await button(page, '저장').click()
  await page.getByText('달빛자리 사업자 정보').waitFor()
  await expectAccessible(page)
  await page.goto(`${product.url}/privacy`)
  await shown(page, /이책임/)
  await shown(page, /대금 결제 기록: 5년/)
  await expectAccessible(page)
  await page.goto(`${product.url}/terms`)
  await shown(page, /달빛자리\(이하 "회사"\)/)
  expect(faults).toEqual([])
})
