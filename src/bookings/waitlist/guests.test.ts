import { expect, test } from 'vitest'
import { ACCEPTED } from '../../../test/consents.ts'
import { as, type Person } from '../../../test/server.ts'
import { drain } from '../../events/relay.ts'
import { openDining } from '../../front-doors/dining/restaurant.fixture.ts'
import { openMailbox } from '../../mail/mailbox.fixture.ts'
import { queueMails } from '../../mail/queue.ts'
import { sendMails } from '../../mail/send.ts'
import { writeMail } from '../mails/booking-mail.ts'
import { offerVacancies } from './offer.ts'

const { dining, offer } = openDining()
const email = 'waits@example.com'

async function givenGuest(): Promise<Person> {
  const { anyone, server } = dining.house
  const { body } = await anyone<{ token: string }>('POST', '/v1/auth/sign-in/anonymous')
  const guest = as(server, body.token)
  await guest('POST', '/v1/me/acceptances', { accepted: ACCEPTED })
  return guest
}

/** A time that is sold out, and how its buyer lets go of it. */
async function givenSoldOut() {
  const { restaurantId, tomorrow: date } = dining
  const item = { tableTimeId: await offer({ capacity: 1, price: 0 }), date }
  const holder = await dining.house.customer()
  const path = `/v1/restaurants/${restaurantId}/bookings`
  const { body } = await holder<{ id: string }>('POST', path, item)
  return { item, letGo: () => holder('POST', `/v1/orders/${body.id}/cancellation`) }
}

const wait = (by: Person, item: object) =>
  by<{ id: string; type: string }>('POST', `/v1/stores/${dining.restaurantId}/waitlist-entries`, {
    item,
  })

test('a guest without an account waits only with an address to be told at', async () => {
  const { item } = await givenSoldOut()
  const guest = await givenGuest()
  const refused = await wait(guest, item)
  expect([refused.status, refused.body.type]).toEqual([409, '/problems/waitlist-unreachable'])
  const kept = await guest('PUT', '/v1/me/contact', { email, phone: null })
  expect([kept.status, kept.body]).toEqual([200, { email, phone: null }])
  expect((await wait(guest, item)).status).toBe(201)
})

test('a guest who waits keeps an address; it is taken back once nothing is waited for', async () => {
  const { item } = await givenSoldOut()
  const guest = await givenGuest()
  await guest('PUT', '/v1/me/contact', { email, phone: null })
  const entry = await wait(guest, item)
  const takeBack = () => guest('PUT', '/v1/me/contact', { email: null, phone: null })
  const refused = await takeBack()
  expect([refused.status, refused.body.type]).toEqual([409, '/problems/contact-needed'])
  expect((await guest('GET', '/v1/me/contact')).body).toMatchObject({ email })
  await guest('DELETE', `/v1/waitlist-entries/${entry.body.id}`)
  expect((await takeBack()).status).toBe(200)
  expect((await guest('GET', '/v1/me/contact')).body).toBeFalsy()
})

test('a guest without an account is mailed what came free, without a name that nobody gave', async () => {
  const mailbox = await openMailbox()
  try {
    const { engine } = dining
    const { item, letGo } = await givenSoldOut()
    const guest = await givenGuest()
    await guest('PUT', '/v1/me/contact', { email, phone: null })
    expect((await wait(guest, item)).status).toBe(201)
    await letGo()
    while ((await offerVacancies(engine)) > 0);
    while ((await drain(engine, [queueMails(engine)])) > 0);
    const { signal } = new AbortController()
    const sending = { mailer: mailbox.mailer, write: writeMail }
    while ((await sendMails(engine, sending, signal)) > 0);
    const mail = (await mailbox.received(email)).at(-1)
    expect(mail?.subject).toContain('빈자리 알림: ')
    expect(mail?.text).toMatch(/^기다리시던 자리가 났습니다/)
    expect(mail?.text).toContain('\nWhat you waited for came free.')
    expect(mail?.text).toMatch(/\/bookings\/[0-9a-f-]{36}\n/)
  } finally {
    await mailbox.remove()
  }
})

/** An account that waits for what is sold out at each of these times, and a guest who waits for others of them. */
async function givenBoth(accountTimes: readonly string[], guestTimes: readonly string[]) {
  const { house, tomorrow: date, restaurantId } = dining
  const items = new Map<string, object>()
  const holder = await house.customer()
  for (const time of new Set([...accountTimes, ...guestTimes])) {
    const item = { tableTimeId: await offer({ capacity: 1, price: 0, time }), date }
    await holder('POST', `/v1/restaurants/${restaurantId}/bookings`, item)
    items.set(time, item)
  }
  const mailAddress = `both-${dining.engine.newId()}@example.com`
  const credentials = { email: mailAddress, password: 'the waiting is the hardest part' }
  const { body } = await house.anyone<{ token: string }>('POST', '/v1/auth/sign-up/email', {
    ...{ ...credentials, name: '김기다' },
    accepted: ACCEPTED,
  })
  const account = as(house.server, body.token)
  const guest = await givenGuest()
  await guest('PUT', '/v1/me/contact', { email, phone: null })
  for (const time of accountTimes) await wait(account, items.get(time) ?? {})
  for (const time of guestTimes) await wait(guest, items.get(time) ?? {})
  await guest('POST', '/v1/auth/sign-in/email', credentials)
  const { body: waited } = await account<{ data: { state: string }[] }>(
    'GET',
    '/v1/waitlist-entries',
  )
  return waited.data.filter(({ state }) => state === 'waiting').length
}

test('what a guest waits for is waited for beside what the account they sign in to waits for', async () => {
  expect(await givenBoth(['12:00', '13:00'], ['13:00', '14:00'])).toBe(3)
})

test('signing in makes nobody wait for more than the store lets them', async () => {
  expect(await givenBoth(['12:00', '13:00', '14:00'], ['15:00'])).toBe(3)
})
