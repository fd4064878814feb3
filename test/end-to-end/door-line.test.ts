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

/** A restaurant with two tables, open around the clock. */
async function givenRestaurant(): Promise<string> {
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { name: '줄 서는 집', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { id } = await owner<{ id: string }>('POST', '/v1/restaurants', draft)
  const at = (path: string) => `/v1/restaurants/${id}/${path}`
  const areas = {
    홀: [
      [1, 2],
      [1, 4],
    ],
  } as const
  await owner('PUT', at('floor-plan'), planOf({ areas }))
  const hours = { opens: '00:00', lastSeating: '23:00', closes: '25:00' }
  await owner('PUT', at('service-hours'), { services: everyDay(hours) })
  await owner('PUT', at('seating-terms'), DEFAULT_TERMS)
  return id
}

const words = {
  ko: {
    ...{ open: '웨이팅 시작하기', callNext: '다음 손님 부르기', sign: '입구용 QR코드' },
    ...{ code: '웨이팅 등록 화면을 여는 QR코드', close: '닫기', toJoin: '웨이팅 등록하기' },
    ...{ join: '웨이팅 등록', name: '부를 이름', first: '다음 순서예요', come: '지금 들어오세요' },
    ...{
      seat: '자리 안내, 1번 손님',
      table: /^테이블 1 .*추천$/,
      seated: /자리로 안내받았어요/,
      none: '기다리는 손님이 없어요',
    },
    ...{ add: '손님 등록', waits: '기다리는 손님 1팀' },
  },
  en: {
    ...{ open: 'Open the line', callNext: 'Call the next party', sign: 'QR code for the door' },
    ...{ code: 'QR code that opens the page to join the line', close: 'Close' },
    ...{ toJoin: 'Join the line', join: 'Join the line', name: 'Name to call' },
    ...{ first: 'You are next', come: 'Come in now', seat: 'Seat, number 1' },
    ...{ table: /^Table 1 .*Best$/, seated: /You have been seated/, none: 'Nobody is waiting' },
    ...{ add: 'Add a party', waits: '1 party waits' },
  },
} as const

async function openAs(
  who: 'owner' | 'customer' | 'nobody',
  device: BrowserContextOptions,
  language: 'ko' | 'en',
) {
  const opened = await openPage(browser, device)
  await opened.page.addInitScript(`localStorage.setItem('jari-language', '${language}')`)
  if (who === 'nobody') return opened
  const answer = await opened.page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: `${who}@jari.local`, password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
  return opened
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

test.each([
  ['ko', 'nobody', phone, tablet],
  ['en', 'customer', desktop, desktop],
] as const)(
  'in %s, the desk opens its line, %s joins from the page of the restaurant, is called, comes and is seated',
  async (language, who, guestDevice, deskDevice) => {
    const id = await givenRestaurant()
    const say = words[language]
    const { page: desk, faults } = await openAs('owner', deskDevice, language)
    await desk.goto(`${product.url}/desk/${id}?tab=line`)
    await desk.getByRole('button', { name: say.open }).waitFor()
    await expectAccessibleFromTop(desk)
    await press(desk, say.open)
    await press(desk, say.sign)
    await desk.getByRole('img', { name: say.code }).waitFor()
    await expectAccessibleFromTop(desk)
    await desk
      .getByRole('dialog')
      .getByRole('button', { name: say.close, exact: true })
      .last()
      .click()

    const { page: guest, faults: guestFaults } = await openAs(who, guestDevice, language)
    await guest.goto(`${product.url}/restaurants/${id}`)
    await guest.getByRole('link', { name: say.toJoin }).click()
    await guest.getByLabel(say.name).fill('김손님')
    await expectAccessibleFromTop(guest)
    await press(guest, say.join)
    await guest.getByText(say.first).waitFor()
    await expectAccessibleFromTop(guest)

    await desk.getByRole('heading', { name: say.waits }).waitFor()
    await desk.getByText('김손님').waitFor()
    await expectAccessibleFromTop(desk)
    await press(desk, say.callNext)
    await guest.getByRole('heading', { level: 1, name: say.come }).waitFor()
    await guest.getByRole('timer').waitFor()
    await expectAccessibleFromTop(guest)

    await press(desk, say.seat)
    await desk.getByRole('dialog').getByRole('button', { name: say.table }).waitFor()
    await expectAccessibleFromTop(desk)
    await desk.getByRole('dialog').getByRole('button', { name: say.table }).click()
    await guest.getByText(say.seated).waitFor()
    await desk.getByText(say.none, { exact: true }).waitFor()
    await expectAccessibleFromTop(desk)
    await press(desk, say.add)
    await desk.getByRole('dialog').getByLabel(say.name).fill('박워크')
    await expectAccessibleFromTop(desk)
    await desk.getByRole('dialog').getByRole('button', { name: say.add, exact: true }).click()
    await desk.getByText('박워크').waitFor()
    expect([...faults, ...guestFaults]).toEqual([])
  },
)

test('a guest in the line of the demo restaurant lets the party behind go first', async () => {
  const [owner, customer] = await Promise.all([
    signIn(product, 'owner@jari.local'),
    signIn(product, 'customer@jari.local'),
  ])
  const { data } = await owner<{ data: { id: string; name: string }[] }>('GET', '/v1/restaurants')
  const id = data.find(({ name }) => name === '숯불마을')?.id
  const join = () => owner('POST', `/v1/stores/${id}/line/desk-tickets`, { party: 3 })
  await join() // the demo's own parties left at midnight
  const { ahead } = await customer<{ ahead: number }>('POST', `/v1/stores/${id}/line/tickets`, {
    party: 2,
  })
  await join()
  const { page, faults } = await openAs('customer', phone, 'ko')
  await page.goto(`${product.url}/restaurants/${id}/line`)
  await page.getByText(`앞에 ${ahead}팀이 있어요`).waitFor()
  await press(page, '순서 미루기')
  await page.getByRole('dialog').getByLabel('먼저 보낼 팀').waitFor()
  await expectAccessibleFromTop(page)
  await press(page, '미루기')
  await page.getByText(`앞에 ${ahead + 1}팀이 있어요`).waitFor()
  await page.getByRole('button', { name: '순서 미루기' }).waitFor({ state: 'detached' })
  await expectAccessibleFromTop(page)
  expect(faults).toEqual([])
})
