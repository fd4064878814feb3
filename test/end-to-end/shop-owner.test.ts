import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

const asOwner = async (page: Page) => {
  const answer = await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
}
const tab = (page: Page, name: string) =>
  page
    .getByRole('navigation', { name: '운영 메뉴' })
    .getByRole('link', { name, exact: true })
    .click()

/** Scrolls to the top first: targets half covered by the sticky header would count as too small. */
async function expectAccessibleFromTop(page: Page): Promise<void> {
  await page.evaluate('scrollTo(0, 0)')
  await expectAccessible(page)
}

interface Shown {
  readonly times: readonly { id: string; reservationHour: number; begun: boolean }[]
}

/** A customer books this hour and names the booker. */
async function book(shopId: string, hour: number): Promise<void> {
  const customer = await signIn(product, 'customer@jari.local')
  const { times } = await customer<Shown>('GET', `/v1/shops/${shopId}`)
  const timetableId = times.find((time) => time.reservationHour === hour)?.id
  const { id } = await customer<{ id: string }>('POST', `/v1/shops/${shopId}/bookings`, {
    timetableId,
  })
  const booker = { name: '김손님', phone: '010-1234-5678', message: '앞머리만 다듬어 주세요' }
  await customer('PUT', `/v1/shop-bookings/${id}/booker`, booker)
  await customer('POST', `/v1/orders/${id}/confirmation`)
}

interface NewTime {
  readonly count: number
  readonly price: string
  /** What the price field begins with. */
  readonly last: string
}

async function addTime(page: Page, time: string, { count, price, last }: NewTime): Promise<void> {
  await page.getByRole('button', { name: '시간 추가' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('시간', { exact: true }).fill(time)
  await dialog.getByLabel('하루 자리 수').fill(`${count}`)
  const field = dialog.getByLabel('예약 1건 가격 (KRW)')
  expect(await field.inputValue()).toBe(last)
  await field.fill(price)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '시간 추가' }).click()
  if (price === '0' && last !== '0' && last !== '') {
    await dialog.getByText('무료로 예약을 받아요.').waitFor()
    await dialog.getByRole('button', { name: '무료로 추가' }).click()
  }
  await dialog.waitFor({ state: 'detached' })
  expect(await page.evaluate('document.activeElement.tagName')).not.toBe('BODY')
}

/** Korean in any language: names of people and shops, what the shop itself wrote (its menu), and the name of the language. */
const names =
  /머리하는 날|박사장|자리( \(연습용\))?|한국어|앞머리 커트|커트|디지털 펌|전체 염색|펌·염색/g

async function expectEnglish(page: Page): Promise<void> {
  const text = await page.evaluate('document.body.innerText')
  const korean = `${text}`.replaceAll(names, '').match(/[^\n]*[가-힣][^\n]*/g) ?? []
  expect([page.url(), korean]).toEqual([page.url(), []])
}

