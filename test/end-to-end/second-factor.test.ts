import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeAt, STEP_SECONDS } from '../../src/accounts/second-factor/totp.ts'
import { expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { mailsTo } from './mailbox.ts'
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

/** Long on two cores that others use. */
const LONG_MS = 180_000
const PASSWORD = 'sandbox-only'
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

/** The code of the app; each is used once, so that the next is that of a later step. */
function appOf(secret: string) {
  let last = 0
  return () => {
    const now = Math.floor(Date.now() / 1000 / STEP_SECONDS)
    last = Math.max(last + 1, now - 1)
    return codeAt(secret, last)
  }
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${product.url}/sign-in`)
  await page.getByLabel('이메일').fill(email)
  await page.getByLabel('비밀번호').fill(PASSWORD)
  await button(page, '로그인').click()
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies()
}

test(
  'an owner turns two-step sign-in on, and signs in with a code and with a recovery code',
  async () => {
    const { page, faults } = await openPage(browser, phone)
    const email = 'owner@jari.local'
    await signIn(page, email)
    await page.waitForURL(`${product.url}/desk`)
    await shown(page, '매장 계정을 더 안전하게 지켜 보세요')
    await expectAccessible(page)
    await page.getByRole('link', { name: '설정하기' }).click()
    await page.waitForURL(/\/account/)
    await button(page, '2단계 인증 켜기').click()
    await page.getByRole('dialog').getByLabel('비밀번호').fill('not this one')
    await button(page, '계속').click()
    await shown(page, '비밀번호가 올바르지 않아요.')
    await page.getByRole('dialog').getByLabel('비밀번호').fill(PASSWORD)
    await button(page, '계속').click()
    await page.getByRole('img', { name: '인증 앱에 등록하는 QR코드' }).waitFor()
    await expectAccessible(page)
    const key = (await page.locator('code').first().textContent()) ?? ''
    const code = appOf(key.replaceAll(' ', ''))
    await page.getByLabel('6자리 코드').fill('12345')
    await button(page, '확인하고 켜기').click()
    await shown(page, '앱에 나온 6자리 숫자를 입력해 주세요.')
    await page.getByLabel('6자리 코드').fill(code())
    await button(page, '확인하고 켜기').click()
    await page.getByRole('heading', { name: '복구 코드를 보관해 주세요' }).waitFor()
    await expectAccessible(page)
    const codes = await page.locator('li code').allTextContents()
    expect(codes).toHaveLength(10)
    const saving = page.waitForEvent('download')
    await button(page, '파일로 저장').click()
    expect((await saving).suggestedFilename()).toBe('jari-recovery-codes.txt')
    await button(page, '보관했어요').click()
    await shown(page, '남은 복구 코드 10개')
    await expectAccessible(page)

    await signOut(page)
    await signIn(page, email)
    await page.getByRole('heading', { name: '2단계 인증' }).waitFor()
    await expectAccessible(page)
    await page.getByLabel('6자리 코드').fill('AAAA')
    await button(page, '확인').click()
    await shown(page, '코드가 올바르지 않아요.')
    await page.getByLabel('6자리 코드').fill(code())
    await button(page, '확인').click()
    await page.waitForURL(`${product.url}/desk`)

    await signOut(page)
    await signIn(page, email)
    await button(page, '복구 코드로 로그인').click()
    await page.getByLabel('복구 코드', { exact: true }).fill((codes[0] ?? '').toLowerCase())
    await page.getByLabel('이 기기에서는 30일 동안 묻지 않기').check()
    await button(page, '확인').click()
    await page.waitForURL(`${product.url}/desk`)

    // The device is remembered: its cookie stays, the session goes.
    await page.context().clearCookies({ name: 'jari_session' })
    await signIn(page, email)
    await page.waitForURL(`${product.url}/desk`)
    await page.goto(`${product.url}/account`)
    await shown(page, '남은 복구 코드 9개')
    await button(page, '2단계 인증 끄기').click()
    const dialog = page.getByRole('dialog')
    await expectAccessible(page)
    await dialog.getByLabel('비밀번호').fill(PASSWORD)
    await dialog.getByLabel('인증 앱 코드').fill(codes[1] ?? '')
    await dialog.getByRole('button', { name: '2단계 인증 끄기' }).click()
    await button(page, '2단계 인증 켜기').waitFor()
    await expect
      .poll(async () => (await mailsTo(site, email)).map(({ subject }) => subject.split(' (')[0]), {
        timeout: 60_000,
        interval: 200,
      })
      .toEqual(expect.arrayContaining(['2단계 인증이 켜졌습니다', '2단계 인증이 꺼졌습니다']))
    expect(faults).toEqual([])
  },
  LONG_MS,
)

interface Authenticator {
  readonly cdp: CDPSession
  readonly authenticatorId: string
}

/** An authenticator in the browser, which verifies its user. */
async function withAuthenticator(page: Page): Promise<Authenticator> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { cdp, authenticatorId }
}

/**
 * Signs in with the passkey until `isDone`: the simulated authenticator does not always answer at once.
 * Somebody is present from when the button has asked the server on, and not for what the browser offers by itself.
 */
async function signInByPasskey(
  page: Page,
  { cdp, authenticatorId }: Authenticator,
  isDone: () => Promise<unknown>,
): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: false })
    await page.goto(`${product.url}/sign-in`)
    await button(page, '패스키로 로그인').waitFor()
    if (tries === 0) await expectAccessible(page)
    await pressPasskey(page, cdp, authenticatorId)
    const done = await isDone().then(
      () => true,
      () => false,
    )
    if (done) return
  }
}

async function pressPasskey(page: Page, cdp: CDPSession, authenticatorId: string) {
  const options = '**/v1/auth/sign-in/passkey/options'
  const press = button(page, '패스키로 로그인')
  await press.waitFor()
  await page.waitForLoadState('networkidle')
  await page.route(options, async (route) => {
    await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: true })
    await route.continue()
  })
  const asked = page.waitForResponse(options)
  await press.click()
  await asked
  await page.unroute(options)
}

test(
  'a customer adds a passkey, signs in with it alone, renames it and removes it',
  async () => {
    const { page, faults } = await openPage(browser, phone)
    const { cdp, authenticatorId } = await withAuthenticator(page)
    await signIn(page, 'customer@jari.local')
    await page.waitForURL(`${product.url}/`)
    await page.goto(`${product.url}/account`)
    await shown(page, '등록한 패스키가 없어요')
    await button(page, '패스키 등록').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('이름').fill('내 휴대폰')
    await dialog.getByLabel('비밀번호').fill(PASSWORD)
    await expectAccessible(page)
    await button(page, '계속').click()
    await shown(page, '아직 사용하지 않았어요')
    await expectAccessible(page)
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
    expect(credentials).toHaveLength(1)
    expect(credentials[0]?.isResidentCredential).toBe(true)

    // By the button, once the browser is not to offer it by itself.
    await signOut(page)
    const signedIn = () => page.waitForURL(`${product.url}/`, { timeout: 15_000 })
    await signInByPasskey(page, { cdp, authenticatorId }, signedIn)
    expect(page.url()).toBe(`${product.url}/`)

    // A copy: the authenticator's counter falls behind.
    await signOut(page)
    const [used] = (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials
    if (!used) throw new Error('there is no passkey')
    await cdp.send('WebAuthn.removeCredential', {
      authenticatorId,
      credentialId: used.credentialId,
    })
    await cdp.send('WebAuthn.addCredential', {
      authenticatorId,
      credential: { ...used, signCount: 0 },
    })
    const refused = page.getByText(/복제됐을 수 있는 패스키/)
    await signInByPasskey(page, { cdp, authenticatorId }, () =>
      refused.waitFor({ timeout: 10_000 }),
    )
    await shown(page, /복제됐을 수 있는 패스키/)
    await expectAccessible(page)

    await signIn(page, 'customer@jari.local')
    await page.waitForURL(`${product.url}/`)
    await page.goto(`${product.url}/account`)
    await shown(page, /복제되었을 수 있어/)
    await button(page, '내 휴대폰 이름 변경').click()
    await dialog.getByLabel('이름').fill('예전 휴대폰')
    await button(page, '저장').click()
    await button(page, '예전 휴대폰 삭제').click()
    await expectAccessible(page)
    await dialog.getByLabel('비밀번호').fill(PASSWORD)
    await dialog.getByRole('button', { name: '삭제', exact: true }).click()
    await shown(page, '등록한 패스키가 없어요')
    expect(faults).toEqual([])
  },
  LONG_MS,
)

test(
  'a passkey is offered where the address is typed',
  async () => {
    const { page, faults } = await openPage(browser, phone)
    const { cdp, authenticatorId } = await withAuthenticator(page)
    await signIn(page, 'admin@jari.local')
    await page.waitForURL(`${product.url}/admin`)
    await page.goto(`${product.url}/account`)
    await button(page, '패스키 등록').click()
    await page.getByRole('dialog').getByLabel('비밀번호').fill(PASSWORD)
    await button(page, '계속').click()
    await shown(page, '아직 사용하지 않았어요')
    await signOut(page)
    await page.goto(`${product.url}/sign-in`) // the authenticator agrees to what is offered, at once
    await page.waitForURL(`${product.url}/admin`)
    await page.goto(`${product.url}/account`)
    await shown(page, /마지막 사용/)
    await cdp.send('WebAuthn.clearCredentials', { authenticatorId })
    expect(faults).toEqual([])
  },
  LONG_MS,
)
