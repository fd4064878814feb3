import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectAccessible, openBrowser, openPage, phone } from './browser.ts'
import { demoSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
let browser: Browser
let marketId: string
beforeAll(async () => {
  site = await demoSite()
  product = await startProduct(site)
  browser = await openBrowser()
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { description: '하루에 쓰는 물건', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const opened = await owner<{ id: string }>('POST', '/v1/markets', { name: '별빛상점', ...draft })
  marketId = opened.id
  const facts = [{ label: '제조국', value: '대한민국' }]
  const add = (title: string, variants: object[], more: object = {}) =>
    owner('POST', `/v1/markets/${marketId}/products`, {
      ...{ title, variants, facts, hidden: false, ...more },
    })
  await add('머그컵', [{ price: 12_000, stocked: 30 }])
  await add('품절 접시', [{ price: 9_000, stocked: 0 }])
})
afterAll(async () => {
  await browser?.close()
  await product?.end('SIGTERM')
  await removeSite(site)
})

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function signedIn(options: typeof desktop, email: string) {
  const opened = await openPage(browser, options)
  const answer = await opened.page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email, password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
  return opened
}

test('a seller adds a product with two options and a picture; a buyer finds it by half a word and puts one into the cart', async () => {
  const { page, faults } = await signedIn(desktop, 'owner@jari.local')
  await page.goto(`${product.url}/desk/${marketId}?tab=products`)
  await page.getByRole('heading', { name: '머그컵' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '상품 등록' }).click()
  await press(page, '등록')
  await page.getByText('상품명을 입력해 주세요.').waitFor()
  await page.getByLabel('상품명').fill('캔버스 에코가방')
  await press(page, '옵션 추가')
  await page.getByLabel('옵션 이름').fill('색상')
  await page.getByLabel('옵션 값').fill('파랑, 하양')
  await press(page, '옵션 추가')
  await page.getByLabel('옵션 이름').nth(1).fill('크기')
  await page.getByLabel('옵션 값').nth(1).fill('M, L')
  const row = (name: string) => page.getByRole('group', { name, exact: true })
  for (const name of ['파랑 · M', '파랑 · L', '하양 · M']) {
    await row(name).getByLabel(/^가격/).fill('18,000')
    await row(name)
      .getByLabel(/^재고(?! 부족)/)
      .fill('3')
  }
  await row('하양 · L').getByLabel('판매하지 않는 조합이에요').check()
  await page.getByRole('group', { name: '상품정보 고시' }).getByLabel('내용').first().fill('한빛')
  await expectAccessible(page)
  await press(page, '등록')
  await page.getByRole('heading', { name: '캔버스 에코가방' }).waitFor()
  const buffer = await sharp({
    create: { width: 900, height: 900, channels: 3, background: '#9ab' },
  })
    .png()
    .toBuffer()
  const file = { name: 'bag.png', mimeType: 'image/png', buffer }
  await page.getByLabel('사진 선택').setInputFiles(file)
  await page.getByLabel('사진 설명').fill('가방 앞면')
  await press(page, '올리기')
  await page.getByRole('img', { name: '가방 앞면' }).waitFor()
  await press(page, '판매 시작')
  await page.getByRole('button', { name: '판매 중지' }).waitFor()
  // Halfway from one color of the button to the other, its contrast is too low.
  await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished))')
  await expectAccessible(page)
  expect(faults).toEqual([])

  const buyer = await openPage(browser, phone)
  await buyer.page.goto(`${product.url}/market`)
  await buyer.page.getByRole('heading', { name: '머그컵', exact: true }).waitFor()
  await expectAccessible(buyer.page)
  await buyer.page.getByLabel('상품 검색').fill('에코가바')
  await buyer.page
    .getByRole('heading', { name: '머그컵', exact: true })
    .waitFor({ state: 'detached' })
  expect(new URL(buyer.page.url()).searchParams.get('q')).toBe('에코가바')
  await buyer.page.getByRole('link', { name: /캔버스 에코가방/ }).click()
  await buyer.page.getByRole('heading', { name: '캔버스 에코가방' }).waitFor()
  await buyer.page.getByText('18,000원').first().waitFor()
  await press(buyer.page, '장바구니 담기')
  await buyer.page.getByText('옵션을 모두 선택해 주세요.').first().waitFor()
  await buyer.page.getByRole('radio', { name: '파랑' }).check({ force: true })
  await buyer.page.getByRole('radio', { name: 'L' }).check({ force: true })
  await buyer.page.getByText('3개 남음').waitFor()
  await press(buyer.page, '수량 늘리기')
  await buyer.page.getByText('36,000원').waitFor()
  await expectAccessible(buyer.page)
  await press(buyer.page, '장바구니 담기')
  await buyer.page.getByText('장바구니에 담았어요.').waitFor()
  // The buyer became a guest, so all answers were fetched again: what was chosen stays.
  await buyer.page.waitForLoadState('networkidle')
  await buyer.page.getByText('장바구니에 담았어요.').waitFor()
  await buyer.page.getByText('36,000원').waitFor()
  await buyer.page.getByText('무료 배송').waitFor()
  expect(await buyer.page.getByRole('radio', { name: '파랑' }).isChecked()).toBe(true)
  expect(await buyer.page.getByRole('radio', { name: 'L' }).isChecked()).toBe(true)
  expect(buyer.faults).toEqual([])
})

