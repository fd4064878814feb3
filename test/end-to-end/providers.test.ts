import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { consent } from './consent.ts'
import { linkIn, mailsTo } from './mailbox.ts'
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

const PASSWORD = 'long enough 1'
const heading = (page: Page, name: string, level: 1 | 2 = 1) =>
  page.getByRole('heading', { level, name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

interface Choices {
  readonly email: string
  readonly address?: string
  readonly fault?: string
  readonly cancel?: true
  readonly hidesEmail?: true
}

/** What somebody does at a provider, whose page is in the sandbox. */
async function agree(page: Page, { email, address, fault, cancel, hidesEmail }: Choices) {
  await page.waitForURL(`${product.sandboxUrl}/**`)
  await expectAccessible(page)
  await page.getByLabel('이메일', { exact: true }).fill(email)
  if (address) await page.getByLabel('이메일 상태').selectOption(address)
  if (fault) await page.getByLabel('다른 결과 연습하기').selectOption(fault)
  if (hidesEmail) await page.getByLabel('이메일 제공에 동의').uncheck()
  await button(page, cancel ? '취소' : '동의하고 계속하기').click()
  await page.waitForURL(`${product.url}/**`)
}

const signOut = async (page: Page) => {
  await page.request.post(`${product.url}/v1/auth/sign-out`, { headers: { origin: product.url } })
}

test('at 390 px somebody signs up by Kakao where they were, and signs in again', async () => {
  const { page, faults } = await openPage(browser, phone)
  const email = 'kakao@example.com'
  await page.goto(`${product.url}/sign-in?return=%2Fwallet`)
  await heading(page, '로그인').waitFor()
  await expectAccessible(page)
  await button(page, '카카오로 시작하기').click()
  await agree(page, { email })
  await heading(page, '거의 다 됐어요').waitFor()
  await shown(page, '카카오에서 인증한 이메일이에요.')
  await expectAccessible(page)
  await page.getByLabel('이름').fill('')
  await button(page, '가입하고 시작하기').click()
  await shown(page, '이름을 입력해 주세요.')
  await page.getByLabel('이름').fill('김카카')
  await consent(page)
  await button(page, '가입하고 시작하기').click()
  await page.waitForURL(`${product.url}/wallet`)

  await signOut(page)
  await page.goto(`${product.url}/sign-up`)
  await button(page, '카카오로 시작하기').click()
  await agree(page, { email })
  await page.waitForURL(`${product.url}/`)
  const me = await (await page.request.get(`${product.url}/v1/me`)).json()
  expect(me).toMatchObject({ name: '김카카', email, address: 'verified' })
  expect(faults).toEqual([])
})

test('Google opens the account whose address both have verified, and is disconnected again', async () => {
  const { page, faults } = await openPage(browser, phone)
  const email = 'both@example.com'
  await page.goto(`${product.url}/sign-up`)
  await page.getByLabel('이름').fill('김둘다')
  await page.getByLabel('이메일', { exact: true }).fill(email)
  await page.getByLabel('비밀번호').fill(PASSWORD)
  await consent(page)
  await button(page, '가입하고 시작하기').click()
  await page.waitForURL(`${product.url}/`)
  await page.goto(await linkIn(site, email, '이메일을 인증해 주세요'))
  await heading(page, '이메일을 인증했어요').waitFor()
  await signOut(page)

  await page.goto(`${product.url}/sign-in`)
  await button(page, 'Google로 시작하기').click()
  await agree(page, { email })
  await page.waitForURL(`${product.url}/`)
  await page.goto(`${product.url}/account`)
  await heading(page, '로그인 방법', 2).waitFor()
  await button(page, 'Google 연결 해제').waitFor()
  await expectAccessible(page)
  await button(page, 'Google 연결 해제').click()
  await heading(page, 'Google 연결을 해제할까요?', 2).waitFor()
  await expectAccessible(page)
  await button(page, '연결 해제').click()
  await button(page, 'Google 연결').waitFor()
  await expectTold(email)
  expect(faults).toEqual([])
})

/** Both are told by mail. */
async function expectTold(email: string) {
  await expect
    .poll(async () => (await mailsTo(site, email)).map(({ subject }) => subject).join(), {
      timeout: 30_000,
    })
    .toMatch(/연결되었습니다.*해제되었습니다/)
}

test('whoever comes by Naver and has an account signs in to it, and connects', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.goto(`${product.url}/sign-in`)
  await button(page, '네이버로 시작하기').click()
  await agree(page, { email: 'customer@jari.local' })
  await shown(page, '가입하면 인증 메일을 보내 드려요.')
  await page.getByRole('link', { name: '로그인하고 네이버 연결하기' }).click()
  await page.getByRole('textbox', { name: '이메일' }).fill('customer@jari.local')
  await page.getByLabel('비밀번호').fill('sandbox-only')
  await button(page, '로그인').click()
  await heading(page, '네이버 로그인 연결').waitFor()
  await expectAccessible(page)
  await button(page, '연결하기').click()
  await button(page, '네이버 연결 해제').waitFor()
  expect(faults).toEqual([])
})

test('an account without a password gets one by mail, and is deleted after confirming at its provider', async () => {
  const { page, faults } = await openPage(browser, phone)
  const email = 'noword@example.com'
  await page.goto(`${product.url}/sign-in`)
  await button(page, '네이버로 시작하기').click()
  await agree(page, { email, hidesEmail: true })
  await shown(page, '네이버에서 이메일을 받지 못했어요. 예약 안내를 받을 주소를 적어 주세요.')
  await expectAccessible(page)
  await page.getByLabel('이메일', { exact: true }).fill(email)
  await consent(page)
  await button(page, '가입하고 시작하기').click()
  await page.waitForURL(`${product.url}/`)
  await page.goto(`${product.url}/account`)
  await button(page, '네이버 연결 해제').waitFor()
  expect(await button(page, '네이버 연결 해제').isDisabled()).toBe(true)
  await expectAccessible(page)
  await button(page, '비밀번호 만들기').click()
  await shown(page, /주소로 메일을 보냈어요/)
  await linkIn(site, email, '이메일을 인증해 주세요')

  await button(page, '회원 탈퇴').click()
  await heading(page, '회원 탈퇴', 2).last().waitFor()
  // A fresh sign-in does not confirm it: the provider does, and brings them back to the same question.
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '네이버로 확인하기' }).waitFor()
  expect(await dialog.getByRole('button', { name: '탈퇴하기' }).count()).toBe(0)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '네이버로 확인하기' }).click()
  await agree(page, { email, hidesEmail: true })
  await dialog.getByText(/본인 확인을 마쳤어요/).waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '탈퇴하기' }).click()
  await page.waitForURL(`${product.url}/`)
  await page.goto(`${product.url}/account`)
  await page.waitForURL(/\/sign-in/)
  expect(faults).toEqual([])
})

test.each([
  ['카카오로 시작하기', { cancel: true }, /로그인을 취소했어요/],
  ['네이버로 시작하기', { fault: 'token-500' }, /로그인 서비스가 응답하지 않아요/],
  ['카카오로 시작하기', { fault: 'left' }, /연결이 해제되었거나 탈퇴한 계정이에요/],
] as const)('%s that fails with %j ends on the page to sign in on', async (name, how, text) => {
  const { page, faults } = await openPage(browser, desktop)
  await page.goto(`${product.url}/sign-in?return=%2Fwallet`)
  await button(page, name).click()
  await agree(page, { email: 'fault@example.com', ...how })
  await shown(page, text)
  await heading(page, '로그인').waitFor()
  expect(page.url()).not.toContain('state')
  await expectAccessible(page)
  await page.getByRole('textbox', { name: '이메일' }).fill('customer@jari.local')
  await page.getByLabel('비밀번호').fill('sandbox-only')
  await button(page, '로그인').click()
  await page.waitForURL(`${product.url}/wallet`)
  expect(faults).toEqual([])
})
