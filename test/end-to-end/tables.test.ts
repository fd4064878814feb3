import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectAccessibleFromTop, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let restaurantId: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { name: '저녁 상', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const pricing = { means: 'part', per: 'person' }
  const opened = await owner<{ id: string }>('POST', '/v1/restaurants', { ...draft, pricing })
  restaurantId = opened.id
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

async function openAs(page: Page, who: 'owner' | 'customer', path: string): Promise<void> {
  const answer = await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: `${who}@jari.local`, password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
  await page.goto(product.url + path)
}

const desk = (tab: string) => `/desk/${restaurantId}?tab=${tab}`
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click()

test('an owner draws the tables, says when and how parties are served', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await openAs(page, 'owner', desk('tables'))
  await press(page, '4인 테이블 6개로 시작하기')
  await page.getByText('테이블 6개 추가 · 구역 1개 변경').waitFor()
  const first = page.getByRole('button', { name: /^테이블 1 ·/ })
  const left = () => first.evaluate((table) => table.getBoundingClientRect().left)
  const before = await left()
  await first.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(left).toBeGreaterThan(before)
  await press(page, '되돌리기')
  await expect.poll(left).toBe(before)
  await first.click()
  await page.getByLabel('이름 또는 번호').fill('2')
  await press(page, '저장')
  await page.getByText('이미 있는 이름이에요.').waitFor()
  await expectAccessibleFromTop(page)
  await page.getByLabel('이름 또는 번호').fill('창가')
  await page
    .getByRole('group', { name: '붙일 수 있는 테이블' })
    .getByText('2', { exact: true })
    .click()
  await press(page, '저장')
  await page.getByText('저장했어요.').waitFor()
  await press(page, '목록으로 보기')
  await page.getByRole('button', { name: /^창가.*붙일 수 있음: 2/ }).waitFor()
  await expectAccessibleFromTop(page)

  await page.goto(product.url + desk('hours'))
  await press(page, '월요일 시간 추가')
  await page.getByLabel('시작').selectOption('17:00')
  await page.getByLabel('마감', { exact: true }).selectOption('18:00')
  await page.getByLabel('마지막 입장').selectOption('21:00')
  await press(page, '저장')
  await page
    .getByText(/차례로 입력해 주세요/)
    .first()
    .waitFor()
  await expectAccessibleFromTop(page)
  await page.getByLabel('마감', { exact: true }).selectOption('23:00')
  await press(page, '월요일 시간을 다른 요일에 복사')
  const dialog = page.getByRole('dialog')
  for (const day of ['화', '수', '목', '금', '토', '일'])
    await dialog.getByText(day, { exact: true }).click()
  await dialog.getByRole('button', { name: '적용' }).click()
  await press(page, '저장')
  await page.getByText('저장했어요.').waitFor()

  await page.goto(product.url + desk('seating'))
  await page.getByText('2명이 저녁 7시에 오면 20:30까지 이용해요.').waitFor()
  await page.getByLabel(/^금액/).fill('10000')
  await press(page, '저장')
  await page.getByText('저장했어요.').waitFor()
  await expectAccessibleFromTop(page)
  expect(faults).toEqual([])
})

