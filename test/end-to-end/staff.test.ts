import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMail } from '../../src/mail/mailbox.fixture.ts'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { consent } from './consent.ts'
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
  const draft = { name: '함께 식당', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  storeId = (await owner<{ id: string }>('POST', '/v1/restaurants', draft)).id
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

async function openAsOwner(page: Page): Promise<void> {
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  await page.goto(`${product.url}/desk/${storeId}?tab=staff`)
}

/** The link of the latest mail to an address that leads to a page, once it is there. */
async function mailedLink(to: string, path = 'staff-invitations'): Promise<string> {
  const links = new RegExp(`https?:\\S+/${path}#\\S+`)
  const folder = join(site.folder, 'mail')
  const find = async () => {
    const names = (await readdir(folder).catch(() => [])).sort()
    const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))
    const found = mails.map(readMail).filter((one) => one.to === to)
    return found.flatMap(({ text }) => links.exec(text)?.[0] ?? []).at(-1)
  }
  await expect.poll(find, { timeout: 30_000 }).toBeDefined()
  return (await find()) ?? ''
}

const tabsOf = (page: Page) =>
  page.getByRole('navigation', { name: '운영 메뉴' }).getByRole('link').allTextContents()

test('somebody is invited, accepts, works at the desk, and is out once removed', {
  timeout: 180_000,
}, async () => {
  const email = 'desk@example.com'
  const { page: owners, faults } = await openPage(browser, desktop)
  await openAsOwner(owners)
  await owners.getByText('아직 직원이 없어요.').waitFor()
  await owners.getByRole('button', { name: '초대 보내기' }).click()
  await owners.getByText('이메일 주소를 다시 확인해 주세요.').waitFor()
  await owners.getByLabel('이메일').fill(email)
  await owners.getByRole('button', { name: '초대 보내기' }).click()
  await owners.getByText(`${email}에 초대를 보냈어요.`).waitFor()
  await owners.getByText('수락 대기 중').waitFor()
  await expectAccessible(owners)

  const { page, faults: others } = await openPage(browser, phone)
  await page.goto(await mailedLink(email))
  await page.getByText('함께 식당에서 데스크 직원으로 초대했어요.').waitFor()
  await expectAccessible(page)
  expect(new URL(page.url()).hash).toBe('')
  await page.getByRole('link', { name: '회원가입', exact: true }).click()
  await page.getByLabel('이름').fill('이직원')
  await expect.poll(() => page.getByLabel('이메일', { exact: true }).inputValue()).toBe(email)
  await page.getByLabel('비밀번호').fill('correct horse battery')
  await consent(page)
  await page.getByRole('button', { name: '가입', exact: false }).click()
  await page.getByText('이메일 인증이 필요해요').waitFor()
  await expectAccessible(page)
  const other = await page.context().newPage()
  await other.goto(await mailedLink(email, 'verify'))
  await other.getByRole('heading', { name: '이메일을 인증했어요' }).waitFor()
  await other.close()
  await page.getByRole('button', { name: '인증을 마쳤어요' }).click()
  await page.getByRole('button', { name: '수락하기' }).click()

  await page.getByRole('heading', { name: '함께 식당' }).waitFor()
  await page.getByRole('navigation', { name: '운영 메뉴' }).getByRole('link').first().waitFor()
  expect(await tabsOf(page)).toEqual(['예약', '좌석 현황', '웨이팅', '달력', '대기열', '알림'])
  await expectAccessible(page)
  await page.goto(`${product.url}/desk/${storeId}?tab=staff`)
  await page.getByRole('navigation', { name: '운영 메뉴' }).getByRole('link').first().waitFor()
  expect(await page.getByText('직원 초대').count()).toBe(0)
  const refused = await page.request.get(`${product.url}/v1/stores/${storeId}/payments`)
  expect(refused.status()).toBe(403)
  await page.goto(product.url)
  await page.getByRole('button', { name: '메뉴' }).click()
  await page.getByRole('link', { name: '운영 관리' }).click()
  await page.getByText('데스크', { exact: true }).waitFor()

  await owners.reload()
  await owners.getByRole('button', { name: '이직원 내보내기' }).click()
  await owners.getByRole('dialog').getByRole('button', { name: '내보내기' }).click()
  await owners.getByText('이직원 님을 내보냈어요.').waitFor()
  await owners.getByText('박사장 님이 이직원 님을 내보냄 (데스크)').waitFor()
  await page.goto(`${product.url}/desk/${storeId}`)
  await expect.poll(() => page.getByRole('button', { name: '최근 알림' }).count()).toBe(0)
  expect((await page.request.get(`${product.url}/v1/stores/${storeId}/notices`)).status()).toBe(403)
  expect([...faults, ...others]).toEqual([])
})

test('a store is handed over in English, and its old owner stays as a manager', async () => {
  const { page: owners } = await openPage(browser, phone)
  await openAsOwner(owners)
  await owners.getByRole('button', { name: 'English' }).click()
  await owners.getByRole('button', { name: 'Offer the store' }).click()
  const dialog = owners.getByRole('dialog')
  await dialog.getByLabel('E-mail of the new owner').fill('customer@jari.local')
  await expectAccessible(owners)
  await dialog.getByRole('button', { name: 'Send the offer' }).click()
  await owners.getByText('Offer sent to customer@jari.local.').waitFor()

  const { page } = await openPage(browser, desktop)
  await page.goto(await mailedLink('customer@jari.local'))
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('link', { name: 'Sign in and accept' }).click()
  await page.getByLabel('E-mail').fill('customer@jari.local')
  await page.getByLabel('Password').fill('sandbox-only')
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('The present owner stays as a manager.').waitFor()
  await page.getByRole('button', { name: 'Take the store over' }).click()
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('link', { name: 'Staff', exact: true }).click()
  await page.getByRole('heading', { name: '박사장' }).waitFor()
  await expectAccessible(page)

  await owners.goto(`${product.url}/desk/${storeId}`)
  const tabs = owners.getByRole('navigation').getByRole('link')
  await tabs.getByText('Settings', { exact: true }).click()
  await tabs.getByText('Notices', { exact: true }).waitFor()
  expect(await tabs.getByText('Staff', { exact: true }).count()).toBe(0)
})
