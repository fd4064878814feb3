import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  desktop,
  expectAccessible,
  expectAccessibleFromTop,
  openBrowser,
  openPage,
  phone,
} from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let auctionId: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { description: '고미술과 공예', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const opened = await owner<{ id: string }>('POST', '/v1/auctions', {
    name: '달빛 경매',
    ...draft,
  })
  auctionId = opened.id
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

async function openDesk(options: typeof desktop, tab: string) {
  const opened = await openPage(browser, options)
  const answer = await opened.page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
  await opened.page.goto(`${product.url}/desk/${auctionId}?tab=${tab}`)
  return opened
}

async function advance(duration: string): Promise<void> {
  const admin = await signIn(product, 'admin@jari.local')
  await admin('POST', '/v1/test-clock', { advance: duration })
}

/** A date by the clock of the auction. */
const dayAhead = (days: number) =>
  new Date(Date.now() + 9 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function addPicture(page: Page): Promise<void> {
  const picture = sharp({ create: { width: 1200, height: 800, channels: 3, background: '#b9a' } })
  const buffer = await picture.png().toBuffer()
  const file = { name: 'jar.png', mimeType: 'image/png', buffer }
  await page.getByLabel('사진 선택').setInputFiles(file)
  await page.getByLabel('사진 설명').fill('달항아리 정면')
  await press(page, '올리기')
  await page.getByRole('img', { name: '달항아리 정면' }).waitFor()
}

test('on a desktop a seller sets terms for the lots to come, and sees the next bids', async () => {
  const { page, faults } = await openDesk(desktop, 'terms')
  await page.getByLabel('확인할 현재가').fill('9,000')
  await page.getByText('9,500원 → 10,000원 → 11,000원').waitFor()
  await page.getByLabel('입찰 단위 (KRW)').first().fill('0')
  await press(page, '경매 조건 저장')
  await page.getByText('1 이상의 금액을 입력해 주세요.').first().waitFor()
  await page.getByLabel('입찰 단위 (KRW)').first().fill('1000')
  await page.getByText('10,000원 → 11,000원 → 12,000원').waitFor()
  await page.getByLabel('마감 연장 (초)').fill('60')
  await expectAccessible(page)
  await press(page, '경매 조건 저장')
  await page.getByRole('status').getByText('경매 조건을 저장했어요.').waitFor({ state: 'attached' })
  await page.reload()
  await expect.poll(() => page.getByLabel('마감 연장 (초)').inputValue()).toBe('60')
  expect(faults).toEqual([])
})

test('a lot is registered with a picture, changed, bid on and won; unpaid, it is offered to the next bidder, then listed again', async () => {
  const { page, faults } = await openDesk(desktop, 'lots')
  await page.getByText('아직 등록한 물품이 없어요').waitFor()
  await page.getByRole('link', { name: '물품 등록' }).first().click()
  await press(page, '등록')
  await page.getByText('물품 이름을 입력해 주세요.').waitFor()
  await expectAccessibleFromTop(page)
  await page.getByLabel('물품 이름').fill('백자 달항아리')
  await page.getByLabel('분류').selectOption('미술품')
  await page.getByLabel(/^시작가/).fill('10,000')
  await page.getByLabel(/^최저 낙찰가/).fill('9,000')
  await page.getByRole('group', { name: '마감 시각' }).getByLabel('날짜').fill(dayAhead(1))
  await press(page, '등록')
  await page.getByText('시작가보다 높아야 해요.').waitFor()
  await page.getByLabel('등록하면 바로 시작').check()
  await page.getByLabel(/^최저 낙찰가/).fill('20,000')
  await press(page, '등록')
  await page.getByRole('heading', { name: '백자 달항아리' }).waitFor()
  await addPicture(page)
  await page.getByText('마감 60초 전부터 입찰 시 남은 시간을 60초로 연장').waitFor()

  await press(page, '수정')
  await page.getByLabel('물품 이름').fill('조선 백자 달항아리')
  await press(page, '저장')
  await page.getByRole('heading', { name: '조선 백자 달항아리' }).waitFor()
  await expectAccessible(page)

  const lotId = new URL(page.url()).searchParams.get('subject') ?? ''
  const bids = `/v1/auctions/${auctionId}/lots/${lotId}/bids`
  for (const [email, amount] of [
    ['customer@jari.local', 30_000],
    ['admin@jari.local', 25_000],
  ] as const)
    await (await signIn(product, email))('POST', bids, { amount })
  await page.getByText('입찰 2회 · 2명').first().waitFor()
  await page.getByText('입찰이 있어 수정하거나 철회할 수 없어요.').waitFor()
  await page.getByText('입찰별 현재가').waitFor()
  const customer = await signIn(product, 'customer@jari.local')
  await customer('POST', bids.replace('bids', 'messages'), { text: '직접 볼 수 있나요?' })
  await page.getByText('직접 볼 수 있나요?').first().waitFor()
  await press(page, '채팅 멈추기')
  await page.getByRole('button', { name: '채팅 다시 열기' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^삭제 ?직접/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '삭제' }).click()
  await page.getByText('아직 채팅이 없어요.').waitFor()

  await advance('PT48H')
  await page.getByText('결제 대기').first().waitFor()
  await page.getByText('낙찰자가 아직 이름과 연락처를 입력하지 않았어요.').waitFor()
  await advance('PT49H')
  await press(page, '차순위 입찰자에게 제안')
  await page.getByRole('dialog').getByText('입찰자 2 · 25,000원').waitFor()
  await expectAccessible(page)
  await press(page, '25,000원에 제안')
  await page.getByText('차순위 제안', { exact: true }).waitFor()
  await page.getByRole('link', { name: '낙찰자', exact: true }).click()
  await expect.poll(() => page.getByRole('article').count()).toBe(2)
  await expectAccessible(page)

  await advance('PT25H')
  await page.goto(`${product.url}/desk/${auctionId}?tab=lots&subject=${lotId}`)
  await press(page, '다시 등록')
  await page.getByRole('dialog').getByRole('button', { name: '다시 등록' }).click()
  await page.getByText('다시 진행하는 경매예요. 이전 경매 보기').waitFor()
  await page.getByRole('img', { name: '달항아리 정면' }).waitFor()
  expect(faults).toEqual([])
})

test('on a phone in English the lots are listed by stage, one is withdrawn and hidden', async () => {
  const { page, faults } = await openDesk(phone, 'lots')
  await page.evaluate("localStorage.setItem('jari-language', 'en')")
  await page.reload()
  await page.getByRole('link', { name: '조선 백자 달항아리' }).nth(1).waitFor()
  await expectAccessible(page)
  await press(page, 'Live')
  await expect.poll(() => page.getByRole('article').count()).toBe(1)
  await page.getByRole('link', { name: '조선 백자 달항아리' }).click()
  await press(page, 'Withdraw')
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
  await press(page, 'Hide from the lists')
  await page.getByText('Only you can see it now.').waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})
