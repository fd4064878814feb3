import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import demo from '../../src/front-doors/auctions/demo/auction.json' with { type: 'json' }
import about from '../../src/front-doors/dining/demo/about.json' with { type: 'json' }
import { demoBusiness } from '../../src/stores/business/demo.ts'
import { openBrowser, openPage, phone } from './browser.ts'
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

/** Korean in any language: names of people and places, who sells, and the name of the language. */
const names = new RegExp(
  [...places(), ...sellers(), '맛있는 집밥', '자리', '한국어', '김손님', ...auctioned()].join('|'),
  'g',
)

/** Who runs the demo's site and store, as they wrote it: longer than the names in it, so first. */
function sellers(): string[] {
  const said = ['맛있는 집밥', '자리'].flatMap((name) => Object.values(demoBusiness(name)))
  return said.flatMap((one) => (one ? one.replace(/[()]/g, '\\$&') : []))
}

/** Where the demo's restaurants are, as they wrote it. */
function places(): string[] {
  const texts = JSON.stringify(about)
  return [...texts.matchAll(/"(?:address|detail)":"([^"]+)"/g)].map(([, text]) => text ?? '')
}

/** What the demo's auction is called, and what it sells. */
function auctioned(): string[] {
  const texts = JSON.stringify(demo)
  return [demo.name, ...texts.matchAll(/"title":"([^"]+)"/g).map(([, title]) => title ?? '')]
}

async function expectEnglish(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  const text = await page.evaluate('document.body.innerText')
  const korean = `${text}`.replaceAll(names, '').match(/[^\n]*[가-힣][^\n]*/g) ?? []
  expect([page.url(), korean]).toEqual([page.url(), []])
}

/** Lazily loaded parts bring their own texts, so a full load alone would not find them. */
test('an English page has no Korean, whether loaded or navigated to', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'customer@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  await page.goto(product.url)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('link', { name: /맛있는 집밥/ }).click()
  await page
    .locator('button')
    .filter({ hasText: /\d\d:\d\d/ })
    .first()
    .click()
  await page.waitForURL(/\/bookings\/./)
  await page.reload()
  await page.getByRole('button', { name: /^Pay/ }).first().waitFor()
  await expectEnglish(page)

  await page.locator('input[type=tel]').fill('010-1234-5678')
  await page.getByRole('button', { name: /^Pay/ }).last().click()
  await page.waitForURL(/\/window\//)
  await page.locator('button[value=pay]').click()
  await page.getByText('Your booking', { exact: false }).first().waitFor()
  await page.reload()
  await page.getByRole('button', { name: /^Cancel/ }).waitFor()
  await expectEnglish(page)
  await page.getByRole('button', { name: /^Cancel/ }).click()
  await page.getByRole('dialog').waitFor()
  await expectEnglish(page)

  for (const path of ['/bookings', '/wallet']) {
    await page.goto(product.url + path)
    await page.getByRole('heading').first().waitFor()
    await expectEnglish(page)
  }
  expect(faults).toEqual([])
})
