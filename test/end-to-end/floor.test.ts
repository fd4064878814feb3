import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyDay, planOf } from '../../src/front-doors/dining/party.fixture.ts'
import { DEFAULT_TERMS } from '../../src/front-doors/dining/seating-rules.ts'
import { desktop, expectAccessibleFromTop, openBrowser, openPage, phone } from './browser.ts'
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

const tablet: BrowserContextOptions = { ...desktop, viewport: { width: 820, height: 1180 } }

/** A restaurant with tables, open all day. */
async function givenFloor(): Promise<string> {
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { name: '저녁 상', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const pricing = { means: 'part', per: 'person' }
  const { id } = await owner<{ id: string }>('POST', '/v1/restaurants', { ...draft, pricing })
  const at = (path: string) => `/v1/restaurants/${id}/${path}`
  const plan = planOf({
    areas: {
      홀: [
        [1, 2],
        [1, 4],
        [3, 6],
      ],
      테라스: [[1, 4]],
    },
  })
  await owner('PUT', at('floor-plan'), plan)
  await owner('PUT', at('service-hours'), { services: everyDay() })
  await owner('PUT', at('seating-terms'), DEFAULT_TERMS)
  return id
}

const words = {
  ko: {
    ...{ add: '전화 예약', name: '이름', save: '등록', party: /김전화/, change: '시간·인원 변경' },
    ...{ more: '한 명 늘리기', done: '예약을 바꿨어요.', undo: '되돌리기', undone: '되돌렸어요.' },
    ...{ time: '시간', saveChange: '변경하기', people: (count: number) => `${count}명` },
  },
  en: {
    ...{
      add: 'Phone booking',
      name: 'Name',
      save: 'Save',
      party: /김전화/,
      change: 'Change time or size',
    },
    ...{ more: 'One guest more', done: 'The booking is changed.', undo: 'Undo', undone: 'Undone.' },
    ...{
      time: 'Time',
      saveChange: 'Save the change',
      people: (count: number) => `${count} people`,
    },
  },
} as const

test.each([
  ['ko', 'a phone', phone],
  ['ko', 'a tablet', tablet],
  ['en', 'a desktop', desktop],
] as const)(
  'in %s on %s, a call is entered, its time and size are changed, and that is undone',
  async (language, _, device) => {
    const id = await givenFloor()
    const say = words[language]
    const { page, faults } = await openPage(browser, device)
    await page.addInitScript(`localStorage.setItem('jari-language', '${language}')`)
    await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
      data: { email: 'owner@jari.local', password: 'sandbox-only' },
      headers: { origin: product.url },
    })
    const tomorrow = new Date(Date.now() + 33 * 60 * 60_000).toISOString().slice(0, 10)
    await page.goto(`${product.url}/desk/${id}?tab=floor&date=${tomorrow}`)
    await press(page, say.add)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(say.time, { exact: true }).selectOption('19:00')
    await dialog.getByLabel(say.name).fill('김전화')
    await expectAccessibleFromTop(page)
    await dialog.getByRole('button', { name: say.save, exact: true }).click()
    const list = page.getByRole('button', { name: say.party }).last()
    await list.getByText('19:00').waitFor()

    await list.click()
    await expectAccessibleFromTop(page)
    await dialog.getByRole('button', { name: say.change }).click()
    await dialog.getByLabel(say.time, { exact: true }).selectOption('20:30')
    await dialog.getByRole('button', { name: say.more }).click()
    await expectAccessibleFromTop(page)
    await dialog.getByRole('button', { name: say.saveChange }).click()
    await page.getByText(say.done).waitFor()
    await list.getByText('20:30').waitFor()
    await list.getByText(say.people(3)).waitFor()
    await expectAccessibleFromTop(page)
    await press(page, say.undo)
    await list.getByText('19:00').waitFor()
    await list.getByText(say.people(2)).waitFor()
    expect(faults).toEqual([])
  },
)

const beyond = {
  ko: { off: '09:00', anyway: '그래도 잡기', entered: /예약을 등록했어요/, move: '다른 테이블로' },
  en: { off: '09:00', anyway: 'Book it anyway', entered: /^Entered: /, move: 'To another table' },
} as const

test.each([
  ['ko', 'a phone', phone],
  ['ko', 'a tablet', tablet],
  ['en', 'a desktop', desktop],
] as const)(
  'in %s on %s, a call beyond the hours is asked about, and gets another table with one press; nothing is cut off',
  async (language, _, device) => {
    const id = await givenFloor()
    const say = { ...words[language], ...beyond[language] }
    const { page, faults } = await openPage(browser, device)
    await page.addInitScript(`localStorage.setItem('jari-language', '${language}')`)
    await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
      data: { email: 'owner@jari.local', password: 'sandbox-only' },
      headers: { origin: product.url },
    })
    const tomorrow = new Date(Date.now() + 33 * 60 * 60_000).toISOString().slice(0, 10)
    await page.goto(`${product.url}/desk/${id}?tab=floor&date=${tomorrow}`)
    await press(page, say.add)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(say.time, { exact: true }).selectOption(say.off)
    await dialog.getByLabel(say.name).fill('김전화')
    await dialog.getByRole('button', { name: say.save, exact: true }).click()
    await dialog.getByRole('button', { name: say.anyway }).waitFor()
    await expectAccessibleFromTop(page)
    await dialog.getByRole('button', { name: say.anyway }).click()
    await page.getByText(say.entered).waitFor()
    const list = page.getByRole('button', { name: say.party }).last()
    await list.getByText('09:00').waitFor()
    const before = await list.textContent()

    await press(page, say.move)
    await expectAccessibleFromTop(page)
    await dialog.getByRole('listitem').first().getByRole('button').click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => list.textContent()).not.toBe(before)
    await expectAccessibleFromTop(page)
    expect(await cutOff(page)).toEqual([])
    expect(faults).toEqual([])
  },
)

