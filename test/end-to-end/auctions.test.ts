import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCEPTED } from '../consents.ts'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let owner: Awaited<ReturnType<typeof signIn>>
let admin: Awaited<ReturnType<typeof signIn>>
let auctionId: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  owner = await signIn(product, 'owner@jari.local')
  admin = await signIn(product, 'admin@jari.local')
  const opened = await owner<{ id: string }>('POST', '/v1/auctions', {
    name: '달빛 경매',
    description: '오래된 물건에 새 주인을 찾아 드립니다.',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  auctionId = opened.id
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

/** How far the product's clock was moved. */
let aheadMs = 0
async function advance(hours: number): Promise<void> {
  aheadMs += hours * 3_600_000
  await admin('POST', '/v1/test-clock', { advance: `PT${hours}H` })
}

/** The clock on the wall of the auction in so many hours. */
function wall(hours: number): { date: string; time: string } {
  const seoul = new Date(Date.now() + aheadMs + (hours + 9) * 3_600_000).toISOString()
  return { date: seoul.slice(0, 10), time: seoul.slice(11, 16) }
}

const onLot = (lotId: string, path = '') => `/v1/auctions/${auctionId}/lots/${lotId}${path}`
const roomOf = (lotId: string) => `${product.url}/auctions/${auctionId}/lots/${lotId}`

/** A lot that starts at 10,000 and ends in three hours. */
async function givenLot(title: string, more: object = {}): Promise<string> {
  const { lotId } = await owner<{ lotId: string }>('POST', `/v1/auctions/${auctionId}/lots`, {
    ...{ title, description: '높이 42cm.', category: 'art', startPrice: 10_000 },
    endsAt: wall(3),
    ...more,
  })
  return lotId
}

interface Guest {
  readonly page: Page
  readonly faults: string[]
  readonly api: <Answer>(method: 'get' | 'post', path: string, data?: object) => Promise<Answer>
}

/** A new account with its own browser. */
async function openAs(
  options: BrowserContextOptions,
  language: 'ko' | 'en' = 'ko',
): Promise<Guest> {
  const { page, faults } = await openPage(browser, options)
  await page.addInitScript(`localStorage.setItem('jari-language', '${language}')`)
  const answer = await page.request.post(`${product.url}/v1/auth/sign-up/email`, {
    data: {
      name: '김입찰',
      email: `${crypto.randomUUID()}@example.com`,
      password: 'correct horse battery',
      accepted: ACCEPTED,
    },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(201)
  const api: Guest['api'] = async (method, path, data) => {
    const headers = { origin: product.url, 'idempotency-key': crypto.randomUUID() }
    const response = await page.request[method](product.url + path, {
      headers,
      ...(data && { data }),
    })
    expect(response.status(), await response.text()).toBeLessThan(300)
    return (await response.json()) as never
  }
  return { page, faults, api }
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** The second press of a double click does not confirm. */
const untilConfirmable = (page: Page) => page.waitForTimeout(400)

/** Chooses an amount, and confirms it in place. */
async function bid(page: Page, amount: string, confirm: RegExp): Promise<void> {
  await page.getByRole('button', { name: amount, exact: true }).click()
  await untilConfirmable(page)
  await button(page, confirm).click()
}

/** The main part of the page shows it; the live region is elsewhere. */
const see = (page: Page, text: string | RegExp) =>
  page.getByRole('main').getByText(text).filter({ visible: true }).first().waitFor()

const said = (page: Page, text: string) =>
  page.locator('#announcements').getByText(text).waitFor({ state: 'attached' })

async function payByKakao(page: Page): Promise<void> {
  await page.waitForURL(/\/bookings\//)
  await page.getByLabel('연락처').fill('01012345678')
  await page.getByRole('radio', { name: /카카오페이/ }).check()
  await page.locator('button[type=submit]:visible').click()
  await page.waitForURL(/\/window\//)
  await page.locator('button[value=pay]').click()
  await page.waitForURL(/\/bookings\//)
  await page.getByRole('heading', { level: 1, name: '결제가 완료됐어요' }).waitFor()
}

test('two people bid against each other, on a phone in Korean and on a desktop in English; the winner pays by KakaoPay and says that the lot has arrived', async () => {
  const lotId = await givenLot('청자 매병')
  const { page: one, faults } = await openAs(phone)
  const { page: other, faults: otherFaults } = await openAs(desktop, 'en')
  await one.goto(`${product.url}/auctions`)
  await one.getByRole('link', { name: /청자 매병.*시작가.*10,000원.*입찰 없음/ }).waitFor()
  await expectAccessible(one)
  await one.getByRole('link', { name: /청자 매병/ }).click()
  await one.getByRole('heading', { level: 1, name: '청자 매병' }).waitFor()
  await button(one, '10,000원 입찰').click()
  await one.getByRole('alertdialog').getByText('10,000원까지 입찰할까요?').waitFor()
  await expectAccessible(one)
  await one.keyboard.press('Escape')
  await bid(one, '10,000원 입찰', /10,000원 입찰 확정/)
  await see(one, '입찰했어요. 현재 최고 입찰자예요.')
  await said(one, '입찰했어요')

  await other.goto(roomOf(lotId))
  await see(other, 'Leading: Bidder 1')
  await see(other, '2 watching')
  await expectAccessible(other)
  await other.getByLabel('Set your own maximum').fill('50000')
  await expect.poll(() => other.getByLabel('Set your own maximum').inputValue()).toBe('50,000')
  await bid(other, 'Bid', /Confirm ₩50,000/)
  await see(other, 'Your bid is in. You are the highest bidder.')

  await see(one, '더 높은 입찰이 들어왔어요.') // without a reload
  await said(one, '더 높은 입찰이 들어왔어요')
  await bid(one, '12,000원 입찰', /12,000원 입찰 확정/)
  await see(one, '최고 금액을 더 높게 정해 둔 분이 있어 최고 입찰자가 되지 못했어요.')
  await expectAccessible(one)
  await one.getByLabel('최고 금액 직접 정하기').fill('600000')
  await bid(one, '입찰', /600,000원 입찰 확정/)
  await see(one, '60만 원') // far above the price: in words, once more
  await untilConfirmable(one)
  await button(one, /600,000원 입찰 확정/).click()
  await see(one, '입찰했어요. 현재 최고 입찰자예요.')
  await see(other, 'You have been outbid.')
  await see(other, '₩52,000')
  expect(await other.content()).not.toContain('600,000')
  expect(
    await other
      .getByRole('listitem')
      .filter({ hasText: /^4.*Bidder 1.*₩52,000/ })
      .count(),
  ).toBe(1)

  await advance(4)
  await see(other, 'This lot went to somebody else.')
  await expectAccessible(other)
  await see(one, '축하드려요! 낙찰됐어요.')
  await one.evaluate('scrollTo(0, 0)') // the header would cover half of a link
  await expectAccessible(one)
  await one.goto(`${product.url}/auctions/mine?tab=wins`)
  await see(one, /1일 \d+시간 안에 결제해 주세요/)
  await expectAccessible(one)
  await button(one, '52,000원 결제하기').click()
  await payByKakao(one)
  await one.getByRole('link', { name: '낙찰 내역 보기' }).click()
  await see(one, '결제를 마쳤어요. 판매자가 물품을 준비하고 있어요.')
  await owner('POST', onLot(lotId, '/hand-over'))
  await see(one, '판매자가 물품을 보냈거나 전달했어요.')
  await expectAccessible(one)
  await button(one, '수령 확인하기').click()
  await see(one, '거래가 완료됐어요.')
  await other.goto(`${product.url}/auctions/mine?tab=lost`)
  await other.getByRole('link', { name: /청자 매병.*Sold for.*Won by somebody else/ }).waitFor()
  await expectAccessible(other)
  expect([...faults, ...otherFaults]).toEqual([])
})

test('with a deposit the wallet is charged, the deposit placed, and then the lot is bid on with the keyboard only', async () => {
  const terms = await owner<object>('GET', `/v1/auctions/${auctionId}/terms`)
  await owner('PUT', `/v1/auctions/${auctionId}/terms`, { ...terms, deposit: 5_000 })
  const lotId = await givenLot('보증금 그림')
  await owner('PUT', `/v1/auctions/${auctionId}/terms`, { ...terms, deposit: 0 })
  const { page, faults } = await openAs(phone)
  await page.goto(roomOf(lotId))
  await page.getByRole('heading', { name: '보증금 5,000원 결제 후 입찰할 수 있어요' }).waitFor()
  await expectAccessible(page)
  await button(page, '지갑에 5,000원 충전하기').click()
  await page.waitForURL(/\/wallet\/charges\//)
  await page.locator('button[type=submit]:visible').click()
  await page.waitForURL(/\/window\//)
  await page.locator('button[value=pay]').click()
  await page.waitForURL(roomOf(lotId))
  await button(page, '지갑에서 5,000원 결제하기').click()
  await button(page, '10,000원 입찰').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('alertdialog').waitFor()
  await untilConfirmable(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await see(page, '입찰했어요. 현재 최고 입찰자예요.')
  expect(faults).toEqual([])
})

test('where sockets are blocked, a lot is followed by polling; buying it at once ends it for all', async () => {
  const lotId = await givenLot('필름 카메라', { buyNow: 80_000 })
  const { page: watcher } = await openAs(phone)
  await watcher.routeWebSocket(/\/live$/, (socket) => socket.close())
  await watcher.goto(roomOf(lotId))
  await button(watcher, '80,000원에 즉시 구매').waitFor()
  const { page: buyer } = await openAs(desktop)
  await buyer.goto(roomOf(lotId))
  await button(buyer, '80,000원에 즉시 구매').click()
  await expectAccessible(buyer)
  await untilConfirmable(buyer)
  await button(buyer, '즉시 구매 확정').click()
  await see(buyer, '축하드려요! 낙찰됐어요.')
  await button(buyer, '80,000원 결제하기').waitFor()
  await see(watcher, '낙찰되어 마감된 경매예요.')
})

test('in the chat a line is seen at once by all, a removed one vanishes, and who writes too fast waits', async () => {
  const lotId = await givenLot('자개 보석함')
  const [{ page: writer }, { page: reader }] = [await openAs(desktop), await openAs(phone)]
  await writer.goto(roomOf(lotId))
  await reader.goto(roomOf(lotId))
  await button(reader, '채팅').click()
  const say = async (text: string) => {
    await writer.getByLabel('메시지 입력').fill(text)
    await writer.keyboard.press('Enter')
  }
  await say('<b>안녕하세요</b>')
  await see(writer, '<b>안녕하세요</b>')
  await see(reader, '<b>안녕하세요</b>')
  await expectAccessible(reader)
  await button(reader, '신고').filter({ visible: true }).click()
  await see(reader, '신고됨')
  await owner('DELETE', onLot(lotId, '/messages/1'))
  await reader.getByText('<b>안녕하세요</b>').first().waitFor({ state: 'detached' })
  await expect
    .poll(async () => {
      await say(`빠르게 ${crypto.randomUUID()}`)
      return writer.getByText(/\d+초 뒤에 보낼 수 있어요/).count()
    })
    .toBeGreaterThan(0)
})

test('a lot that the winner has not paid is offered to the next bidder, who buys or declines it', async () => {
  const lotId = await givenLot('원목 의자')
  const [{ api: winner }, { page, api }] = [await openAs(desktop), await openAs(phone)]
  await api('post', onLot(lotId, '/bids'), { amount: 20_000 })
  await winner('post', onLot(lotId, '/bids'), { amount: 30_000 })
  await advance(4)
  await expect
    .poll(async () => (await winner<{ data: object[] }>('get', '/v1/me/wins')).data.length)
    .toBe(1)
  await advance(49)
  await expect
    .poll(
      async () => (await owner<{ lotId?: string }>('POST', onLot(lotId, '/second-chance'))).lotId,
    )
    .toBe(lotId)
  await page.goto(`${product.url}/auctions/mine?tab=wins`)
  await see(page, '차순위 구매 제안')
  await button(page, '20,000원에 구매하기').waitFor()
  await expectAccessible(page)
  await button(page, '거절하기').click()
  await see(page, '구매 제안을 거절했어요.')
})
