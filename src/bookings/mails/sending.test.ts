import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { onDatabase } from '../../../test/engine.ts'
import { givenHeld, pay } from '../../../test/paying.ts'
import { drain } from '../../events/relay.ts'
import { type MailServer, openMailServer } from '../../mail/mail-server.fixture.ts'
import { type Mailer, smtpMailer } from '../../mail/mailer.ts'
import { skipDue, takeDue } from '../../mail/queries.ts'
import { queueMails } from '../../mail/queue.ts'
import { sendMails } from '../../mail/send.ts'
import { connect } from '../../postgres/database.ts'
import { readNow } from '../../postgres/now.ts'
import { sql } from '../../postgres/sql.ts'
import { writeMail } from './booking-mail.ts'
import { openMails } from './mail.fixture.ts'

const { mails, givenBooked, relay, post, mailsOf } = openMails()

let server: MailServer
beforeAll(async () => {
  server = await openMailServer()
  return () => server.close()
})

test('an event that comes twice, and two processes that send at once, make one mail', async () => {
  const booked = await givenBooked()
  await pay(mails.engine, booked)
  await mails.engine.database.run(sql`
    insert into outbox (store_id, topic, subject_id, body, at)
    select store_id, topic, subject_id, body, at from outbox where topic = 'order.paid'
  `)
  await relay()
  await mails.engine.database.run(sql`
    insert into outbox (store_id, topic, subject_id, body, at)
    values (${booked.storeId}, 'order.paid', ${booked.order.id}, '{}', now())
  `)
  const other = onDatabase(mails.engine, connect(mails.engine.databaseUrl))
  await Promise.all([relay(), relay(other)])

  let sent = 0
  const counting: Mailer = {
    async send(letter, signal) {
      if (letter.to === booked.email) sent++
      await mails.mailbox.mailer.send(letter, signal)
    },
  }
  await Promise.all([post(counting), post(counting, other), post(counting), post(counting, other)])
  await other.database.close()
  expect(sent).toBe(1)
  expect(await mails.mailbox.received(booked.email)).toHaveLength(1)
})

test('concurrent workers take no mail twice', async () => {
  const held = await Promise.all(Array.from({ length: 20 }, () => givenHeld(mails.engine)))
  for (const { storeId, order } of held)
    await mails.engine.database.run(sql`
      insert into outbox (store_id, topic, subject_id, body, at)
      values (${storeId}, 'order.paid', ${order.id}, '{}', now())
    `)
  await relay()
  const { now } = await readNow(mails.engine.database)
  const takes = await Promise.all(
    Array.from({ length: 12 }, () => takeDue(mails.engine.database, now, held.length)),
  )
  const ids = takes.flat().map(({ id }) => id)
  expect(ids).toHaveLength(held.length)
  expect(new Set(ids).size).toBe(held.length)
  await mails.engine.database.run(sql`update mails set next_try_at = now() where outcome is null`)
  await skipDue(mails.engine.database, (await readNow(mails.engine.database)).now)
})

test('the mail is written in the relay’s transaction, or not at all', async () => {
  const booked = await givenBooked()
  await pay(mails.engine, booked)
  const broken = drain(mails.engine, [
    queueMails(mails.engine),
    () => Promise.reject(new Error('killed')),
  ])
  await expect(broken).rejects.toThrow('killed')
  expect(await mailsOf(booked)).toEqual([])
  await relay()
  expect(await mailsOf(booked)).toMatchObject([{ kind: 'paid', outcome: null }])
})

