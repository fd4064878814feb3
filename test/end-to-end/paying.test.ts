import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sandboxAt } from '../../src/gateways/sandbox-buyer.ts'
import { ACCEPTED } from '../consents.ts'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

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

/** A new account with its own browser, in one language. */
async function openAs(options: BrowserContextOptions, language: 'ko' | 'en' = 'ko') {
  const locale = language === 'ko' ? 'ko-KR' : 'en-US'
  const opened = await openPage(browser, { ...options, locale })
  const choose = `localStorage.setItem('jari-language', '${language}')`
  // A gateway's page may have no storage.
  await opened.page.addInitScript(`try { ${choose} } catch {}`)
  const answer = await opened.page.request.post(`${product.url}/v1/auth/sign-up/email`, {
    data: {
      name: '김손님',
      email: `${crypto.randomUUID()}@example.com`,
      password: 'long enough 1',
      accepted: ACCEPTED,
    },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(201)
  return opened
}

/** Claims the last free table and names the booker; payment is next. */
async function takeTable(page: Page): Promise<void> {
  await page.goto(product.url)
  await page
    .getByRole('link', { name: /맛있는 집밥/ })
    .first()
    .click()
  await page
    .getByRole('button', { name: /\d\d:\d\d.*(남음|left)/, disabled: false })
    .last()
    .click()
  await page.waitForURL(/\/bookings\//)
  await page.getByLabel(/연락처|Phone/).fill('01012345678')
  await page.getByRole('radio').first().waitFor()
}

const submit = (page: Page) => page.locator('button[type=submit]:visible')
const confirmed = (page: Page) =>
  page.getByRole('heading', { level: 1, name: /예약이 확정됐어요|confirmed/ })

/** Presses a button of a payment window, also inside a frame, until `isDone`. */
async function pressUntil(page: Page, name: RegExp, isDone: () => boolean): Promise<void> {
  await expect
    .poll(
      async () => {
        if (isDone()) return true
        for (const frame of page.isClosed() ? [] : page.frames()) {
          const button = frame.getByRole('button', { name }).first()
          const canPress = await button.isEnabled({ timeout: 100 }).catch(() => false)
          if (canPress) await button.click({ timeout: 1_000 }).catch(() => {})
        }
        return isDone()
      },
      { timeout: 20_000, interval: 200 },
    )
    .toBe(true)
}

/** Pays in a window beside the page, as on a desktop. */
async function payBeside(page: Page, name = /결제하기|^Pay /): Promise<void> {
  const [popup] = await Promise.all([page.context().waitForEvent('page'), submit(page).click()])
  await pressUntil(popup, name, () => popup.isClosed())
}

/** Pays in place of the page, as on a phone. */
async function payInPlace(page: Page, name = /결제하기|^Pay /): Promise<void> {
  const isHere = () => /\/(bookings|wallet)/.test(new URL(page.url()).pathname)
  await submit(page).click()
  await page.waitForURL((url) => !/\/(bookings|wallet)/.test(url.pathname))
  await pressUntil(page, name, isHere)
}

async function charge(page: Page, won: string): Promise<void> {
  await page.goto(`${product.url}/wallet`)
  await page.getByLabel('충전할 금액').fill(won)
  await submit(page).click()
  await page.getByRole('heading', { level: 1, name: /^지갑에 .* 충전$/ }).waitFor()
  await page.getByRole('radio').first().waitFor()
  await payBeside(page)
  await page.waitForURL(/\/wallet\?charged=/)
  await page.getByText(`${won}원 충전이 완료됐어요.`).waitFor()
}

const spendable = (page: Page) => page.getByRole('region', { name: '사용 가능 금액' })

const gateways = [
  ['kakaopay', /카카오페이/, /KakaoPay/],
  ['toss', /토스페이먼츠/, /Toss Payments/],
  ['portone-v2', /신용·체크카드/, /Credit or debit card/],
  ['portone-v1', /카드·가상계좌/, /Card or bank transfer/],
  ['stripe', /해외 카드/, /International card/],
] as const

test('every payment method has a name, and the last one used comes first next time', async () => {
  const answer = await fetch(`${product.url}/v1/payment-methods?currency=KRW`)
  const { data } = (await answer.json()) as { data: { gateway: string }[] }
  const offered = data.map(({ gateway }) => gateway)
  expect(offered.toSorted()).toEqual([...gateways.map(([name]) => name), 'wallet'].toSorted())

  const { page, faults } = await openAs(desktop)
  await takeTable(page)
  const ways = page.getByRole('radio')
  expect(await ways.count()).toBe(gateways.length)
  expect(await ways.first().isChecked()).toBe(true)
  await page.getByRole('radio', { name: /토스페이먼츠/ }).focus()
  await page.keyboard.press('ArrowDown') // the choice works by keyboard
  expect(await page.getByRole('radio', { name: /신용·체크카드/ }).isChecked()).toBe(true)
  await page.reload()
  await ways.first().waitFor()
  expect(await ways.first().getAttribute('value')).toBe('portone-v2')
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test.each(gateways)('a table is paid for by %s beside the page, in Korean', async (_, name) => {
  const { page, faults } = await openAs(desktop)
  await takeTable(page)
  await page.getByRole('radio', { name }).check()
  await payBeside(page)
  await confirmed(page).waitFor()
  await page.getByText('결제 내역').click()
  await page.getByRole('listitem').filter({ hasText: name }).waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test.each(gateways)(
  'on a phone and in English a table is paid for by %s in its place',
  async (_, __, name) => {
    const { page, faults } = await openAs(phone, 'en')
    await takeTable(page)
    await page.getByRole('radio', { name }).check()
    await page.evaluate('scrollTo(0, 0)') // a choice half under the header would count as too small
    await expectAccessible(page)
    await payInPlace(page)
    await confirmed(page).waitFor()
    await expectAccessible(page)
    expect(faults).toEqual([])
  },
)

test('after quitting, nothing is charged, and another method works', async () => {
  const { page, faults } = await openAs(desktop)
  await takeTable(page)
  await payBeside(page, /그만두기/)
  await page.getByRole('heading', { level: 1, name: '결제를 그만두었어요' }).waitFor()
  await page.getByText('결제되지 않았어요', { exact: false }).first().waitFor()
  await expectAccessible(page)

  // A window that was only closed keeps the choice.
  const [popup] = await Promise.all([page.context().waitForEvent('page'), submit(page).click()])
  await popup.getByRole('button', { name: /결제하기/ }).waitFor()
  await popup.close()
  await page.getByText('아직 결제되지 않았어요').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '다른 결제 수단 선택' }).click()
  await page.getByRole('heading', { level: 1, name: '10분 동안 자리를 맡아 둘게요' }).waitFor()
  await page.getByRole('radio', { name: /토스페이먼츠/ }).check()
  await payBeside(page)
  await confirmed(page).waitFor()
  expect(faults).toEqual([])
})

test('after the window the page checks until the server answers, and announces each stage', async () => {
  const { page, faults } = await openAs(desktop)
  await takeTable(page)
  await page.getByRole('radio', { name: /카카오페이/ }).check()
  const [popup] = await Promise.all([page.context().waitForEvent('page'), submit(page).click()])
  await page.getByRole('heading', { level: 1, name: '결제를 기다리고 있어요' }).waitFor()
  await page.evaluate(`{
    window.saidUnpaid = false
    new MutationObserver(() => {
      if (document.body.innerText.includes('아직 결제되지 않았어요')) window.saidUnpaid = true
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  }`)
  await page.route('**/v1/bookings/*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    await route.continue()
  })
  await pressUntil(popup, /결제하기/, () => popup.isClosed())
  const checking = '결제 결과를 확인하고 있어요'
  await page.getByRole('heading', { level: 1, name: checking }).waitFor()
  const announcement = page.getByRole('status').filter({ hasText: checking })
  expect(await announcement.count()).toBeGreaterThan(0)
  await confirmed(page).waitFor()
  expect(await page.evaluate('window.saidUnpaid')).toBe(false)
  expect(await page.evaluate('document.activeElement.textContent')).toBe('예약이 확정됐어요')
  await page.getByRole('status').getByText('예약이 확정됐어요').waitFor({ state: 'attached' })
  expect(faults).toEqual([])
})

test('while the outcome is unknown the page says so and never "failed", then it is paid', async () => {
  const { page, faults } = await openAs(desktop)
  await takeTable(page)
  const number = (await page.getByText(/^\d{14}-[0-9A-Z]{8}$/).textContent()) ?? ''
  const sandbox = sandboxAt(product.sandboxUrl)
  const planted = { gateway: 'kakaopay', orderId: number } as const
  await sandbox.plant({ ...planted, operation: 'approve', fault: 'reset-after' })
  await sandbox.plant({ ...planted, operation: 'order', fault: 'status-500-after' })
  await page.getByRole('radio', { name: /카카오페이/ }).check()
  await payBeside(page)
  await page.getByRole('heading', { level: 1, name: '결제 결과를 확인하고 있어요' }).waitFor()
  await page.getByText('다시 결제하지 마세요', { exact: false }).first().waitFor()
  const failed = page.getByText(/실패|되지 않았/).filter({ visible: true })
  expect(await failed.count()).toBe(0)
  await expectAccessible(page)
  const admin = await signIn(product, 'admin@jari.local')
  await admin('POST', '/v1/test-clock', { advance: 'PT30S' })
  await confirmed(page).waitFor()
  expect(faults).toEqual([])
})

test('a virtual account is shown with all details until the deposit arrives', async () => {
  const { page, faults } = await openAs({ ...phone, colorScheme: 'dark' })
  await takeTable(page)
  await page.getByRole('radio', { name: /카드·가상계좌/ }).check()
  await payInPlace(page, /가상계좌/)
  await page.getByRole('heading', { level: 1, name: '입금을 기다리고 있어요' }).waitFor()
  const facts = page.getByRole('definition')
  await facts.filter({ hasText: '샌드박스은행' }).waitFor()
  await expectAccessible(page)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: '계좌 번호 복사' }).click()
  await page.getByText('복사했어요.').waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  await facts.filter({ hasText: copied }).waitFor()

  const books = await fetch(`${product.sandboxUrl}/ledger`)
  const { payments } = (await books.json()) as {
    payments: { gateway: string; id: string; status: string; approvals: object[] }[]
  }
  const open = payments.filter((one) => one.gateway === 'portone-v1' && !one.approvals.length)
  for (const { id } of open)
    await fetch(`${product.sandboxUrl}/console/portone-v1/${id}/deposit`, { method: 'POST' })
  const admin = await signIn(product, 'admin@jari.local')
  await admin('POST', '/v1/test-clock', { advance: 'PT30S' })
  await confirmed(page).waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('a wallet is charged, pays a whole table, and is refunded on cancellation', async () => {
  const { page, faults } = await openAs(desktop)
  await page.goto(`${product.url}/wallet`)
  await page.getByText('아직 내역이 없어요').waitFor()
  await expectAccessible(page)
  await page.getByLabel('충전할 금액').fill('500')
  await submit(page).click()
  await page.getByText('1,000원부터 충전할 수 있어요.').waitFor()
  await expectAccessible(page)

  await charge(page, '50,000')
  await spendable(page).getByText('50,000원').first().waitFor()
  await expectAccessible(page)

  await takeTable(page)
  await page.getByRole('checkbox', { name: /지갑으로 전액 결제/ }).check()
  expect(await page.getByRole('radio').count()).toBe(0)
  await expectAccessible(page)
  const price = (await submit(page).textContent())?.match(/[\d,]+원/)?.[0] ?? ''
  await submit(page).click()
  await confirmed(page).waitFor()
  expect(page.context().pages()).toHaveLength(1)

  await page.getByRole('link', { name: '지갑' }).first().click()
  const spent = page.getByRole('listitem').filter({ hasText: '결제' })
  await spent.getByText(`−${price}`, { exact: true }).waitFor()
  await spent.getByRole('link', { name: /맛있는 집밥/ }).click()
  await page.getByRole('button', { name: '예약 취소' }).click()
  await page.getByRole('button', { name: '취소하고 환불받기' }).click()
  await page.getByText('환불이 완료됐어요').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '지갑' }).first().click()
  await spendable(page).getByText('50,000원').first().waitFor()
  expect(faults).toEqual([])
})

test('a wallet pays a part beside another method, and both are shown before and after', async () => {
  const { page, faults } = await openAs(desktop)
  await charge(page, '10,000')
  await takeTable(page)
  await page.getByRole('checkbox', { name: /지갑에서 10,000원 사용/ }).check()
  await page.getByLabel('지갑에서 사용할 금액').fill('4,000')
  await page.getByRole('radio', { name: /토스페이먼츠/ }).check()
  const parts = page.getByRole('definition')
  await parts.filter({ hasText: /^4,000원$/ }).waitFor()
  await parts.filter({ hasText: /^21,000원$/ }).waitFor()
  expect(await submit(page).textContent()).toBe('토스페이먼츠 21,000원 결제')
  await expectAccessible(page)

  // The wallet's part is preselected after a try that took no money, and after a reload.
  await page.getByRole('radio', { name: /카카오페이/ }).check()
  await payBeside(page, /그만두기/)
  await page.getByRole('heading', { level: 1, name: '결제를 그만두었어요' }).waitFor()
  await page.reload()
  await parts.filter({ hasText: /^4,000원$/ }).waitFor()
  expect(await submit(page).textContent()).toBe('카카오페이 21,000원 결제')
  await page.getByRole('radio', { name: /토스페이먼츠/ }).check()
  await payBeside(page)
  await confirmed(page).waitFor()
  await page.getByText('결제 내역').click()
  const moves = page.getByRole('listitem')
  await moves.filter({ hasText: '토스페이먼츠' }).filter({ hasText: '21,000원' }).waitFor()
  await moves.filter({ hasText: '지갑' }).filter({ hasText: '4,000원' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '지갑' }).first().click()
  await spendable(page).getByText('6,000원').first().waitFor()
  expect(faults).toEqual([])
})

test('an unspent charge is refunded where it came from', async () => {
  const { page, faults } = await openAs({ ...phone, colorScheme: 'dark' }, 'en')
  await page.goto(`${product.url}/wallet`)
  await page.getByText('₩10,000', { exact: true }).click()
  await submit(page).click()
  await page.getByRole('heading', { level: 1, name: 'Top up your wallet with ₩10,000' }).waitFor()
  await page.getByRole('radio').first().waitFor()
  await expectAccessible(page)
  await payInPlace(page)
  await page.getByText('₩10,000 is in your wallet.').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Details' }).first().click()
  await page.getByRole('button', { name: 'Cancel this top-up' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Cancel and refund' }).click()
  await page.getByText('₩10,000 was refunded to your original payment method.').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'To your wallet' }).click()
  await page.getByText('Top-up canceled').waitFor()
  expect(faults).toEqual([])
})
