import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMail } from '../../src/mail/mailbox.fixture.ts'
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

/** Tomorrow's restaurant of the owner, with two free times, and what books the first of them. */
async function givenRestaurant(name = '하루 식당') {
  const owner = await signIn(product, 'owner@jari.local')
  const draft = { name, description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { id } = await owner<{ id: string }>('POST', '/v1/restaurants', draft)
  for (const weekday of [1, 2, 3, 4, 5, 6, 7])
    for (const time of ['12:00', '18:00'])
      await owner('POST', `/v1/restaurants/${id}/table-times`, {
        ...{ weekday, time, capacity: 4, price: 0 },
      })
  const customer = await signIn(product, 'customer@jari.local')
  const grid = await customer<{
    days: { date: string; times: { tableTimeId: string }[] }[]
  }>('GET', `/v1/restaurants/${id}`)
  const [day] = grid.days
  const date = day?.date ?? ''
  const book = async (name: string) => {
    const what = { tableTimeId: day?.times[0]?.tableTimeId, date }
    const booking = await customer<{ id: string }>('POST', `/v1/restaurants/${id}/bookings`, what)
    const booker = { name, phone: '010-1234-5678', message: '' }
    await customer('PUT', `/v1/bookings/${booking.id}/booker`, booker)
    await customer('POST', `/v1/orders/${booking.id}/confirmation`)
  }
  return { id, date, book }
}

async function openDesk(page: Page, path: string): Promise<void> {
  await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email: 'owner@jari.local', password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  await page.goto(product.url + path)
}

/** The latest mail whose subject has these words. */
const mailed = async (words: string) => {
  const folder = join(site.folder, 'mail')
  const names = (await readdir(folder).catch(() => [])).sort()
  const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))
  return mails.map(readMail).findLast(({ subject }) => subject.includes(words))
}

