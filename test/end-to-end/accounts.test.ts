import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCEPTED } from '../consents.ts'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { consent } from './consent.ts'
import { linkIn } from './mailbox.ts'
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

const EMAIL = 'saebyeok@example.com'
const [FIRST, SECOND] = ['the first password', 'the second password']

const heading = (page: Page, name: string, level: 1 | 2 = 1) =>
  page.getByRole('heading', { level, name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

async function signUp(page: Page): Promise<void> {
  await page.goto(`${product.url}/sign-up`)
  await page.getByLabel('이름').fill('김새벽')
  await page.getByLabel('이메일', { exact: true }).fill(EMAIL)
  await page.getByLabel('비밀번호').fill('password1')
  await consent(page)
  await button(page, '가입하고 시작하기').click()
  await shown(page, /많이 쓰는 비밀번호라/)
  await expectAccessible(page)
  await page.getByLabel('비밀번호').fill(FIRST)
  await button(page, '가입하고 시작하기').click()
  await page.waitForURL(`${product.url}/`)
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('이메일').fill(email)
  await page.getByLabel('비밀번호').fill(password)
  await button(page, '로그인').click()
}

test('an account is signed up, confirmed, got back, and moved to another address', async () => {
  const { page, faults } = await openPage(browser, phone)
  await signUp(page)

  // Told where they claim, with a button that sends the mail again.
  await page
    .getByRole('link', { name: /맛있는 집밥/ })
    .first()
    .click()
  await page
    .getByRole('button', { name: /\d\d:\d\d.*남음/ })
    .last()
    .click()
  await page.waitForURL(/\/bookings\//)
  await shown(page, '이메일 인증이 필요해요')
  await expectAccessible(page)
  await button(page, '인증 메일 다시 보내기').click()
  await shown(page, '인증 메일을 보냈어요. 메일함을 확인해 주세요.')

  // The link works at once where the account is signed in.
  const confirm = await linkIn(site, EMAIL, '이메일을 인증해 주세요')
  await page.goto(confirm)
  await heading(page, '이메일을 인증했어요').waitFor()
  expect(page.url()).not.toContain('#')
  await expectAccessible(page)
  const goOn = page.getByRole('link', { name: '계속하기' })
  expect(await goOn.getAttribute('href')).toMatch(/^\/bookings\/[^/]+$/) // where the link was asked for
  await page.goto(confirm)
  await page.reload()
  await heading(page, '사용할 수 없는 링크예요', 2).waitFor()
  await expectAccessible(page)

  // Forgotten, on another device.
  const other = await openPage(browser, desktop)
  await other.page.goto(`${product.url}/sign-in`)
  await other.page.getByRole('link', { name: '비밀번호를 잊으셨나요?' }).click()
  await heading(other.page, '비밀번호 재설정').waitFor()
  await other.page.getByLabel('이메일').fill(EMAIL)
  await button(other.page, '메일 보내기').click()
  await shown(other.page, '메일함을 확인해 주세요')
  await expectAccessible(other.page)
  await other.page.goto(await linkIn(site, EMAIL, '비밀번호 재설정'))
  await heading(other.page, '새 비밀번호').waitFor()
  await expectAccessible(other.page)
  await other.page.getByLabel('새 비밀번호').fill(SECOND)
  await button(other.page, '비밀번호 저장').click()
  await heading(other.page, '내 계정').waitFor()

  // The first device is signed out; it signs in anew, and is seen and ended on the other one.
  await page.goto(`${product.url}/account`)
  await page.waitForURL(/\/sign-in/)
  await signIn(page, EMAIL, SECOND)
  await heading(page, '내 계정').waitFor()
  await expectAccessible(page)
  await other.page.reload()
  await shown(other.page, '지금 이 기기')
  await expectAccessible(other.page)
  await other.page.getByRole('button', { name: /Chrome · .* 로그아웃/ }).click()
  await expect.poll(() => other.page.getByRole('button', { name: /Chrome · / }).count()).toBe(0)
  await page.reload()
  await page.waitForURL(/\/sign-in/)

  // Another address: confirmed there, told to the old one.
  await button(other.page, '이메일 변경').click()
  await other.page.getByLabel('새 이메일').fill('new@example.com')
  await other.page.getByRole('dialog').getByLabel('현재 비밀번호').fill(SECOND)
  await expectAccessible(other.page)
  await button(other.page, '메일 보내기').click()
  await shown(other.page, /^new@example\.com 주소로 메일을 보냈어요/)
  await other.page.goto(await linkIn(site, 'new@example.com', '새 이메일을 인증해 주세요'))
  await heading(other.page, '이메일을 변경했어요').waitFor()

  // And taken back by the old one.
  await page.goto(await linkIn(site, EMAIL, '이메일이 변경되었습니다'))
  await heading(page, '이메일 변경 되돌리기').waitFor()
  await expectAccessible(page)
  await page.getByLabel('새 비밀번호').fill('the third password')
  await button(page, '되돌리기').click()
  await heading(page, '내 계정').waitFor()
  await shown(page, EMAIL)
  await other.page.goto(`${product.url}/account`)
  await other.page.waitForURL(/\/sign-in/)
  expect([...faults, ...other.faults]).toEqual([])
})

test('a confirmation that is opened where nobody is signed in asks to sign in first', async () => {
  const { page, faults } = await openPage(browser, phone)
  const email = 'elsewhere@example.com'
  await page.request.post(`${product.url}/v1/auth/sign-up/email`, {
    data: { name: '김다른', email, password: FIRST, accepted: ACCEPTED },
    headers: { origin: product.url },
  })
  await page.context().clearCookies()
  await page.goto(await linkIn(site, email, '이메일을 인증해 주세요'))
  await shown(page, /가입할 때 쓴 비밀번호로 로그인해 주세요/)
  await expectAccessible(page)
  await page.getByRole('link', { name: '로그인하고 인증하기' }).click()
  await signIn(page, email, FIRST)
  await heading(page, '이메일을 인증했어요').waitFor()
  expect(faults).toEqual([])
})

test('the desk of an owner who is not verified says that its store is on no list', async () => {
  const { page, faults } = await openPage(browser, desktop)
  const headers = { origin: product.url }
  const data = { name: '박사장', email: 'opening@example.com', password: FIRST, accepted: ACCEPTED }
  await page.request.post(`${product.url}/v1/auth/sign-up/email`, { data, headers })
  await page.request.post(`${product.url}/v1/me/owner`, { headers })
  const draft = { name: '새로 연 집', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const opened = await page.request.post(`${product.url}/v1/restaurants`, { data: draft, headers })
  const { id } = (await opened.json()) as { id: string }
  await page.goto(`${product.url}/desk/${id}`)
  await shown(page, /인증하기 전에는 목록에 보이지 않아서/)
  await expectAccessible(page)
  await page.goto(await linkIn(site, data.email, '이메일을 인증해 주세요'))
  await heading(page, '이메일을 인증했어요').waitFor()
  await page.goto(`${product.url}/desk/${id}`)
  await heading(page, '새로 연 집').waitFor()
  await expect.poll(() => page.getByText('이메일 인증이 필요해요').count()).toBe(0)
  expect(faults).toEqual([])
})

test.each([
  ['a phone', phone],
  ['a desktop', desktop],
])(
  'on %s, the index of the account leads to each of its sections, also by keyboard',
  async (_, device) => {
    const { page, faults } = await openPage(browser, device)
    await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
      data: { email: 'owner@jari.local', password: 'sandbox-only' },
      headers: { origin: product.url },
    })
    await page.goto(`${product.url}/account`)
    await shown(page, '지금 이 기기')
    await page.waitForLoadState('networkidle')
    const index = page.getByRole('navigation', { name: '내 계정 메뉴' })
    const names = ['기본 정보', '알림', '로그인·보안', '판매자 기능', '약관·내 정보', '회원 탈퇴']
    expect(await index.getByRole('link').allTextContents()).toEqual(names)
    await expectAccessible(page)
    for (const name of names) {
      await index.getByRole('link', { name }).focus()
      await page.keyboard.press('Enter')
      const region = page.getByRole('region', { name, exact: true })
      await expect.poll(() => region.evaluate((one) => one === document.activeElement)).toBe(true)
      await expect
        .poll(() => region.evaluate((one) => one.getBoundingClientRect().top))
        .toBeLessThan(900)
      expect(await index.locator('[aria-current]').allTextContents()).toEqual([name])
    }
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect(faults).toEqual([])
  },
)

test('in English every page of the account is English', async () => {
  const { page } = await openPage(browser, phone)
  await page.request.post(`${product.url}/v1/auth/sign-up/email`, {
    data: { name: 'Dawn', email: 'dawn@example.com', password: FIRST, accepted: ACCEPTED },
    headers: { origin: product.url },
  })
  await page.goto(product.url)
  await page.getByRole('button', { name: 'English' }).click()
  for (const path of ['/account', '/reset', '/verify']) {
    await page.goto(product.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await expectAccessible(page)
    const text = `${await page.evaluate('document.body.innerText')}`
    const korean =
      text.replaceAll(/자리( \(연습용\))?|한국어/g, '').match(/[^\n]*[가-힣][^\n]*/g) ?? []
    expect([path, korean]).toEqual([path, []])
  }
})