test('on a phone the filters are behind one button, and the first products are seen at once', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.goto(`${product.url}/market/${marketId}`)
  const mug = page.getByRole('link', { name: /머그컵/ })
  const plate = page.getByRole('link', { name: /품절 접시/ })
  const box = await mug.boundingBox()
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(844)
  const open = page.getByRole('button', { name: /^필터 · 정렬/ })
  await open.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('품절 제외').check()
  await dialog.getByLabel('최고 가격').fill('만 원')
  await dialog.getByRole('button', { name: '상품 보기' }).click()
  await dialog.getByText('가격은 숫자로 입력해 주세요.').waitFor()
  await dialog.getByLabel('최고 가격').fill('20,000')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '상품 보기' }).click()
  await plate.waitFor({ state: 'detached' })
  await mug.waitFor()
  await page.getByRole('button', { name: /적용한 조건 2개/ }).waitFor()
  await expectAccessible(page)
  await open.click()
  await dialog.getByRole('button', { name: '초기화' }).click()
  await dialog.getByRole('button', { name: '상품 보기' }).click()
  await plate.waitFor()
  expect(new URL(page.url()).search).toBe('')
  expect(faults).toEqual([])
})

test('stock is changed in the list; who waits for a sold-out product is told', async () => {
  const buyer = await signedIn(phone, 'customer@jari.local')
  await buyer.page.goto(`${product.url}/market/${marketId}`)
  await buyer.page.getByRole('link', { name: /품절 접시/ }).click()
  await press(buyer.page, '재입고 알림 받기')
  await buyer.page.getByRole('button', { name: '재입고 알림 취소' }).waitFor()
  await expectAccessible(buyer.page)

  const { page, faults } = await signedIn(phone, 'owner@jari.local')
  await page.goto(`${product.url}/desk/${marketId}?tab=products`)
  await press(page, '품절 접시 재고 변경')
  await page.getByLabel('변경 수량').fill('4')
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: '재고 변경' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByText('4개 남음').waitFor()
  await buyer.page.reload()
  await buyer.page.getByRole('button', { name: '장바구니 담기' }).waitFor()
  expect([faults, buyer.faults]).toEqual([[], []])
})

