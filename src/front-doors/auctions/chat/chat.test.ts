import { expect, test } from 'vitest'
import { onDatabase } from '../../../../test/engine.ts'
import type { Person } from '../../../../test/server.ts'
import { testServer } from '../../../../test/server.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { connect } from '../../../postgres/database.ts'
import { sql } from '../../../postgres/sql.ts'
import { done, openAuctions, typeOf } from '../lot.fixture.ts'
import { watch } from '../watch.fixture.ts'
import type * as contract from './contract.ts'
import { forgetMessages } from './operations.ts'
import * as rules from './rules.ts'

/** On a busy machine, too. */
const eventually = <Found>(find: () => Found) => expect.poll(find, { timeout: 8_000 })

const { auctions, onLot, givenLot, bid } = openAuctions()

type Message = AnswerOf<typeof contract.postMessage>
type Messages = AnswerOf<typeof contract.listMessages>
type Reported = AnswerOf<typeof contract.listReported>

const say = (by: Person, lotId: string, text: string, headers = {}) =>
  by<Message & { seconds?: number }>('POST', onLot(lotId, '/messages'), { text }, headers)
const list = (by: Person, lotId: string, after = '') =>
  done(by<Messages>('GET', onLot(lotId, `/messages${after}`)))

test('a message is shown with the number of a bidder, of a viewer, or as the seller’s', async () => {
  const { lotId } = await givenLot()
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  await done(bid(ann, lotId, 20_000))
  expect(await done(say(ann, lotId, '  실물이 더 예뻐요\u202e\u0007 '))).toMatchObject({
    ...{ number: 1, from: { kind: 'bidder', number: 1 }, text: '실물이 더 예뻐요', isMine: true },
  })
  await done(say(bob, lotId, '<b>굵게</b> & "따옴표"'))
  await done(say(auctions.seller, lotId, '질문 환영합니다'))
  await done(say(bob, lotId, '배송은요?'))
  const { data, more, isFrozen } = await list(bob, lotId)
  expect(
    data.map(({ number, from, text, isMine }) => [number, from.kind, from.number, text, isMine]),
  ).toEqual([
    [1, 'bidder', 1, '실물이 더 예뻐요', false],
    [2, 'viewer', 1, '<b>굵게</b> & "따옴표"', true],
    [3, 'seller', null, '질문 환영합니다', false],
    [4, 'viewer', 1, '배송은요?', true],
  ])
  expect([more, isFrozen]).toEqual([false, false])
  expect(
    (await list(auctions.house.anyone, lotId, '?after=2')).data.map(({ number }) => number),
  ).toEqual([3, 4])
  expect(typeOf(await say(ann, auctions.engine.newId(), '안녕'))).toBe('lot-missing')
})

test.each<[string, string, string | undefined]>([
  ['two hundred letters', '가'.repeat(200), undefined],
  ['two hundred and one', '가'.repeat(201), 'message-too-long'],
  ['a hundred families', '👨‍👩‍👧‍👦'.repeat(100), undefined],
  ['nothing to see', ' \u200b ', 'malformed'],
])('of %s', async (_, text, problem) => {
  const { lotId } = await givenLot()
  const answer = await say(await auctions.house.customer(), lotId, text)
  expect(typeOf(answer)).toBe(problem)
  if (!problem) expect((await list(auctions.house.anyone, lotId)).data[0]?.text).toBe(text)
})

test('messages of two servers at once are numbered without gaps, each key once', async () => {
  const { lotId } = await givenLot()
  const database = connect(auctions.engine.databaseUrl)
  const second = await testServer(onDatabase(auctions.engine, database))
  const people = await Promise.all(Array.from({ length: 30 }, () => auctions.house.customer()))
  const authorized = (by: Person) => ({ authorization: by.authorization })
  const answers = await Promise.all(
    people.flatMap((by, at) => {
      const key = { 'idempotency-key': `say-${at}` }
      return [
        say(by, lotId, `안녕 ${at}`, key),
        say(second.anyone, lotId, `안녕 ${at}`, { ...key, ...authorized(by) }),
      ]
    }),
  )
  const numbers = new Set(
    answers.filter(({ status }) => status === 201).map(({ body }) => body.number),
  )
  expect([...numbers].toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 30 }, (_, at) => at + 1),
  )
  for (const answer of answers.filter(({ status }) => status !== 201))
    expect(typeOf(answer)).toBe('idempotency-key-in-flight')
  const { data } = await list(auctions.house.anyone, lotId)
  expect(data.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1))
  expect(new Set(data.map(({ from }) => from.number)).size).toBe(30)
  await second.server.close()
  await database.close()
}, 30_000)

test('who writes too fast is told to wait, and for a minute after three times', async () => {
  const { lotId } = await givenLot()
  const ann = await auctions.house.customer()
  for (const text of ['하나', '둘', '셋']) await done(say(ann, lotId, text))
  const refused = []
  for (let at = 0; at < 3; at += 1) refused.push(await say(ann, lotId, '넷'))
  expect(refused.map(typeOf)).toEqual(['chat-too-fast', 'chat-too-fast', 'chat-too-fast'])
  expect(refused.map(({ status, body }) => [status, body.seconds])).toEqual([
    [429, 1],
    [429, 1],
    [429, 60],
  ])
  expect(refused[2]?.headers['retry-after']).toBe('60')
  expect((await list(ann, lotId)).data).toHaveLength(3)
})

