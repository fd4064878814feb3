import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let admin: Awaited<ReturnType<typeof signIn>>
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  admin = await signIn(product, 'admin@jari.local')
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

/** Everything is asked for from this machine: one wrong password brings it under suspicion. */
async function suspectAll(most: number) {
  await admin('PUT', '/v1/limits/passwords-network', { burst: 24, perHour: 1 })
  await admin('PUT', '/v1/proofs', { fromPercent: 0, least: most, most })
  await fetch(`${product.url}/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'nobody@example.com', password: 'a guess' }),
  })
}

test.each([
  ['a phone', phone],
  ['a desktop', desktop],
] as const)(
  'on %s, whoever is under suspicion signs in all the same, told so while it takes long',
  async (_, device) => {
    await suspectAll(20)
    const { page, faults } = await openPage(browser, device)
    await page.route('**/assets/solve-*.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 2_000)) // as on a slow computer
      await route.continue()
    })
    await page.goto(`${product.url}/sign-in`)
    await page.getByLabel('이메일').fill('customer@jari.local')
    await page.getByLabel('비밀번호').fill('sandbox-only')
    await page.getByRole('button', { name: '로그인', exact: true }).click()
    await page.getByText('확인하고 있어요…').waitFor()
    await expectAccessible(page)
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    await page.getByText('확인하고 있어요…').waitFor({ state: 'detached' })
    expect(faults).toEqual([])
  },
)

test('a page without TLS has no crypto.subtle, and computes the same in script', async () => {
  await suspectAll(20)
  const address = product.url.replace('localhost', 'plain.test')
  const { page } = await openPage(browser, phone)
  await page.route(`${address}/**`, async (route) => {
    const to = route.request().url().replace(address, product.url)
    const headers = { ...route.request().headers(), host: new URL(product.url).host }
    const { origin: _, ...others } = headers as Record<string, string>
    await route.fulfill({ response: await route.fetch({ url: to, headers: others }) })
  })
  await page.goto(`${address}/sign-in`)
  expect(await page.evaluate('isSecureContext')).toBe(false)
  await page.getByLabel('이메일').fill('customer@jari.local')
  await page.getByLabel('비밀번호').fill('a wrong guess')
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.getByRole('alert').waitFor()
  await page.getByRole('alert').getByText('이메일 또는 비밀번호').waitFor()
  expect(await page.getByLabel('이메일').inputValue()).toBe('customer@jari.local')
})

test('an administrator sets when a proof is asked for, beside the limits', async () => {
  await admin('PUT', '/v1/proofs', { fromPercent: 100, least: 20, most: 20 })
  const { page, faults } = await openPage(browser, phone)
  const headers = { origin: product.url }
  const data = { email: 'admin@jari.local', password: 'sandbox-only' }
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, { data, headers })
  await page.goto(`${product.url}/limits`)
  const form = page.getByRole('form', { name: '계산으로 확인하기' })
  await form.getByLabel('최대 계산량').fill('10')
  await form.getByRole('button', { name: '저장' }).click()
  await form.getByText('처음 계산량과 같거나 더 큰 숫자를 입력해 주세요.').waitFor()
  await form.getByLabel('최대 계산량').fill('500')
  await form.getByRole('button', { name: '저장' }).click()
  await form.getByRole('button', { name: '기본값으로' }).click()
  await form.getByText('기본값 50% · 50 · 800').waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})
