import type { Browser, BrowserContextOptions } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectAccessibleFromTop, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let restaurantId: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { name: '새로 연 집', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  restaurantId = (await owner<{ id: string }>('POST', '/v1/restaurants', draft)).id
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

async function openAsOwner(device: BrowserContextOptions) {
  const opened = await openPage(browser, device)
  const answer = await opened.page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
  return opened
}

test('an owner fills in the address from a postcode, and a dish with its picture; guests see both', async () => {
  const { page, faults } = await openAsOwner(desktop)
  await page.goto(`${product.url}/desk/${restaurantId}?tab=profile`)
  const address = page.getByRole('textbox', { name: /^주소/ })
  await page.getByLabel('우편번호').fill('04001')
  await expect.poll(() => address.inputValue()).toBe('서울특별시 마포구 ')
  await page.keyboard.press('Tab')
  await expect
    .poll(() => address.evaluate((field: HTMLInputElement) => field.selectionStart))
    .toBeGreaterThan(0)
  await page.keyboard.type('양화로 1')
  await page.getByLabel('우편번호').fill('06236')
  await page.getByLabel('상세 주소').fill('2층')
  await expectAccessibleFromTop(page)
  await page.getByRole('button', { name: '저장', exact: true }).click()
  await page.getByRole('status').getByText('저장', { exact: false }).first().waitFor()
  expect(await address.inputValue()).toBe('서울특별시 마포구 양화로 1')

  await page.goto(`${product.url}/desk/${restaurantId}?tab=menu`)
  await page.getByRole('button', { name: '분류 추가' }).click()
  await page.getByRole('textbox', { name: '이름', exact: true }).fill('된장찌개')
  await page.getByLabel(/^가격/).fill('9000')
  await page.getByText('메뉴를 저장하면 사진을 추가할 수 있어요.').waitFor()
  await page.getByRole('button', { name: '저장', exact: true }).click()
  await page.getByRole('button', { name: '된장찌개 사진 추가' }).click()
  const picture = sharp({ create: { width: 600, height: 600, channels: 3, background: '#b65' } })
  await page.getByLabel('사진 선택').setInputFiles({
    name: 'stew.png',
    mimeType: 'image/png',
    buffer: await picture.png().toBuffer(),
  })
  await page.getByLabel('사진 설명').fill('뚝배기에 담긴 된장찌개')
  await expectAccessibleFromTop(page)
  await page.getByRole('button', { name: '올리기' }).click()
  await page.getByRole('img', { name: '뚝배기에 담긴 된장찌개' }).waitFor()
  await expectAccessibleFromTop(page)

  const { page: guest, faults: guestFaults } = await openPage(browser, phone)
  await guest.goto(`${product.url}/restaurants/${restaurantId}`)
  await guest.getByText('서울특별시 마포구 양화로 1 2층').waitFor()
  await guest.getByRole('img', { name: '뚝배기에 담긴 된장찌개' }).waitFor()
  await expectAccessibleFromTop(guest)
  expect([...faults, ...guestFaults]).toEqual([])
})
