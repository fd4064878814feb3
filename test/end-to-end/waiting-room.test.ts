import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCEPTED } from '../consents.ts'
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

const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** A restaurant of the demo owner with one time a day. */
async function givenRestaurant(name: string): Promise<string> {
  const owner = await signIn(product, 'owner@jari.local')
  const { id } = await owner<{ id: string }>('POST', '/v1/restaurants', {
    name,
    description: '작은 식당',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  for (const weekday of everyDay)
    await owner('POST', `/v1/restaurants/${id}/table-times`, {
      weekday,
      time: '19:00',
      capacity: 4,
      price: 25_000,
    })
  return id
}

async function signUp(page: Page, name: string): Promise<void> {
  const answer = await page.request.post(`${product.url}/v1/auth/sign-up/email`, {
    data: {
      name,
      email: `${crypto.randomUUID()}@example.com`,
      password: 'correct horse battery',
      accepted: ACCEPTED,
    },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(201)
}

async function signInAs(page: Page, email: string): Promise<void> {
  const answer = await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email, password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.status()).toBe(200)
}

async function advance(duration: string): Promise<void> {
  const admin = await signIn(product, 'admin@jari.local')
  await admin('POST', '/v1/test-clock', { advance: duration })
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

/** Opens a room on the desk: entry begins in half an hour, one guest at a time. */
async function openRoom(page: Page, restaurantId: string): Promise<void> {
  await page.goto(`${product.url}/desk/${restaurantId}?tab=waiting-room`)
  await page.getByRole('heading', { name: '대기열 만들기' }).waitFor()
  await page.getByText('모두가 이용 시간을 끝까지 쓰면', { exact: false }).waitFor()
  await page.getByLabel('동시 이용 인원').fill('0')
  await page.getByRole('button', { name: '대기열 만들기' }).click()
  await page.getByText('1 이상 1,000,000 이하의 숫자를 입력해 주세요.').waitFor()
  await expectAccessible(page)
  await page.getByLabel('동시 이용 인원').fill('1')
  await page.getByRole('button', { name: '대기열 만들기' }).click()
  await page.getByText('접수 중', { exact: true }).waitFor()
  await expectAccessible(page)
}

/** On a phone the payment window takes the page's place. */
async function bookAndPay(page: Page): Promise<void> {
  await page.getByRole('button', { name: /19:00/ }).first().click()
  await page.waitForURL(/\/bookings\//)
  await page.getByLabel('연락처').fill('01012345678')
  await page.locator('button[type=submit]:visible').click()
  await page.waitForURL(/\/window\//)
  await page.locator('button[value=pay]').click()
  await page.waitForURL(/\/bookings\//)
  await heading(page, /확정/).waitFor()
}

test('guests wait before a restaurant, enter in order, book and pay; the order can be checked', async () => {
  const restaurantId = await givenRestaurant('줄 서는 식당')
  const restaurant = `${product.url}/restaurants/${restaurantId}`
  const { page: owner, faults } = await openPage(browser, desktop)
  await signInAs(owner, 'owner@jari.local')
  await openRoom(owner, restaurantId)

  const { page: first, faults: firstFaults } = await openPage(browser, phone)
  await first.goto(restaurant)
  await first.waitForURL(/\/waiting-rooms\//)
  await heading(first, '로그인하고 대기하기').waitFor()
  await expectAccessible(first)
  await signUp(first, '첫 손님')
  await first.goto(`${restaurant}?date=2030-01-01`)
  await heading(first, '대기 접수가 완료됐어요').waitFor()
  await first.getByRole('timer').waitFor()
  await first.getByText('먼저 접속하거나 새로고침해도', { exact: false }).waitFor()
  await expectAccessible(first)

  await advance('PT45M')
  await first.waitForURL(`${restaurant}?date=2030-01-01`, { timeout: 60_000 })
  await first.getByRole('region', { name: '이용 시간' }).getByRole('timer').waitFor()
  await expectAccessible(first)

  const { page: second, faults: secondFaults } = await openPage(browser, phone)
  await signUp(second, '둘째 손님')
  await second.goto(restaurant)
  await heading(second, '순서대로 입장하고 있어요').waitFor()
  await second.getByText('1번', { exact: true }).waitFor()
  await second.getByText('동시에 입장할 수 있는 인원이 모두 찼어요', { exact: false }).waitFor()
  await expectAccessible(second)
  await second.reload()
  await second.getByText('1번', { exact: true }).waitFor()

  await owner.getByText('입장 중', { exact: true }).waitFor()
  await expectAccessible(owner)

  await bookAndPay(first)
  await second.waitForURL(restaurant, { timeout: 60_000 })
  await second.getByRole('button', { name: /19:00/ }).first().waitFor()
  await first.goto(restaurant)
  await heading(first, '예약을 완료하여 이용이 끝났어요').waitFor()
  await expectAccessible(first)

  await second.getByRole('button', { name: '나가기' }).click()
  await second.getByRole('dialog').getByRole('button', { name: '나가기' }).click()
  await heading(second, '이용을 마치고 나왔어요').waitFor()
  await expectAccessible(second)

  await first.getByRole('link', { name: '입장 순서는 이렇게 정해요' }).click()
  await heading(first, '입장 순서 기록').waitFor()
  await first.getByRole('button', { name: '직접 확인하기' }).click()
  await first.getByText('모두 맞아요', { exact: false }).last().waitFor()
  await first.getByText('접수 번호 1번이 추첨으로 입장 순번 1번이 됐어요.').waitFor()
  await expectAccessible(first)
  expect([...faults, ...firstFaults, ...secondFaults]).toEqual([])
})

test('an owner changes the pace, pauses and closes the room; then everybody may enter', async () => {
  const restaurantId = await givenRestaurant('금방 여는 식당')
  const { page: owner, faults } = await openPage(browser, phone)
  await signInAs(owner, 'owner@jari.local')
  await owner.goto(`${product.url}/desk/${restaurantId}?tab=waiting-room`)
  await owner.getByRole('heading', { name: '대기열 만들기' }).waitFor()
  await owner.getByRole('button', { name: 'English' }).click()
  await openInEnglish(owner)

  const { page: guest } = await openPage(browser, desktop)
  await signUp(guest, 'Sam')
  await guest.goto(`${product.url}/restaurants/${restaurantId}`)
  await guest.waitForURL(/\/waiting-rooms\//)
  await guest.getByRole('button', { name: 'English' }).click()
  await heading(guest, 'You have joined').waitFor()
  await expectAccessible(guest)

  await owner.getByLabel('People per minute').fill('300')
  await owner.getByRole('button', { name: 'Save changes' }).click()
  await owner.getByText('From now on at most 300 enter per minute', { exact: false }).waitFor()
  await owner.getByRole('button', { name: 'Pause' }).click()
  await owner.getByText('Nobody is being called.', { exact: false }).first().waitFor()
  await owner.getByRole('button', { name: 'Resume entry' }).click()
  await owner.getByRole('button', { name: 'Close the room' }).click()
  await owner.getByRole('dialog').getByText('Everybody can enter', { exact: false }).waitFor()
  await expectAccessible(owner)
  await owner.getByRole('dialog').getByRole('button', { name: 'Close it' }).click()
  await owner.getByRole('heading', { name: 'The last waiting room' }).waitFor()
  await expectAccessible(owner)

  await heading(guest, 'You can enter without waiting').waitFor({ timeout: 60_000 })
  await expectAccessible(guest)
  await guest.getByRole('link', { name: 'Go straight in' }).click()
  await guest.waitForURL(`${product.url}/restaurants/${restaurantId}`)
  expect(faults).toEqual([])
})

test('an owner lets rooms share a capacity, changes it and removes it', async () => {
  const restaurantId = await givenRestaurant('함께 쓰는 식당')
  const { page, faults } = await openPage(browser, phone)
  await signInAs(page, 'owner@jari.local')
  await page.goto(`${product.url}/desk/${restaurantId}?tab=waiting-room`)
  await page.getByRole('link', { name: '여러 대기열이 함께 쓰는 정원 관리' }).click()
  await page.getByRole('button', { name: '공동 정원 만들기' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '만들기' }).click()
  await dialog.getByText('한 곳 이상 선택해 주세요.').waitFor()
  await expectAccessible(page)
  await dialog.getByLabel('이름').fill('가을 축제')
  await dialog.getByLabel('함께 이용할 최대 인원').fill('60')
  await dialog.getByRole('checkbox').first().check()
  await dialog.getByRole('checkbox').nth(1).check()
  await dialog.getByRole('button', { name: '만들기' }).click()
  const card = page.getByRole('article').filter({ hasText: '가을 축제' })
  await card.getByText('함께 이용 중 0명, 최대 60명').waitFor()
  expect(await card.getByRole('listitem').count()).toBe(2)
  await expectAccessible(page)
  await card.getByRole('button', { name: '변경' }).click()
  await dialog.getByLabel('함께 이용할 최대 인원').fill('80')
  await dialog.getByRole('textbox', { name: /비중$/ }).first().fill('3')
  await dialog.getByRole('button', { name: '저장' }).click()
  await card.getByText('최대 80명', { exact: false }).waitFor()
  await card.getByText('비중 3', { exact: false }).waitFor()
  await card.getByRole('button', { name: '해제' }).click()
  await dialog.getByRole('button', { name: '해제하기' }).click()
  await page.getByText('공동 정원이 없어요').waitFor()
  expect(faults).toEqual([])
})

async function openInEnglish(owner: Page): Promise<void> {
  const minutes = 24 * 60
  const at = new Date(Date.now() + minutes * 60_000)
  const inSeoul = at.toLocaleString('sv-SE', { timeZone: 'Asia/Seoul' }).slice(0, 16)
  await owner.getByLabel('Entry begins').fill(inSeoul.replace(' ', 'T'))
  await owner.getByRole('button', { name: 'Open the waiting room' }).click()
  await owner.getByText('Joining', { exact: true }).waitFor()
  await expectAccessible(owner)
}
