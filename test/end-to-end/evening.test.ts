import process from 'node:process'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyDay, planOf } from '../../src/front-doors/dining/party.fixture.ts'
import { DEFAULT_TERMS } from '../../src/front-doors/dining/seating-rules.ts'
import { addDays, wallDate } from '../../src/kernel/time.ts'
import { desktop, expectAccessibleFromTop, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

// One evening of service, from opening to close, on the test clock. With EVENING_PICTURES=docs/evening it
// writes the pictures of docs/evening.md.

const ZONE = 'Asia/Seoul'
const tablet: BrowserContextOptions = { ...desktop, viewport: { width: 820, height: 1180 } }

let site: Site
let product: Product
let browser: Browser
let restaurantId: string
let date: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  date = addDays(wallDate(new Date(), ZONE), 1)
  restaurantId = await givenRestaurant()
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

/** Eight tables in two areas, a deposit a head, and terms of who does not come. */
async function givenRestaurant(): Promise<string> {
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { name: '저녁 상', description: '', timeZone: ZONE, currency: 'KRW' }
  const pricing = { means: 'part', per: 'person' }
  const { id } = await owner<{ id: string }>('POST', '/v1/restaurants', { ...draft, pricing })
  const at = (path: string) => `/v1/restaurants/${id}/${path}`
  const [small, large] = [
    [1, 2],
    [2, 4],
  ] as const
  const areas = { 홀: [small, small, large, large, large], 테라스: [small, large, large] }
  await owner('PUT', at('floor-plan'), planOf({ areas, joins: [[2, 3]] }))
  await owner('PUT', at('service-hours'), { services: everyDay() })
  const deposit = { amount: 10_000, per: 'person' }
  await owner('PUT', at('seating-terms'), { ...DEFAULT_TERMS, deposit })
  await owner('PUT', `/v1/stores/${id}/no-show-terms`, {
    ...{ kind: 'restaurant', basis: 'person', average: 50_000, keptPercent: 100, group: null },
  })
  // terms apply a minute after they were said
  const admin = await signIn(product, 'admin@jari.local')
  await admin('POST', '/v1/test-clock', { advance: 'PT90S' })
  return id
}

/** Moves the clock of product and gateways to this time of the evening. */
async function until(time: string): Promise<void> {
  const admin = await signIn(product, 'admin@jari.local')
  const { now } = await admin<{ now: string }>('POST', '/v1/test-clock', { advance: 'PT1S' })
  const then = Date.parse(`${date}T${time}:00+09:00`)
  const seconds = Math.round((then - Date.parse(now)) / 1_000)
  await admin('POST', '/v1/test-clock', { advance: `PT${seconds}S` })
}

async function openAs(page: Page, who: 'owner' | 'customer', path: string): Promise<void> {
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: `${who}@jari.local`, password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  await page.goto(product.url + path)
}

async function shown(page: Page, name: string): Promise<void> {
  const folder = process.env.EVENING_PICTURES
  await expectAccessibleFromTop(page)
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).first().click()

/** The floor as it is at this time. */
async function floorAt(page: Page, time: string): Promise<void> {
  await until(time)
  await page.goto(`${product.url}/desk/${restaurantId}?tab=floor&date=${date}`)
  await page.getByRole('button', { name: '전화 예약', exact: true }).waitFor()
}

async function enter(page: Page, button: string, more: (dialog: Dialog) => Promise<unknown>) {
  await press(page, button)
  const dialog = page.getByRole('dialog')
  await more(dialog)
  await dialog.getByRole('button', { name: '등록', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}
type Dialog = ReturnType<Page['getByRole']>

/** Opens a party of the list and presses what is to be done. */
async function act(page: Page, party: RegExp, action: string): Promise<void> {
  await page.getByRole('button', { name: party }).last().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: action, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('one evening: a booking with a deposit, a call, a walk-in, one who does not come, the bill and the report', async () => {
  const guest = await openPage(browser, phone)
  await openAs(
    guest.page,
    'customer',
    `/restaurants/${restaurantId}?date=${date}&party=2&time=19:00`,
  )
  await guest.page.getByRole('dialog').getByRole('button', { name: '예약하기' }).waitFor()
  await shown(guest.page, '1-guest-books')
  await guest.page.getByRole('dialog').getByRole('button', { name: '예약하기' }).click()
  await guest.page.waitForURL(/\/bookings\//)
  await guest.page.getByLabel('이름').fill('김예약')
  await guest.page.getByLabel('연락처').fill('01012345678')
  await press(guest.page, /20,000원 결제$/)
  await press(guest.page, /결제하기/)
  await guest.page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()
  await shown(guest.page, '2-guest-has-booked')

  const { page, faults } = await openPage(browser, tablet)
  await openAs(page, 'owner', '/desk')
  await floorAt(page, '17:00')
  await enter(page, '전화 예약', async (dialog) => {
    await dialog.getByLabel('시간', { exact: true }).selectOption('18:00')
    for (const _ of [1, 2]) await dialog.getByRole('button', { name: '한 명 늘리기' }).click()
    await dialog.getByLabel('이름').fill('박전화')
    await dialog.getByLabel('전화번호').fill('01098765432')
    await shown(page, '3-a-call')
  })
  await page
    .getByRole('button', { name: /박전화/ })
    .last()
    .waitFor()

  await floorAt(page, '18:05')
  await act(page, /박전화/, '자리 안내')
  await page.getByText('자리로 안내했어요.').waitFor()
  await enter(page, '워크인', (dialog) => dialog.getByLabel('이름').fill('이워크'))
  await shown(page, '4-seated-and-a-walk-in')

  await floorAt(page, '19:20')
  await page.getByText(/늦은 손님 1팀/).waitFor()
  await shown(page, '5-one-is-late')
  await act(page, /김예약/, '노쇼')
  await page.getByText('노쇼로 표시했어요.').waitFor()

  await floorAt(page, '20:00')
  await page
    .getByRole('button', { name: /박전화/ })
    .last()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('계산 금액').fill('184000')
  await dialog.getByRole('button', { name: '계산 금액 저장', exact: true }).click()
  await page.getByText('계산 금액을 저장했어요.').waitFor({ state: 'attached' })
  await shown(page, '6-the-bill')
  await dialog.getByRole('button', { name: '이용 완료', exact: true }).click()
  await page.getByText('테이블을 비웠어요.').waitFor()

  await floorAt(page, '21:30')
  await act(page, /이워크/, '이용 완료')
  await page.getByText('테이블을 비웠어요.').waitFor()
  await expect
    .poll(
      async () => {
        await guest.page.reload()
        await guest.page.getByRole('heading', { name: '노쇼', exact: false }).first().waitFor()
        return guest.page.getByText('노쇼로 기록돼 20,000원을 공제했어요.').count()
      },
      { timeout: 60_000, interval: 2_000 },
    )
    .toBeGreaterThan(0)
  await shown(guest.page, '7-what-was-kept')

  await until('23:00')
  await page.goto(`${product.url}/desk/${restaurantId}?tab=report&from=${date}&to=${date}`)
  await page.getByText('요일·시간별 예약률').first().waitFor()
  await shown(page, '8-the-report')
  expect([...faults, ...guest.faults]).toEqual([])
})