test('the seller removes a message, mutes its sender, and freezes the chat', async () => {
  const { lotId } = await givenLot()
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  const url = await auctions.house.server.listen({ port: 0, host: '127.0.0.1' })
  const viewer = await watch(`${url}${onLot(lotId, '/live')}`)
  await done(say(ann, lotId, '직거래해요'))
  await done(say(bob, lotId, '안녕하세요'))
  await eventually(() => viewer.frames.flatMap(({ messages }) => messages)).toHaveLength(2)
  const at = (path: string) => onLot(lotId, path)
  expect((await ann('DELETE', at('/messages/1'))).status).toBe(403)
  await done(auctions.seller('DELETE', at('/messages/1')))
  expect(typeOf(await auctions.seller('DELETE', at('/messages/1')))).toBe('message-missing')
  expect((await list(bob, lotId)).data.map(({ number }) => number)).toEqual([2])
  await done(auctions.seller('PUT', at('/messages/1/mute'), { isMuted: true }))
  expect(typeOf(await say(ann, lotId, '왜요'))).toBe('chat-muted')
  await done(auctions.seller('PUT', at('/messages/1/mute'), { isMuted: false }))
  await done(auctions.seller('PUT', at('/messages/2/mute'), { isMuted: true }))
  expect((await list(auctions.seller, lotId)).data).toMatchObject([{ number: 2, isMuted: true }])
  expect((await list(bob, lotId)).data[0]).not.toHaveProperty('isMuted')
  await done(auctions.seller('PUT', at('/messages/2/mute'), { isMuted: false }))
  expect(await done(say(ann, lotId, '죄송해요'))).toMatchObject({ number: 3, from: { number: 1 } })
  await eventually(() => viewer.frames.flatMap(({ removed }) => removed)).toEqual([1])
  await done(auctions.seller('PUT', at('/chat'), { isFrozen: true }))
  expect(typeOf(await say(bob, lotId, '저기요'))).toBe('chat-frozen')
  expect(await done(say(auctions.seller, lotId, '잠시만요'))).toMatchObject({ number: 4 })
  await eventually(() => viewer.known()?.isFrozen).toBe(true)
  expect((await list(bob, lotId)).isFrozen).toBe(true)
  const stranger = await auctions.house.owner()
  expect(typeOf(await stranger('PUT', at('/chat'), { isFrozen: false }))).toBe('auction-missing')
  const late = await watch(`${url}${onLot(lotId, '/live')}`)
  await eventually(() => late.known()?.messages.map(({ number }) => number)).toEqual([2, 3, 4])
  expect(late.known()?.removed).toEqual([1])
  for (const { socket } of [viewer, late]) socket.terminate()
})

test('a message is reported once by each, to the seller and nobody else', async () => {
  const { lotId } = await givenLot()
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  await done(say(ann, lotId, '욕설'))
  const report = (by: Person, number = 1) => by('POST', onLot(lotId, `/messages/${number}/report`))
  for (const by of [bob, bob, auctions.seller]) expect((await report(by)).status).toBe(200)
  expect(typeOf(await report(bob, 9))).toBe('message-missing')
  const reports = () => auctions.seller<Reported>('GET', onLot(lotId, '/message-reports'))
  expect((await done(reports())).data).toMatchObject([{ number: 1, text: '욕설', reports: 2 }])
  expect((await bob('GET', onLot(lotId, '/message-reports'))).status).toBe(403)
  await done(auctions.seller('DELETE', onLot(lotId, '/messages/1')))
  expect((await done(reports())).data).toEqual([])
})

test('messages go with the account, and after thirty days', async () => {
  const { lotId } = await givenLot()
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  await done(say(ann, lotId, '떠날게요'))
  await done(say(bob, lotId, '안녕히'))
  await done(bob('POST', onLot(lotId, '/messages/1/report')))
  await done(ann('DELETE', '/v1/me', { password: 'correct horse battery', moneyBack: 'gateway' }))
  expect((await list(bob, lotId)).data.map(({ number }) => number)).toEqual([2])
  const kept = await auctions.engine.database.rows(sql`
    select text, account_id from lot_messages where lot_id = ${lotId} and number = 1
  `)
  expect(kept).toEqual([{ text: null, account_id: null }])
  await auctions.engine.advance(31 * 86_400)
  while ((await forgetMessages(auctions.engine)) > 0);
  const left = await auctions.engine.database.rows(sql`
    select 1 from lot_messages union all select 1 from lot_speakers
  `)
  expect(left).toEqual([])
})

test('the pace: three at once, then one a second; silence fills it again', () => {
  let bucket: rules.Bucket | undefined
  const at = (seconds: number) => {
    const said = rules.say(bucket, seconds * 1000)
    bucket = said.bucket
    return (said.refused?.facts as { seconds?: number } | undefined)?.seconds
  }
  expect([0, 0, 0].map(at)).toEqual([undefined, undefined, undefined])
  expect([0.5, 1, 1.5, 2].map(at)).toEqual([1, undefined, 1, undefined])
  expect([2, 2.1, 2.2].map(at)).toEqual([1, 1, 60])
  expect([10, 62.1, 62.3, 62.3, 62.3].map(at)).toEqual([53, 1, undefined, undefined, undefined])
})
