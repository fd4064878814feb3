import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCEPTED } from '../consents.ts'
import {
  desktop,
  expectAccessible,
  expectAccessibleFromTop,
  openBrowser,
  openPage,
  phone,
} from './browser.ts'
import { linkIn } from './mailbox.ts'
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

interface Given {
  readonly concertId: string
  readonly performanceId: string
  /** Its page. */
  readonly page: string
}

const sessions = new Map<string, ReturnType<typeof signIn>>()

/** Signs in once: sign-ins from one address are limited. */
function as(email: string): ReturnType<typeof signIn> {
  const session = sessions.get(email) ?? signIn(product, email)
  sessions.set(email, session)
  return session
}

const dayAhead = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** A concert of the demo owner in the smallest hall of the library, with one performance. */
async function givenConcert(name: string, salesFrom?: string): Promise<Given> {
  const owner = await as('owner@jari.local')
  const { id } = await owner<{ id: string }>('POST', '/v1/concerts', {
    name,
    description: '첫 단독 공연.',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  await owner('POST', `/v1/concerts/${id}/hall/library`, { code: 'black-box' })
  await owner('PUT', `/v1/concerts/${id}/price-levels`, {
    levels: [{ code: 'R', name: 'R석', price: 50_000 }],
  })
  const performance = await owner<{ id: string }>('POST', `/v1/concerts/${id}/performances`, {
    date: dayAhead(20),
    time: '19:00',
    ...(salesFrom && { salesFrom: { date: salesFrom, time: '10:00' } }),
  })
  return {
    concertId: id,
    performanceId: performance.id,
    page: `${product.url}/concerts/${id}/performances/${performance.id}`,
  }
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

interface FreeSeat {
  readonly id: number
  readonly row: string
  readonly number: number
}

async function freeSeats({ concertId, performanceId }: Given): Promise<readonly FreeSeat[]> {
  const path = `/v1/concerts/${concertId}/performances/${performanceId}/seats`
  const { data } = (await (await fetch(product.url + path)).json()) as { data: FreeSeat[] }
  return data
}

/** Another customer takes a seat. */
async function takeSeat(given: Given, row: string, number: number): Promise<void> {
  const other = await as('customer@jari.local')
  const seat = (await freeSeats(given)).find((one) => one.row === row && one.number === number)
  await other('POST', `/v1/concerts/${given.concertId}/bookings`, {
    performanceId: given.performanceId,
    seatIds: [seat?.id],
  })
}

const chosen = (page: Page) =>
  page.getByRole('region', { name: '선택한 좌석' }).getByRole('listitem')
const take = (page: Page) => page.getByRole('button', { name: '이 좌석으로 예매' })

/** Opens a row of the list, whose hall has one section. */
async function openRow(page: Page, row: string): Promise<void> {
  const list = page.getByRole('region', { name: '목록에서 선택' })
  await list.locator('summary').first().click()
  await list
    .locator('summary')
    .filter({ hasText: `${row}열` })
    .click()
}

const seatButton = (page: Page, seat: string) =>
  page.getByRole('region', { name: '목록에서 선택' }).getByRole('button', { name: `${seat},` })

test('on a phone: two seats of the map are taken, the wallet is charged with what it lacks and pays, two tickets are shown, and one seat is canceled', async () => {
  const given = await givenConcert('지도 공연')
  const { page, faults } = await openPage(browser, phone)
  await page.goto(`${product.url}/concerts`)
  await page.getByRole('link', { name: /지도 공연/ }).click()
  await page.getByRole('heading', { level: 1, name: '지도 공연' }).waitFor()
  await page.getByRole('link', { name: /19:00.*예매 중.*50석 중 50석 남음/ }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: /19:00/ }).click()
  const map = page.locator('[data-pitch]')
  await map.waitFor()
  await expectAccessible(page)
  const box = await map.boundingBox()
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2]
  await expect
    .poll(
      async () => {
        await page.touchscreen.tap(x - 10, y)
        return chosen(page).count()
      },
      { interval: 700 },
    )
    .toBe(1)
  await page.touchscreen.tap(x + 50, y)
  await expect.poll(() => chosen(page).count()).toBe(2)
  await page.getByText('100,000원').waitFor()
  await expectAccessible(page)

  await take(page).click() // signed out, it leads to signing in
  await page.getByRole('button', { name: '손님' }).click()
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.waitForURL(given.page)
  await expect.poll(() => chosen(page).count()).toBe(2) // the choice is kept
  await take(page).click()
  await page.waitForURL(/\/bookings\//)
  const booking = page.url()
  await page.getByLabel('연락처').fill('01012345678')
  await page.getByRole('button', { name: '지갑에 100,000원 충전하고 결제' }).click()
  await page.waitForURL(/\/wallet\/charges\//)
  await page.getByRole('link', { name: '예약으로 돌아가기' }).waitFor()
  expect(await page.getByRole('link', { name: '이어서 결제' }).count()).toBe(0)
  expect(await page.getByText('결제 기한').count()).toBe(0) // the hold's countdown is the only one
  await page.locator('button[type=submit]:visible').click()
  await page.waitForURL(/\/window\//)
  await page.locator('button[value=pay]').click()
  await page.waitForURL(booking)
  await page.getByRole('button', { name: '지갑으로 100,000원 결제' }).click()
  await page.getByRole('heading', { level: 1, name: '예매가 완료됐어요' }).waitFor()
  await page.getByRole('link', { name: '티켓 보기' }).click()
  await page.getByRole('heading', { level: 1, name: '티켓' }).waitFor()
  await expect.poll(() => page.getByRole('img', { name: /열 \d+번 입장 코드/ }).count()).toBe(2)
  expect(await page.getByText('사용 가능').count()).toBe(2)
  await expectAccessible(page)
  await cancelOne(page, booking)
  await page.getByRole('link', { name: '티켓 보기' }).click()
  await expect.poll(() => page.getByRole('img', { name: /열 \d+번 입장 코드/ }).count()).toBe(1)
  expect(faults).toEqual([])
})

/** Cancels one of two seats, and sees what comes back and what is left. */
async function cancelOne(page: Page, booking: string): Promise<void> {
  await page.goto(booking)
  await page.getByRole('button', { name: /취소$/ }).click()
  const dialog = page.getByRole('dialog')
  const seats = dialog.getByRole('group', { name: '취소할 항목' }).getByRole('checkbox')
  await dialog.getByText('전액(100,000원)이 환불돼요', { exact: false }).waitFor()
  await seats.first().uncheck()
  await dialog.getByText('50,000원이 환불돼요', { exact: false }).waitFor()
  await expectAccessible(page)
  await seats.last().uncheck()
  await dialog.getByText('취소할 항목을 선택해 주세요.').waitFor()
  await seats.last().check()
  await dialog.getByRole('button', { name: '취소하고 환불받기' }).click()
  await page.getByText('취소됨', { exact: true }).waitFor()
  await page.getByText('선택한 항목을 취소했어요.').waitFor({ state: 'attached' })
  await expectAccessible(page)
}

test('seats are chosen and taken from the list with the keyboard only', async () => {
  const given = await givenConcert('글쇠 공연')
  const { page, faults } = await openPage(browser, desktop)
  await signUp(page, '글쇠')
  await page.goto(given.page)
  const list = page.getByRole('region', { name: '목록에서 선택' })
  await list.locator('summary').first().focus()
  await page.keyboard.press('Enter')
  await list.locator('summary').nth(1).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await seatButton(page, '1열 1번').waitFor()
  const here = () =>
    page.evaluate<string>(
      '(({ ariaLabel, textContent }) => ariaLabel ?? textContent)(document.activeElement)',
    )
  await page.keyboard.press('Tab')
  await expect.poll(here).toContain('1번')
  await page.keyboard.press('Enter')
  await expect.poll(() => chosen(page).count()).toBe(1)
  await page.keyboard.press('Tab')
  await expect.poll(here).toContain('2번')
  await page.keyboard.press('Space')
  await expect.poll(() => chosen(page).count()).toBe(2)
  await page
    .locator('#announcements')
    .getByText(/1열 2번.*모두 2석/)
    .waitFor({ state: 'attached' })
  await expectAccessibleFromTop(page)
  await take(page).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/bookings\//)
  await page.getByText('1열 1번').filter({ visible: true }).first().waitFor()
  expect(faults).toEqual([])
})

test('on the map, arrows move from seat to seat and Space chooses', async () => {
  const given = await givenConcert('방향 공연')
  const { page } = await openPage(browser, desktop)
  await page.goto(given.page)
  const here = () => page.evaluate<string | null>('document.activeElement.ariaLabel')
  const seat = page.getByRole('region', { name: '좌석표' }).getByRole('button', { name: /번,/ })
  await seat.focus()
  await page.keyboard.press('Home')
  await expect.poll(here).toMatch(/^1열 1번, R석, 50,000원, 선택 가능/)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect.poll(here).toMatch(/^2열 12번/)
  await page.keyboard.press('Space')
  await expect.poll(here).toMatch(/^2열 12번.*선택함/)
  expect(await chosen(page).count()).toBe(1)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter') // skips the list of all seats
  expect(await page.evaluate('document.activeElement.textContent')).toBe('이 좌석으로 예매')
})

test('the best seats together are taken at once', async () => {
  const given = await givenConcert('좋은 자리 공연')
  const { page, faults } = await openPage(browser, phone)
  await signUp(page, '여럿')
  await page.goto(given.page)
  await page.getByRole('button', { name: '한 명 늘리기' }).click()
  await page.getByRole('button', { name: '나란히 3석 예매' }).click()
  await page.waitForURL(/\/bookings\//)
  await page.getByText('150,000원').filter({ visible: true }).first().waitFor()
  expect((await freeSeats(given)).length).toBe(47)
  expect(faults).toEqual([])
})

test('a chosen seat that another person takes is let go at once, and a refusal says which seat', async () => {
  const given = await givenConcert('빠른 공연')
  const { page } = await openPage(browser, desktop)
  await signUp(page, '느림')
  await page.goto(given.page)
  await openRow(page, '1')
  await seatButton(page, '1열 3번').click()
  await seatButton(page, '1열 4번').click()
  await takeSeat(given, '1', 3)
  await page.getByRole('alert').getByText('다른 분이 먼저 선택했어요: 1열 3번').waitFor()
  await expect.poll(() => chosen(page).count()).toBe(1)

  const { page: late } = await openPage(browser, phone)
  await late.route('**/live', (route) => route.abort()) // disconnected: it learns nothing
  await signUp(late, '더 느림')
  await late.goto(given.page)
  await openRow(late, '2')
  await seatButton(late, '2열 15번').click()
  await seatButton(late, '2열 16번').click()
  await takeSeat(given, '2', 15)
  await take(late).click()
  const refusal = late.getByRole('alert')
  await refusal.getByText('다른 분이 먼저 선택한 좌석이 있어요').waitFor()
  await refusal.getByText(/2열 15번\. 나머지 1석은 그대로/).waitFor()
  await expectAccessible(late)
  await take(late).click()
  await late.waitForURL(/\/bookings\//)
})

test('before the general sale a code is needed; its refusal is at its field, which is focused, and at the button', async () => {
  const given = await givenConcert('선예매 공연', dayAhead(5))
  const owner = await as('owner@jari.local')
  await owner('POST', `/v1/concerts/${given.concertId}/presale-codes`, {
    name: '팬클럽',
    code: 'FAN-2026',
    validFrom: { date: dayAhead(-1), time: '00:00' },
    validUntil: { date: dayAhead(5), time: '10:00' },
    usesMost: 10,
  })
  const { page } = await openPage(browser, phone)
  await signUp(page, '팬')
  await page.goto(given.page)
  await page.getByText('예매 시작').waitFor()
  await page.getByLabel('선예매 코드').fill('WRONG-1')
  await openRow(page, '1')
  await seatButton(page, '1열 1번').click()
  await take(page).click()
  const refused = '사용할 수 없는 선예매 코드예요.'
  await page.getByRole('region', { name: '선예매' }).getByText(refused).waitFor()
  await page.getByRole('region', { name: '선택한 좌석' }).getByText(refused).waitFor()
  expect(await page.getByLabel('선예매 코드').evaluate((field) => field.matches(':focus'))).toBe(
    true,
  )
  await expectAccessible(page)
  await page.getByLabel('선예매 코드').fill('FAN-2026')
  await take(page).click()
  await page.waitForURL(/\/bookings\//)
})

/** A paid booking of two seats, and the texts of its tickets' codes. */
async function givenTickets(given: Given): Promise<readonly { serial: string; qr: string }[]> {
  const buyer = await as('customer@jari.local')
  const [one, other] = await freeSeats(given)
  const { id } = await buyer<{ id: string }>('POST', `/v1/concerts/${given.concertId}/bookings`, {
    performanceId: given.performanceId,
    seatIds: [one?.id, other?.id],
  })
  await buyer('PUT', `/v1/bookings/${id}/booker`, {
    name: '김손님',
    phone: '01012345678',
    message: '',
  })
  await buyer('POST', `/v1/orders/${id}/confirmation`)
  const { data } = await buyer<{ data: { serial: string; qr: string }[] }>(
    'GET',
    `/v1/bookings/${id}/tickets`,
  )
  return data
}

/** As the demo owner does in the browser. */
async function signInAs(page: Page, email: string): Promise<void> {
  const answer = await page.request.post(`${product.url}/v1/auth/sign-in/email`, {
    data: { email, password: 'sandbox-only' },
    headers: { origin: product.url },
  })
  expect(answer.ok()).toBe(true)
}

test('an organiser takes a hall, sets its price, adds a performance and holds a seat back on the map', async () => {
  const owner = await as('owner@jari.local')
  const { id } = await owner<{ id: string }>('POST', '/v1/concerts', {
    name: '새 공연',
    description: '준비 중입니다.',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  const { page, faults } = await openPage(browser, desktop)
  await signInAs(page, 'owner@jari.local')
  await page.goto(`${product.url}/desk/${id}?tab=hall`)
  await page.getByRole('button', { name: /이 공연장 사용.*소극장/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '이 공연장 사용' }).click()
  await page.getByText('1개 구역, 50석').waitFor()
  await page.getByLabel('가격 (KRW)').fill('50000')
  await page.getByRole('button', { name: '등급과 가격 저장' }).click()
  await page.locator('#announcements').getByText('저장했어요').waitFor({ state: 'attached' })
  await expectAccessible(page)
  await page.getByRole('button', { name: '좌석표 편집' }).click()
  await page.getByText('모두 50석').waitFor()
  await page.getByRole('group').locator('summary').first().click()
  await page.getByLabel('열 수').fill('6')
  await page.getByText('모두 60석').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '좌석표 저장' }).click()
  await page.getByText('1개 구역, 60석').waitFor()

  await page.getByRole('link', { name: '다음: 회차' }).click()
  await page.getByRole('button', { name: '회차 추가' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('group', { name: '공연 시작' }).getByLabel('날짜').fill(dayAhead(20))
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '저장' }).click()
  await page.getByText('60석 중 0석 예매').waitFor()
  await page.getByRole('button', { name: '판매 제외 좌석' }).click()
  const seat = page.getByRole('button', { name: /번, R석/ })
  await seat.focus()
  await page.keyboard.press('Space')
  await page.getByLabel('메모').fill('초대석')
  await page.getByRole('button', { name: '1석 판매에서 제외' }).click()
  await page.getByText('판매 제외 좌석 1석').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '선예매' }).click()
  await page.getByText('선예매 코드가 없어요').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '판매 현황' }).click()
  await page.getByText('이 기간에 판매된 좌석이 없어요').waitFor()
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('at the door a ticket is welcome once, also without a network, and what was scanned is sent later', async () => {
  const given = await givenConcert('입구 공연')
  const owner = await as('owner@jari.local')
  await owner('PUT', `/v1/concerts/${given.concertId}/price-levels`, {
    levels: [{ code: 'R', name: 'R석', price: 0 }],
  })
  const [one, other] = await givenTickets(given)
  const { page, faults } = await openPage(browser, phone)
  await signInAs(page, 'owner@jari.local')
  await page.goto(`${product.url}/check-in/${given.concertId}/${given.performanceId}`)
  await page.getByText('2명 중 0명 입장').waitFor()
  await expectAccessible(page)
  const check = async (text: string) => {
    await page.getByLabel('티켓 번호').fill(text)
    await page.getByRole('button', { name: '확인', exact: true }).click()
  }
  const answer = page.getByRole('alert')
  const admit = () => answer.getByRole('button', { name: '그래도 입장시키기' }).click()
  await check(one?.qr ?? '')
  await answer.getByText('아직 입장 시간이 아니에요').waitFor()
  await expectAccessible(page)
  await page.getByText('2명 중 0명 입장').waitFor()
  await admit()
  await answer.getByText('확인됐어요').waitFor()
  await expectAccessible(page)
  await page.getByText('2명 중 1명 입장').waitFor()
  await check(one?.qr ?? '')
  await answer.getByText('이미 입장').waitFor()
  await expectAccessible(page)
  const forged = `${one?.qr.slice(0, -6)}AAAAAA`
  await check(forged)
  await answer.getByText('위조').waitFor()
  await check('0000000000')
  await answer.getByText('그런 티켓이 없어요').waitFor()
  await check('what')
  await answer.getByText('확인 불가').waitFor()

  await page.getByText('아직 전송하지 않은 입장').waitFor({ state: 'detached' })
  await page.evaluate('navigator.serviceWorker.ready')
  await page.context().setOffline(true)
  await page.reload()
  await page.getByText('입구 공연').waitFor()
  await page.getByText('2명 중 1명 입장').waitFor()
  await check(one?.serial ?? '')
  await answer.getByText('이미 입장').waitFor()
  await check(other?.serial ?? '')
  await admit()
  await answer.getByText('확인됐어요').waitFor()
  await page.getByText('아직 전송하지 않은 입장 기록 1건').waitFor()
  await page.reload()
  await page.getByText('2명 중 2명 입장').waitFor()
  await page.getByText('아직 전송하지 않은 입장 기록 1건').waitFor()
  await page.getByText('연결이 끊겼지만').waitFor()
  await page.context().setOffline(false)
  await page.getByText('아직 전송하지 않은 입장').waitFor({ state: 'detached' })
  const { data } = await owner<{ data: { scans: unknown[] }[] }>(
    'GET',
    `/v1/stores/${given.concertId}/occasions/${given.performanceId}/check-in-list`,
  )
  expect(data.map(({ scans }) => scans.length)).toEqual([1, 1])
  expect(faults).toEqual([])
})

test('a ticket is handed over by a link that only its receiver can accept', async () => {
  const given = await givenConcert('선물 공연')
  const owner = await as('owner@jari.local')
  await owner('PUT', `/v1/concerts/${given.concertId}/price-levels`, {
    levels: [{ code: 'R', name: 'R석', price: 0 }],
  })
  await givenTickets(given)
  const { page: giver } = await openPage(browser, phone)
  await signInAs(giver, 'customer@jari.local')
  await giver.goto(`${product.url}/tickets?store=${given.concertId}`)
  await giver.getByRole('button', { name: '다른 분에게 선물하기' }).first().click()
  const email = `${crypto.randomUUID()}@example.com`
  const signedUp = await fetch(`${product.url}/v1/auth/sign-up/email`, {
    method: 'POST',
    body: JSON.stringify({
      name: '친구',
      email,
      password: 'correct horse battery',
      accepted: ACCEPTED,
    }),
    headers: { 'content-type': 'application/json', origin: product.url },
  })
  expect(signedUp.status).toBe(201)
  const { token } = (await signedUp.json()) as { token: string }
  const confirm = await linkIn(site, email, '이메일을 인증해 주세요')
  await fetch(`${product.url}/v1/auth/verify-email`, {
    method: 'POST',
    body: JSON.stringify({ token: confirm.split('#')[1] }),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  })
  const dialog = giver.getByRole('dialog')
  await dialog.getByRole('button', { name: '선물하기' }).click()
  await dialog.getByText('이메일 주소를 정확히 입력해 주세요.').waitFor()
  await dialog.getByLabel('받는 분의 이메일').fill(email)
  await dialog.getByRole('button', { name: '선물하기' }).click()
  const link = (await dialog.getByText('/ticket-offers#').textContent()) ?? ''
  await expectAccessible(giver)
  await dialog.getByRole('button', { name: '닫기' }).last().click()
  await giver.getByText('선물 대기 중').waitFor()

  const secret = link.split('#')[1] ?? ''
  const { page: friend } = await openPage(browser, phone)
  const asked: string[] = []
  friend.on('request', (request) => asked.push(request.url(), request.headers().referer ?? ''))
  await friend.goto(link)
  await friend.getByRole('heading', { level: 1, name: '티켓 선물이 도착했어요' }).waitFor()
  await expectAccessible(friend)
  expect(friend.url()).toBe(`${product.url}/ticket-offers`)
  await friend.getByRole('link', { name: '로그인하고 받기' }).click()
  await friend.getByLabel('이메일').fill(email)
  await friend.getByLabel('비밀번호').fill('correct horse battery')
  await friend.getByRole('button', { name: '로그인', exact: true }).click()
  await friend.getByRole('button', { name: '티켓 받기' }).click()
  await friend.getByRole('heading', { level: 1, name: '내 티켓' }).waitFor()
  await friend.getByRole('img', { name: /입장 코드/ }).waitFor()
  await expectAccessible(friend)
  expect(secret).toHaveLength(32)
  expect(asked.filter((address) => address.includes(secret))).toEqual([])
  await friend.goto(`${product.url}/bookings`)
  await friend.getByRole('region', { name: '선물 공연 · 선물받은 티켓' }).waitFor()
  await expectAccessible(friend)
  await expect.poll(() => giver.getByRole('img', { name: /입장 코드/ }).count()).toBe(1)
  await giver.goto(link)
  await giver.getByText('사용할 수 없는 링크예요').waitFor()
  await expectAccessible(giver)
})
