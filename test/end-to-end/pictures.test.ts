import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  desktop,
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
let shopId: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  const owner = await signIn(product, 'owner@jari.local')
  const { data } = await owner<{ data: { id: string }[] }>('GET', '/v1/me/shops')
  shopId = data[0]?.id ?? ''
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

const asOwner = async (page: Page) => {
  const answer = await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
}

async function upload(page: Page, name: string, background: string): Promise<void> {
  const picture = sharp({ create: { width: 1200, height: 800, channels: 3, background } })
  await page.getByLabel('사진 선택').setInputFiles({
    name: `${name}.png`,
    mimeType: 'image/png',
    buffer: await picture.png().toBuffer(),
  })
  await page.getByLabel('사진 설명').fill(name)
  await page.getByRole('button', { name: '올리기' }).click()
  await page.getByRole('img', { name, exact: true }).waitFor()
}

const shownIn = (page: Page) =>
  page
    .getByRole('list')
    .getByRole('img')
    .evaluateAll((images) => images.map((image) => image.getAttribute('alt')))

test('an owner adds, orders and removes pictures of a shop, and guests look at them', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await asOwner(page)
  await page.goto(`${product.url}/my-shops/${shopId}?tab=pictures`)
  for (const [name, colour] of [
    ['의자', '#b65'],
    ['거울', '#58a'],
    ['문', '#6a5'],
  ] as const)
    await upload(page, name, colour)
  await expectAccessibleFromTop(page)
  expect(await shownIn(page)).toEqual(['의자', '거울', '문'])

  // By keyboard: the button keeps the focus while its picture moves.
  await page.getByRole('button', { name: /뒤로.*의자/ }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => shownIn(page)).toEqual(['거울', '의자', '문'])
  await page
    .getByRole('status')
    .getByText('3장 중 2번째로 옮겼어요: 의자')
    .waitFor({ state: 'attached' })
  await page.keyboard.press('Enter')
  await expect.poll(() => shownIn(page)).toEqual(['거울', '문', '의자'])

  // By dragging.
  const card = (name: string) => page.getByRole('listitem').filter({ hasText: name })
  await card('문').dragTo(card('거울'))
  await expect.poll(() => shownIn(page)).toEqual(['문', '거울', '의자'])
  await page.reload()
  await expect.poll(() => shownIn(page)).toEqual(['문', '거울', '의자'])

  await page.getByRole('button', { name: /삭제.*거울/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '삭제' }).click()
  await expect.poll(() => shownIn(page)).toEqual(['문', '의자'])
  await expectAccessibleFromTop(page)
  expect(faults).toEqual([])
})

test('on a phone a guest sees the shop’s pictures, one at a time and large', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.goto(`${product.url}/shops/${shopId}`)
  await page.getByRole('img', { name: '문', exact: true }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: /문/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '다음 사진' }).click()
  await page.getByRole('dialog').getByRole('img', { name: '의자' }).waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})
