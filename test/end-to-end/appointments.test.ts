import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, wallDate } from '../../src/kernel/time.ts'
import { desktop, expectAccessibleFromTop, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let shopId: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { name: '가위와 빗', kind: 'hair', description: '', timeZone: 'Asia/Seoul' }
  const opened = await owner<{ id: string }>('POST', '/v1/shops', { ...draft, currency: 'KRW' })
  shopId = opened.id
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

const desk = (tab: string) => `/desk/${shopId}?tab=${tab}`
const tomorrow = () => addDays(wallDate(new Date(), 'Asia/Seoul'), 1)
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click()

async function addService(page: Page, name: string, minutes: number, deposit: string) {
  await press(page, '서비스 추가')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('이름').fill(name)
  await dialog.getByLabel('걸리는 시간').selectOption(String(minutes))
  await dialog.getByLabel(/^금액/).fill('90000')
  await dialog.getByLabel(/^예약금/).fill(deposit)
  if (deposit === '0') await expectAccessibleFromTop(page)
  await dialog.getByRole('button', { name: '저장' }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function addPerson(page: Page, name: string) {
  await press(page, '담당자 추가')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '월요일 시간을 다른 요일에 복사' }).click()
  await dialog.getByRole('button', { name: '저장' }).click()
  await dialog.getByText('이름을 입력해 주세요.').waitFor()
  await dialog.getByLabel('이름').fill(name)
  await expectAccessibleFromTop(page)
  await dialog.getByRole('button', { name: '저장' }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('an owner says what the shop does, who does it and how far ahead it is booked', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await openAs(page, 'owner', desk('services'))
  await page.getByText('아직 등록한 서비스가 없어요').waitFor()
  await addService(page, '커트', 40, '0')
  await addService(page, '펌', 120, '20000')
  await page.getByText('120분').waitFor()
  await expectAccessibleFromTop(page)

  await page.goto(product.url + desk('people'))
  await addPerson(page, '민지')
  await addPerson(page, '수아')
  await page.getByText('서비스 2개').first().waitFor()
  await expectAccessibleFromTop(page)

  await page.goto(product.url + desk('terms'))
  await page.getByText('오늘부터 30일 뒤까지 예약을 받아요.').waitFor()
  await page.getByRole('spinbutton', { name: '며칠 뒤까지 예약받기' }).fill('14')
  await press(page, '저장')
  await page.getByText('저장했어요.').waitFor()
  await expectAccessibleFromTop(page)
  expect(faults).toEqual([])
})

test('a guest books a cut and a perm on a phone and pays the deposit', async () => {
  const { page, faults } = await openPage(browser, phone)
  await openAs(page, 'customer', `/shops/${shopId}`)
  await page.getByText('서비스를 고르면 예약할 수 있는 시간이 표시돼요.').waitFor()
  await page.getByLabel(/^커트/).check()
  await page.getByLabel(/^펌/).check()
  await page.getByLabel(/^민지/).check()
  const asked = new URL(page.url())
  asked.searchParams.set('date', tomorrow())
  await page.goto(asked.href)
  await press(page, /14:00$/)
  await page.getByText('커트 + 펌 · 2시간 40분').waitFor()
  await page.getByText(/지금 결제할 예약금 20,000원/).waitFor()
  await expectAccessibleFromTop(page)
  await press(page, '이 시간으로 예약하기')
  await page.waitForURL(/\/bookings\//)
  await page.getByText('커트 + 펌 · 민지').first().waitFor()
  await expectAccessibleFromTop(page)
  await page.getByLabel('이름').fill('김손님')
  await page.getByLabel('연락처').fill('01012345678')
  await press(page, /20,000원 결제$/)
  await page.getByRole('button', { name: /결제하기/ }).click() // a phone pays in the page itself
  await page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()
  expect(faults).toEqual([])
})

test('the desk sees the day by person, enters a caller where nobody is, and moves the guest', async () => {
  const { page, faults } = await openPage(browser, desktop)
  await openAs(page, 'owner', `${desk('day')}&date=${tomorrow()}`)
  const minji = page.getByRole('region', { name: '민지' })
  const sua = page.getByRole('region', { name: '수아' })
  await minji.getByRole('button', { name: /14:00 김손님/ }).waitFor()
  await expectAccessibleFromTop(page)
  await press(page, '민지 11:00 비어 있음, 예약 넣기')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^커트/).check()
  await dialog.getByLabel('이름').fill('박전화')
  await expectAccessibleFromTop(page)
  await dialog.getByRole('button', { name: '등록' }).click()
  await minji.getByRole('button', { name: /11:00 박전화/ }).waitFor()

  await minji.getByRole('button', { name: /14:00 김손님/ }).click()
  await dialog.getByText(/14:00부터 16:45까지/).waitFor()
  await expectAccessibleFromTop(page)
  await dialog.getByRole('button', { name: '옮기기' }).click()
  await dialog.getByLabel('담당자').selectOption('수아')
  await dialog.getByRole('button', { name: '이 시간으로 옮기기' }).click()
  await sua.getByRole('button', { name: /14:00 김손님/ }).waitFor()
  await press(page, '되돌리기')
  await minji.getByRole('button', { name: /14:00 김손님/ }).waitFor()

  const caller = minji.getByRole('button', { name: /11:00 박전화/ })
  await caller.click()
  await dialog.getByRole('button', { name: '15분 늘리기' }).click()
  await page.getByRole('button', { name: '되돌리기' }).waitFor()
  await caller.click()
  await dialog.getByRole('button', { name: '예약 취소' }).click()
  await page.getByText('예약을 취소했어요.').waitFor()
  expect(await page.getByRole('button', { name: '되돌리기' }).count()).toBe(0)
  expect(faults).toEqual([])
})

test('in English, on a phone, the shop and its schedule are read and used as well', async () => {
  const { page, faults } = await openPage(browser, phone)
  await openAs(page, 'owner', `/shops/${shopId}`)
  await press(page, 'English')
  await page.getByLabel(/^커트/).check()
  await page.getByText('Any available stylist').waitFor()
  await expectAccessibleFromTop(page)
  await page.goto(product.url + desk('day'))
  await page.getByRole('button', { name: 'Phone booking' }).waitFor()
  await expectAccessibleFromTop(page)
  await page.goto(`${product.url}/desk/${shopId}`) // opens with its people: it has no plain times
  await page.getByRole('button', { name: 'Phone booking' }).waitFor()
  expect(faults).toEqual([])
})