test('a guest books for three on a phone and pays the deposit; the owner sees them', async () => {
  const { page, faults } = await openPage(browser, phone)
  await openAs(page, 'customer', `/restaurants/${restaurantId}`)
  await page.getByText('3명', { exact: true }).click()
  await page.getByText(/^3명 예약금 30,000원/).waitFor()
  await expectAccessibleFromTop(page)
  await press(page, /19:00$/)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '예약하기' }).waitFor()
  await expectAccessibleFromTop(page)
  const shared = new URL(page.url())
  expect([shared.searchParams.get('party'), shared.searchParams.get('time')]).toEqual([
    '3',
    '19:00',
  ])
  await page.goBack()
  await dialog.waitFor({ state: 'detached' })
  await page.goto(shared.href)
  await dialog.getByRole('button', { name: '예약하기' }).click()
  await page.waitForURL(/\/bookings\//)
  await page
    .getByText(/3명 · 홀/)
    .first()
    .waitFor()
  await expectAccessibleFromTop(page)
  await page.getByLabel('이름').fill('김손님')
  await page.getByLabel('연락처').fill('01012345678')
  await press(page, /30,000원 결제$/)
  await page.getByRole('button', { name: /결제하기/ }).click() // a phone pays in the page itself
  await page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()
  await page
    .getByText(/3명 · 홀/)
    .first()
    .waitFor()
  expect(faults).toEqual([])

  const owner = await openPage(browser, desktop)
  await openAs(owner.page, 'owner', `${desk('bookings')}&date=${shared.searchParams.get('date')}`)
  await owner.page.getByText('김손님').first().waitFor()
  await owner.page
    .getByText(/3명 · 홀/)
    .first()
    .waitFor()
  await expectAccessibleFromTop(owner.page)
  expect(owner.faults).toEqual([])
})

test('a guest comes with more people at the same time, without canceling', async () => {
  const owner = await signIn(product, 'owner@jari.local')
  const path = `/v1/restaurants/${restaurantId}/seating-terms`
  const { currency: _, ...terms } = await owner<Record<string, unknown>>('GET', path)
  await owner('PUT', path, { ...terms, deposit: { amount: 0, per: 'person' } })
  const { page, faults } = await openPage(browser, phone)
  await openAs(page, 'customer', `/restaurants/${restaurantId}?party=2`)
  await press(page, /18:00$/)
  await page.getByRole('dialog').getByRole('button', { name: '예약하기' }).click()
  await page.waitForURL(/\/bookings\//)
  await page.getByLabel('이름').fill('김손님')
  await page.getByLabel('연락처').fill('01012345678')
  await press(page, '예약하기')
  await press(page, '시간·인원 변경')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '한 명 늘리기' }).click()
  await expect.poll(() => dialog.getByLabel(/^바꿀 시간/).inputValue()).not.toBe('')
  await expectAccessibleFromTop(page)
  await dialog.getByRole('button', { name: '변경하기' }).click()
  await page
    .getByText(/^예약을 바꿨어요: .*18:00.*, 3명$/)
    .first()
    .waitFor()
  await page.getByText('3명 · 홀').first().waitFor()
  expect(faults).toEqual([])
})

test('in English a full time names the free ones near it, and a large party is asked to call', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.goto(`${product.url}/restaurants/${restaurantId}`)
  await press(page, 'English')
  await page.goto(`${product.url}/restaurants/${restaurantId}?party=3&time=23:00`)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('No bookings are taken at this time.').waitFor()
  await dialog.getByRole('button', { name: '21:00' }).waitFor()
  await expectAccessibleFromTop(page)
  await page.goto(`${product.url}/restaurants/${restaurantId}?party=9`)
  await page.getByText('Up to 8 guests can book online.').waitFor()
  await expectAccessibleFromTop(page)
  expect(faults).toEqual([])
})

test('what a search understood is taken off part by part, and a search without results goes on', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.goto(product.url)
  await page.getByRole('searchbox').fill('내일 저녁 4명 파스타')
  await page.getByRole('searchbox').press('Enter')
  await press(page, '4명 조건 빼기')
  await page.waitForURL((url) => url.searchParams.get('q') === '저녁 파스타')
  const chips = page.getByRole('list', { name: '검색 조건' }).getByRole('button')
  await expect.poll(() => chips.count()).toBe(2) // the date, and the evening
  await expectAccessibleFromTop(page)
  await page.goto(`${product.url}/search?province=없는도&priceMost=1`)
  await press(page, '모든 지역에서 찾기')
  await press(page, '예산 상관없이 찾기')
  await page.getByRole('article').first().waitFor()
  expect(faults).toEqual([])
})