test('a refused mail is retried later, and the others are sent', async () => {
  const [unlucky, lucky] = [await givenBooked(), await givenBooked()]
  await pay(mails.engine, unlucky)
  await pay(mails.engine, lucky)
  await relay()
  const mailer = smtpMailer({ url: server.url, from: 'Jari <no-reply@jari.test>' })

  server.refuse(unlucky.email)
  const failure = await post(mailer).catch((error: Error) => error.message)
  expect(failure).toMatch(/^1 of \d mails did not go: EENVELOPE 550$/)
  await post(mailer)
  expect(server.accepted).toContain(lucky.email)
  expect(server.accepted).not.toContain(unlucky.email)
  expect(await mailsOf(unlucky)).toEqual([{ kind: 'paid', outcome: null, tries: 1 }])

  await mails.engine.advance(61)
  server.refuse(undefined)
  await post(mailer)
  expect(server.accepted.filter((to) => to === unlucky.email)).toHaveLength(1)
  expect(await mailsOf(unlucky)).toEqual([{ kind: 'paid', outcome: 'sent', tries: 2 }])
})

test('a mail that fails for two days is dropped', async () => {
  const booked = await givenBooked()
  await pay(mails.engine, booked)
  await relay()
  const nobodyThere = smtpMailer({ url: 'smtp://127.0.0.1:1', from: 'no-reply@jari.test' })
  await expect(post(nobodyThere)).rejects.toThrow('1 of 1 mails did not go: ESOCKET')
  await mails.engine.advance(2 * 24 * 60 * 60)
  await expect(post(nobodyThere)).rejects.toThrow('1 of 1 mails did not go: ESOCKET')
  expect(await mailsOf(booked)).toEqual([{ kind: 'paid', outcome: 'given-up', tries: 2 }])
})

test('a mail taken by a dead process is sent by another, two minutes later', async () => {
  const booked = await givenBooked()
  await pay(mails.engine, booked)
  await relay()
  const { now } = await readNow(mails.engine.database)
  expect(await takeDue(mails.engine.database, now, 5)).toMatchObject([
    { orderId: booked.order.id, tries: 1 },
  ])
  await post()
  expect(await mails.mailbox.received(booked.email)).toEqual([])
  await mails.engine.advance(121)
  await post()
  expect(await mails.mailbox.received(booked.email)).toHaveLength(1)
})

test('shutdown does not wait for an unresponsive mail server', async () => {
  const booked = await givenBooked()
  await pay(mails.engine, booked)
  await relay()
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const mailer = smtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'no-reply@jari.test' })

  const stopping = new AbortController()
  const began = performance.now()
  const sending = sendMails(mails.engine, { mailer, write: writeMail }, stopping.signal)
  stopping.abort()
  await expect(sending).rejects.toThrow('1 of 1 mails did not go: EABORT')
  expect(performance.now() - began).toBeLessThan(4_000)
  silent.close()

  await mails.engine.advance(61)
  await post()
  expect(await mails.mailbox.received(booked.email)).toHaveLength(1)
})

test('a deleted account gets none, and no row names it', async () => {
  const booked = await givenBooked()
  await pay(mails.engine, booked)
  await relay()
  const left = await booked.buyer('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(left.status).toBe(200)
  await post()
  expect(await mails.mailbox.received()).toEqual([])
  expect(await mailsOf(booked)).toEqual([{ kind: 'paid', outcome: 'skipped', tries: 1 }])
})

test('without a mail server no mail stays queued', async () => {
  const booked = await givenBooked()
  await pay(mails.engine, booked)
  await relay()
  const { signal } = new AbortController()
  await sendMails(mails.engine, { mailer: undefined, write: writeMail }, signal)
  await post()
  expect(await mails.mailbox.received()).toEqual([])
  expect(await mailsOf(booked)).toEqual([{ kind: 'paid', outcome: 'skipped', tries: 0 }])
})

test.each(['not an address', 'https://mail.example.com', 'smtp://'])(
  'a mail server at %j is refused at the start, without a word of it',
  (url) => {
    expect(() => smtpMailer({ url, from: 'no-reply@jari.test' })).toThrow(/JARI_SMTP_URL/)
  },
)
test('an invalid sender is refused, too', () => {
  expect(() => smtpMailer({ url: 'smtp://mail.test', from: 'Jari' })).toThrow(/JARI_MAIL_FROM/)
})
