import { expect, test } from 'vitest'
import { confirm } from '../../../../test/booker.ts'
import { writeMail } from '../../../bookings/mails/booking-mail.ts'
import { drain } from '../../../events/relay.ts'
import { openMailbox } from '../../../mail/mailbox.fixture.ts'
import { queueNotices } from '../../../mail/notices.ts'
import { queueMails } from '../../../mail/queue.ts'
import { sendMails } from '../../../mail/send.ts'
import { openAppointments, personOf, serviceOf } from './appointments.fixture.ts'
import { atStoreOf } from './lines.ts'

const { shop, offer, book } = openAppointments()

const won = (priceKind: 'fixed' | 'from' | 'asked', price: number | null) => ({
  ...{ priceKind, price, currency: 'KRW' as const },
})

test.each([
  ['nothing', [], undefined],
  ['what costs nothing', [won('fixed', 0)], undefined],
  ['one price', [won('fixed', 25_000)], '매장에서 25,000원 결제 | ₩25,000, paid at the shop'],
  [
    'a sum of which one part is a least',
    [won('fixed', 25_000), won('from', 60_000)],
    '매장에서 결제 (85,000원부터) | from ₩85,000, paid at the shop',
  ],
  [
    'a sum of which one part is unknown',
    [won('fixed', 25_000), won('asked', null)],
    '매장에서 결제 (상담 후 결정) | priced after a consultation, paid at the shop',
  ],
])('what is paid at the store is said of %s', (_, services, said) => {
  const { ko, en } = atStoreOf(services) ?? {}
  expect(ko && `${ko} | ${en}`).toBe(said)
})

test('a service paid at the store is called free nowhere: booking, mails and desk say its price', async () => {
  const mailbox = await openMailbox()
  try {
    const { engine, house, owner } = shop
    const cut = serviceOf('커트', { price: 25_000 })
    await offer([cut], [personOf('민지', [cut])])
    const guest = await house.customer()
    const { body } = await book(guest, [cut])
    const said = { ko: '매장에서 25,000원 결제', en: '₩25,000, paid at the shop' }
    expect(body.lines[0]).toMatchObject({ atStore: said })
    await confirm(guest, body.id)
    const path = `/v1/stores/${shop.shopId}/bookings?date=${shop.tomorrow}`
    const day = await owner<{ bookings: object[] }>('GET', path)
    expect(day.body.bookings).toMatchObject([{ atStore: said }])
    while ((await drain(engine, [queueMails(engine), queueNotices(engine)])) > 0);
    const { signal } = new AbortController()
    const sending = { mailer: mailbox.mailer, write: writeMail }
    while ((await sendMails(engine, sending, signal)) > 0);
    const emailOf = async (by: typeof guest) =>
      (await by<{ email: string }>('GET', '/v1/me')).body.email
    const mail = (await mailbox.received(await emailOf(guest))).at(-1)
    expect(mail?.text).toContain(`결제 금액: ${said.ko}\n`)
    expect(mail?.text).toContain(`Price: ${said.en}\n`)
    const news = (await mailbox.received(await emailOf(owner))).at(-1)
    expect(news?.text).toContain(`커트 · 민지, ${said.ko} (`)
    expect(news?.text).toContain(`, ${said.en} (`)
  } finally {
    await mailbox.remove()
  }
})