test('an owner’s day: the badge, the calendar, a note, another time by mail, a visit, a cancellation, CSV', async () => {
  const { id, date, book } = await givenRestaurant()
  const { page, faults } = await openPage(browser, desktop)
  // The bell counts what comes after its first list.
  const listed = page.waitForResponse((answer) => answer.url().endsWith(`/${id}/notices`))
  await openDesk(page, `/desk/${id}`)
  await page.getByRole('button', { name: '최근 알림', exact: true }).waitFor()
  await listed
  await book('김하루')

  await page.getByRole('button', { name: '새 알림 1건' }).click({ timeout: 30_000 })
  const dialog = page.getByRole('dialog')
  await dialog.getByText('새 예약').waitFor()
  await dialog.getByText('김하루').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('link').first().click()
  await page.getByText('김하루').waitFor()
  const live = page.getByRole('switch', { name: '실시간 알림' })
  await live.click()
  await page.reload()
  await expect.poll(() => live.getAttribute('aria-checked')).toBe('false')
  await expect.poll(async () => (await mailed('새 예약'))?.to).toBe('owner@jari.local')

  await page.getByRole('button', { name: '날짜 선택' }).click()
  const day = dialog.locator(`[data-date="${date}"]`)
  await expect.poll(() => day.textContent().catch(() => '')).toMatch(/예약 1건/)
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: '메모', exact: true }).click()
  await dialog.getByLabel('메모 내용').fill('창가 자리 준비')
  await dialog.getByRole('button', { name: '저장' }).click()
  await page.getByText('메모: 창가 자리 준비').waitFor()

  await page.getByRole('button', { name: '시간 변경' }).click()
  await dialog.getByLabel('바꿀 시간').selectOption({ index: 1 })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '제안 보내기' }).click()
  await page.getByText('손님의 답을 기다리는 중', { exact: false }).waitFor()
  const focused = page.locator('li:focus', { hasText: '김하루' })
  await focused.waitFor()
  await expect.poll(() => mailed('시간 변경 제안'), { timeout: 20_000 }).toBeDefined()
  const [address = ''] = /http:\S+\/moves\/\S+/.exec((await mailed('변경 제안'))?.text ?? '') ?? []
  const guest = await openPage(browser, desktop)
  await guest.page.goto(address)
  await guest.page.getByRole('heading', { name: '예약 시간 변경 제안' }).waitFor()
  await expectAccessible(guest.page)
  await guest.page.getByRole('button', { name: '새 시간으로 변경' }).click()
  await guest.page.getByRole('heading', { name: '예약 시간이 바뀌었어요' }).waitFor()
  const card = guest.page.getByRole('main').locator('dl')
  await expect
    .poll(() => card.textContent())
    .toMatch(/원래 예약 시간.* 12:00.*새 예약 시간.* 18:00/)
  await expectAccessible(guest.page)
  await guest.page.getByRole('link', { name: '예약 보기' }).click()
  await guest.page.getByRole('heading', { level: 1, name: '로그인' }).waitFor()
  await guest.page.getByRole('button', { name: '손님' }).click()
  await guest.page.getByRole('button', { name: '로그인', exact: true }).click()
  await guest.page.getByRole('heading', { level: 1, name: '예약이 확정됐어요' }).waitFor()
  await page.reload()
  await page.getByRole('region', { name: '18:00' }).getByText('김하루').waitFor()
  await expectAccessible(page)

  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV 내려받기' }).click()
  await dialog.getByRole('button', { name: '내려받기', exact: true }).click()
  const csv = await readFile(await (await saved).path(), 'utf8')
  expect(csv).toContain('김하루')

  const admin = await signIn(product, 'admin@jari.local')
  await admin('POST', '/v1/test-clock', { advance: 'PT48H' })
  await page.reload()
  const arrived = page.getByRole('button', { name: '방문', exact: true })
  await arrived.click()
  await expect.poll(() => arrived.getAttribute('aria-pressed')).toBe('true')
  await arrived.click()
  await expect.poll(() => arrived.getAttribute('aria-pressed')).toBe('false')

  expect(await page.getByRole('button', { name: '시간 변경' }).count()).toBe(0)
  await page.getByRole('button', { name: '예약 취소' }).click()
  await dialog.getByText('이미 시작한 예약이에요.').waitFor()
  await dialog.getByRole('button', { name: '예약 취소' }).click()
  await dialog.getByText('취소 사유를 입력해 주세요.').waitFor()
  await dialog.getByLabel('취소 사유').fill('단수')
  await dialog.getByRole('button', { name: '예약 취소' }).click()
  await dialog.getByRole('button', { name: '그래도 취소' }).click()
  await page.getByText('취소', { exact: true }).waitFor()
  await focused.waitFor()
  await expect
    .poll(async () => (await mailed('예약 취소'))?.text)
    .toContain('취소했습니다. 사유: 단수')
  await guest.page.reload()
  await guest.page.getByRole('status').filter({ hasText: '예약한 곳에서 취소했어요' }).waitFor()
  await guest.page.getByText('사유: 단수').waitFor()
  await expectAccessible(guest.page)
  await guest.page.getByRole('main').getByRole('link', { name: '예약·주문' }).click()
  const past = guest.page.locator('section', { hasText: '지난 예약과 취소한 내역' })
  await past.getByText('사유: 단수').first().waitFor()
  await page.goto(`${product.url}/desk/${id}?tab=notices`)
  await page.getByRole('button', { name: '이메일 주소 추가' }).click()
  await page.getByLabel('이메일 주소 1').fill('hall@example.com')
  await page.getByRole('button', { name: '저장', exact: true }).click()
  await page.getByText('저장했어요.').waitFor()
  await expectAccessible(page)
  await page.goto(`${product.url}/desk/${id}?tab=closed`)
  await page.getByRole('table').waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('a call is entered at a weekly time on a phone, and canceled without telling anybody', async () => {
  const { id, date } = await givenRestaurant('전화 식당')
  const { page, faults } = await openPage(browser, phone)
  await openDesk(page, `/desk/${id}?tab=bookings&date=${date}`)
  await page.getByRole('button', { name: '전화 예약' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('시간').selectOption('18:00 (4자리 남음)')
  await dialog.getByRole('button', { name: '한 명 늘리기' }).click()
  await dialog.getByRole('button', { name: '하나 늘리기' }).click()
  await dialog.getByLabel('이름').fill('전화손님')
  await dialog.getByLabel('전화번호').fill('010-1234-5678')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '등록' }).click()
  const time = page.getByRole('region', { name: '18:00' })
  await page.getByText(/18:00 전화손님 님 예약을 등록했어요/).waitFor()
  await time.getByText('전화손님').waitFor()
  await time.getByText('메모: 3명').waitFor()
  expect(await time.getByText('새 예약').count()).toBe(0)
  await time.getByText('4자리 중 2자리 예약').waitFor()
  await time.getByText('테이블 2개', { exact: false }).waitFor()
  await expectAccessible(page)
  await time.getByRole('button', { name: '예약 취소' }).click()
  await dialog.getByText('손님에게는 알림이 가지 않아요', { exact: false }).waitFor()
  await dialog.getByText(/\) 18:00 전화손님$/).waitFor()
  await dialog.getByLabel('취소 사유').fill('전화로 취소')
  await dialog.getByRole('button', { name: '예약 취소' }).click()
  await time.getByText('취소', { exact: true }).waitFor()
  expect(await page.getByText(/예약을 등록했어요/).count()).toBe(0)
  expect(faults).toEqual([])
})