test('categories are set, and a file is imported with a bar and its refused rows', async () => {
  const { page, faults } = await signedIn(desktop, 'owner@jari.local')
  await page.goto(`${product.url}/desk/${marketId}?tab=categories`)
  await press(page, '분류 추가')
  await page.getByLabel('1번째 분류 이름').fill('주방')
  await press(page, '저장')
  await page.getByRole('status').getByText('분류를 저장했어요.').waitFor({ state: 'attached' })
  await expectAccessible(page)

  await page.goto(`${product.url}/desk/${marketId}?tab=imports`)
  const csv = '상품 코드,상품명,가격,재고,분류\nP-1,냄비,30000,5,주방\nP-2,국자,비쌈,1,주방\n'
  const file = { name: 'goods.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }
  await page.getByLabel('CSV 파일 선택').setInputFiles(file)
  await page.getByText('가져오기 완료').waitFor()
  await page.getByText('등록 1개 · 수정 0개 · 변경 없음 0개 · 제외 1줄').waitFor()
  await page.getByText('제외된 줄 1개 보기').click()
  const refused = page.getByRole('listitem').filter({ hasText: '3번째 줄:' })
  await refused.getByText('국자').waitFor()
  await refused.getByText('가격을 숫자로 입력해 주세요.').waitFor()
  await expectAccessible(page)
  const [saved] = await Promise.all([page.waitForEvent('download'), press(page, 'CSV 내려받기')])
  expect(saved.suggestedFilename()).toBe('products.csv')
  expect(faults).toEqual([])
})

test('“buy now” orders that product alone, by a guest too; what is in the cart stays there, and the header counts it', async () => {
  const { page, faults } = await openPage(browser, phone)
  await page.goto(`${product.url}/market/${marketId}`)
  await page.getByRole('link', { name: /머그컵/ }).click()
  await press(page, '장바구니 담기')
  await page.getByText('장바구니에 담았어요.').waitFor()
  await press(page, '수량 늘리기')
  await press(page, '바로 구매')
  await page.waitForURL(/\/checkout\?/)
  await page.getByText('24,000원').first().waitFor()
  await expectAccessible(page)
  const asked = page.waitForRequest((request) => request.url().endsWith('/orders'))
  for (const [label, typed] of [
    ['이름', '김하나'],
    ['연락처', '010-1234-5678'],
    ['이메일', 'hana@example.com'],
    ['우편번호', '06236'],
    ['주소', '테헤란로 1'],
  ] as const)
    await page.getByLabel(label).first().fill(typed)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: /결제/ }).last().click()
  expect((await asked).postDataJSON()).toMatchObject({ items: [{ quantity: 2 }] })
  await page.waitForURL(/\/bookings\//)
  await page.getByRole('radio', { name: /카카오페이/ }).check()
  await page.locator('button[type=submit]:visible').click()
  await page.waitForURL(/\/window\//)
  await page.locator('button[value=pay]').click()
  await page.waitForURL(/\/bookings\//)
  await page.getByText('판매자가 상품을 준비하고 있어요.').waitFor()
  await page.getByRole('link', { name: /장바구니.*1/ }).click()
  await page.getByText('머그컵', { exact: false }).first().waitFor()
  expect(faults).toEqual([])
}, 120_000)

test('a switch of language renames the tab at once; a coupon of members leads a guest to sign in', async () => {
  const owner = await signIn(product, 'owner@jari.local')
  const day = (at: string) => ({ date: at, time: '00:00' })
  await owner('POST', `/v1/markets/${marketId}/coupons`, {
    ...{ name: '회원 할인', code: 'MEMBERS', kind: 'amount', value: 1_000, usesMost: 10 },
    ...{ validFrom: day('2020-01-01'), validUntil: day('2099-01-01') },
    ...{ isShown: true },
  })
  const { page, faults } = await openPage(browser, phone)
  await page.goto(`${product.url}/market`)
  await page.getByRole('heading', { name: '머그컵', exact: true }).waitFor()
  await press(page, 'English')
  await expect.poll(() => page.title()).toMatch(/^Shop/)
  await press(page, '한국어')
  await expect.poll(() => page.title()).toMatch(/^쇼핑/)
  await page
    .getByRole('link', { name: /머그컵/ })
    .first()
    .click()
  await press(page, '바로 구매')
  await page.waitForURL(/\/checkout\?/)
  const address = new URL(page.url())
  await page.getByRole('link', { name: '로그인하고 쿠폰 쓰기: 회원 할인' }).click()
  await page.waitForURL(/\/sign-in/)
  expect(new URL(page.url()).searchParams.get('return')).toContain(address.pathname)
  expect(faults).toEqual([])
})