test('on a phone the plan begins below two rows of controls, a booking is canceled on the floor, and a block has no party', async () => {
  const id = await givenFloor()
  const { page, faults } = await openPage(browser, phone)
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  const tomorrow = new Date(Date.now() + 33 * 60 * 60_000).toISOString().slice(0, 10)
  await page.goto(`${product.url}/desk/${id}?tab=floor&date=${tomorrow}`)
  const plan = page.getByRole('region', { name: '테이블', exact: true })
  await plan.waitFor()
  const first = await page.getByRole('link', { name: '전날' }).boundingBox()
  const top = (await plan.boundingBox())?.y ?? 1_000
  expect(top - (first?.y ?? 0)).toBeLessThanOrEqual(170)

  await press(page, '전화 예약')
  const dialog = page.getByRole('dialog').last()
  await dialog.getByLabel('시간', { exact: true }).selectOption('19:00')
  await dialog.getByLabel('이름').fill('김취소')
  await dialog.getByLabel(/^테이블/).selectOption({ label: '테이블 2 · 1–4인석' })
  await dialog.getByRole('button', { name: '등록', exact: true }).click()
  const list = page.getByRole('button', { name: /김취소/ }).last()
  await list.waitFor()

  await press(page, '테이블 막기')
  await dialog.getByLabel('시간', { exact: true }).selectOption('19:30')
  const taken = dialog.getByRole('option', { name: '테이블 2 · 1–4인석 · 이미 참' })
  await taken.waitFor({ state: 'attached' })
  expect(await taken.isDisabled()).toBe(true)
  await dialog.getByLabel('막을 시간').selectOption('60')
  await dialog.getByRole('button', { name: '등록', exact: true }).click()
  await page
    .getByRole('button', { name: /막아 둔 테이블/ })
    .last()
    .click()
  await dialog.getByRole('button', { name: '시간 변경', exact: true }).waitFor()
  expect(await dialog.getByRole('button', { name: '다른 팀과 맞바꾸기' }).count()).toBe(0)
  await dialog.getByRole('button', { name: '닫기' }).click()

  await list.click()
  await dialog.getByRole('button', { name: '예약 취소', exact: true }).click()
  await expectAccessibleFromTop(page)
  await dialog.getByRole('button', { name: '예약 취소', exact: true }).click()
  await list.waitFor({ state: 'detached' })
  await page.getByText(/19:00 김취소 · 예약을 취소했어요/).waitFor()
  expect(await page.getByText(/부터 막았어요/).count()).toBe(0)
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(faults).toEqual([])
})

/** What goes beyond the screen or is too small to touch, of the page and the buttons of the floor. */
const cutOff = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const small = [...document.querySelectorAll('main section button')].filter((button) => {
      const { width, height, right } = button.getBoundingClientRect()
      return width < 44 || height < 44 || right > clientWidth
    })
    const texts = small.map(({ textContent }) => textContent)
    return scrollWidth > clientWidth ? ['the page', ...texts] : texts
  })

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

test('what others took meanwhile is not undone, and the floor says why', async () => {
  const id = await givenFloor()
  const at = (path: string) => `/v1/restaurants/${id}/${path}`
  const owner = await signIn(product, 'owner@jari.local')
  const date = new Date(Date.now() + 33 * 60 * 60_000).toISOString().slice(0, 10)
  const enter = (party: object) => owner('POST', at('desk-bookings'), { date, ...party })
  const { tables } = await owner<{ tables: { id: string }[] }>('GET', at(`floor?date=${date}`))
  const tableIds = tables.slice(0, 1).map((table) => table.id)
  await enter({ kind: 'phone', time: '19:00', party: 2, name: '김전화', tableIds })
  const say = words.ko
  const { page } = await openPage(browser, desktop)
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  await page.goto(`${product.url}/desk/${id}?tab=floor&date=${date}`)
  await page.getByRole('button', { name: say.party }).last().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: say.change }).click()
  await dialog.getByLabel(say.time, { exact: true }).selectOption('21:00')
  await dialog.getByRole('button', { name: say.saveChange }).click()
  await page.getByText(say.done).waitFor()
  await enter({ kind: 'block', time: '19:00', party: 1, tableIds })
  await press(page, say.undo)
  await page.getByText('그 시간에 이미 예약이 있거나 막아 둔 테이블이에요.').waitFor()
  expect(await page.getByText(say.undone).count()).toBe(0)
})