/** A time zone in which it is morning now. */
function morning(): string {
  const zones = ['Asia/Seoul', 'Europe/London', 'America/New_York', 'Pacific/Honolulu']
  const hour = (timeZone: string) =>
    Number(new Date().toLocaleString('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }))
  const off = (zone: string) => Math.abs(hour(zone) - 7)
  return zones.toSorted((one, other) => off(one) - off(other))[0] ?? ''
}

test('an owner opens a shop, adds, changes and deletes times, sees guests and load, and closes it', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await asOwner(page)
  await page.goto(`${product.url}/desk/open?door=timetables`)
  await page.getByRole('button', { name: '열기', exact: true }).click()
  await page.getByText('이름을 입력해 주세요.').waitFor()
  await expectAccessible(page)
  await page.getByLabel('이름').fill('새벽 미용실')
  await page.getByLabel('업종').selectOption('미용실')
  await page.getByLabel('시간대', { exact: true }).selectOption(morning())
  await page.getByRole('button', { name: '열기', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await page.getByRole('heading', { level: 1, name: '새벽 미용실' }).waitFor()
  const shopId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.getByText('지금 할 일: 서비스').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '담당자 없이 오늘 시간만 예약받기' }).click()
  await page.getByText('아직 예약받는 시간이 없어요').waitFor()
  await expectAccessible(page)

  await addTime(page, '21:00', { count: 4, price: '0', last: '' })
  await addTime(page, '23:00', { count: 2, price: '9000', last: '0' })
  await addTime(page, '22:00', { count: 12, price: '0', last: '9000' })
  await expectAccessible(page)
  await book(shopId, 22)

  await tab(page, '오늘')
  for (const text of ['김손님', '010-1234-5678', '앞머리만 다듬어 주세요'])
    await page.getByText(text).first().waitFor()
  await page.getByText('18자리 중 1자리 예약').first().waitFor()
  await page.getByText('표로 보기').click()
  await page.getByRole('row', { name: /22:00 1 12/ }).waitFor()
  await expectAccessibleFromTop(page)

  await tab(page, '시간')
  await page.getByRole('button', { name: /22:00.*하루 12자리.*오늘 1자리 예약/ }).click()
  await dialog.getByText('오늘 이 시간에 예약된 자리가 1개 있어요', { exact: false }).waitFor()
  await dialog.getByText('하루 자리 수는 12자리로 정해져 있어', { exact: false }).waitFor()
  await expectAccessible(page)
  await dialog.getByLabel('시간', { exact: true }).fill('20:30')
  await dialog.getByRole('button', { name: '저장' }).click()
  await page.getByRole('button', { name: /20:30.*하루 12자리/ }).click()
  await dialog.getByRole('button', { name: '자리 수를 바꿔 새로 추가' }).click()
  expect(await dialog.getByLabel('시간', { exact: true }).inputValue()).toBe('20:30')
  await dialog.getByRole('button', { name: '취소' }).click()
  await page.getByRole('button', { name: /23:00/ }).click()
  await dialog.getByRole('button', { name: '이 시간 삭제' }).click()
  await dialog.getByText('오늘 이 시간에 예약된 자리는 없어요', { exact: false }).waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '삭제', exact: true }).click()
  await expect
    .poll(() => page.getByRole('button', { name: /23:00/ }).count(), { timeout: 5_000 })
    .toBe(0)

  const admin = await signIn(product, 'admin@jari.local')
  await admin('POST', '/v1/test-clock', { advance: 'PT24H' })
  await page.reload()
  await tab(page, '날짜별 예약')
  const day = page.getByRole('link', { name: /16자리 중 1자리 예약/ })
  await day.click()
  await page.getByText('앞머리만 다듬어 주세요').waitFor()
  expect(await day.getAttribute('aria-expanded')).toBe('true')
  await expectAccessibleFromTop(page)

  await tab(page, '설정')
  await tab(page, '정보')
  await page.getByRole('button', { name: '영구 종료' }).click()
  await dialog.getByLabel('이름').fill('새벽')
  await dialog.getByRole('button', { name: '영구 종료' }).click()
  await dialog.getByText('이름이 달라요.').waitFor()
  await expectAccessible(page)
  await dialog.getByLabel('이름').fill('새벽 미용실')
  await dialog.getByRole('button', { name: '영구 종료' }).click()
  await page.getByText('새 예약을 받지 않고 있어요. 확정된', { exact: false }).waitFor()
  await expectAccessible(page)
  await page.goto(`${product.url}/shops/${shopId}`)
  await page.getByText('영업이 종료되어', { exact: false }).waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('on a phone every tab of a shop fits, in both languages and dark', async () => {
  const { page, faults } = await openPage(browser, { ...phone, colorScheme: 'dark' })
  await asOwner(page)
  await page.goto(`${product.url}/desk`)
  await page.getByRole('link', { name: /머리하는 날/ }).click()
  const tabs = page.getByRole('navigation', { name: /^(운영 메뉴|Desk)$/ })
  for (const language of ['ko', 'en']) {
    if (language === 'en') await page.getByRole('button', { name: 'English' }).click()
    await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' })
    for (const at of [0, 1, 2, 3, 4, 5, 6, 7, 8]) {
      await tabs.getByRole('link').nth(at).click()
      await page.waitForLoadState('networkidle')
      await expectAccessibleFromTop(page)
      if (language === 'en') await expectEnglish(page)
    }
  }
  expect(faults).toEqual([])
})
