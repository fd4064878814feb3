import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCEPTED } from '../../test/consents.ts'
import { onDatabase, type TestEngine, testEngine } from '../../test/engine.ts'
import { answerTo, proving } from '../../test/prove.ts'
import { type Person, testServer } from '../../test/server.ts'
import type { Server } from '../http/edge.ts'
import { makeServer } from '../http/server.ts'
import { connect, type Database } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import { routesOf } from '../routes.ts'
import { sweepProofs } from './settings.ts'

// Two server processes on one database, with their usual limits: sixteen of thirty sign-ups are more than half.
let engine: TestEngine
let elsewhere: Database
let servers: readonly Server[]
let admin: Person
beforeAll(async () => {
  engine = await testEngine()
  elsewhere = connect(engine.databaseUrl)
  servers = await Promise.all(
    [engine, onDatabase(engine, elsewhere)].map((one) =>
      makeServer(one, { routes: routesOf(one), sandbox: false, trustProxy: 'loopback' }),
    ),
  )
  const house = await testServer(engine)
  admin = await house.customer('관리자')
  await engine.house.run(sql`update accounts set role = 'admin' where name = '관리자'`)
  await admin('PUT', '/v1/proofs', { fromPercent: 50, least: 1, most: 8 })
})
afterAll(async () => {
  for (const server of servers) await server.close()
  await elsewhere.close()
  await engine.close()
})

let asked = 0
async function post(url: string, from: string, payload: object, headers = {}) {
  asked += 1
  const answer = await (servers[asked % 2] as Server).inject({
    ...{ method: 'POST', url, payload },
    headers: { 'x-forwarded-for': from, ...headers },
  })
  return { status: answer.statusCode, body: answer.json() }
}
const guest = (from: string, headers = {}) => post('/v1/auth/sign-in/anonymous', from, {}, headers)
const reset = (from: string, headers = {}) =>
  post('/v1/auth/request-password-reset', from, { email: `${randomUUID()}@jari.test` }, headers)

/** A network that has used more than half of what resets may be asked for: 11 of 20. */
async function suspect(from: string) {
  for (let at = 0; at < 11; at += 1) expect((await reset(from)).status).toBe(200)
}
const challengeFor = async (from: string) => (await reset(from)).body
const withAnswer = (answer: string) => ({ 'proof-of-work': answer })

test('a quiet network is never asked; from half of a limit on every request of it proves some work', async () => {
  await suspect('203.0.113.1')
  const refused = await reset('203.0.113.1')
  expect([refused.status, refused.body.code, refused.body.reason]).toEqual([
    ...[428, 'proof-needed', 'none'],
  ])
  expect(Date.parse(refused.body.expiresAt) - Date.now()).toBeGreaterThan(240_000)
  const header = withAnswer(answerTo(refused.body.challenge))
  expect((await reset('203.0.113.1', header)).status).toBe(200)
  expect((await reset('203.0.113.1')).status).toBe(428)
  expect((await reset('203.0.113.2')).status).toBe(200)
})

test('an answer counts once, in whichever process; of forty at once in two processes, one', async () => {
  await suspect('203.0.113.3')
  const { challenge } = await challengeFor('203.0.113.3')
  const header = withAnswer(answerTo(challenge))
  const answers = await Promise.all(Array.from({ length: 40 }, () => reset('203.0.113.3', header)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const others = answers.filter(({ status }) => status !== 200)
  expect(new Set(others.map(({ body }) => `${body.code} ${body.reason}`))).toEqual(
    new Set(['proof-needed used']),
  )
})

test('whatever a process believes, the table refuses the same answer a second time', async () => {
  const { id } = await engine.house.one<{ id: string }>(sql`
    insert into proofs_used (id, ends_at) values (gen_random_uuid(), now()) returning id`)
  await expect(
    engine.house.run(sql`insert into proofs_used (id, ends_at) values (${id}, now())`),
  ).rejects.toThrow('proofs_used_pkey')
})

test('an answer for another network, endpoint or challenge, a forged or a late one is refused with its reason', async () => {
  await suspect('203.0.113.4')
  await suspect('203.0.113.5')
  const { challenge } = await challengeFor('203.0.113.4')
  const answer = answerTo(challenge)
  const reasonOf = async (from: string, sent: string) =>
    (await reset(from, withAnswer(sent))).body.reason
  expect(await reasonOf('203.0.113.5', answer)).toBe('wrong')
  for (let at = 0; at < 60; at += 1) await guest('203.0.113.4')
  expect((await guest('203.0.113.4', withAnswer(answer))).body.reason).toBe('wrong')
  const forged = (change: (payload: { challenge: object; solution: object }) => unknown) =>
    Buffer.from(
      JSON.stringify(change(JSON.parse(Buffer.from(answer, 'base64').toString()))),
    ).toString('base64')
  const { parameters } = challenge
  const [easier, foreign, odd] = [
    { ...challenge, parameters: { ...parameters, keyPrefix: '00' } },
    { ...challenge, parameters: { ...parameters, data: { ...parameters.data, until: '2099' } } },
    { solution: { counter: 1, derivedKey: 'ff' } },
  ]
  for (const sent of [
    forged((payload) => ({ ...payload, challenge: easier })),
    forged((payload) => ({ ...payload, challenge: foreign })),
    forged((payload) => ({ ...payload, ...odd })),
    ...[forged(() => null), forged(() => [[[]]]), 'no base 64', ''],
  ])
    expect(await reasonOf('203.0.113.4', sent)).toBe('wrong')
  await engine.advance(301)
  await suspect('203.0.113.4').catch(() => {})
  expect(await reasonOf('203.0.113.4', answer)).toBe('ended')
})

test('whose answer is refused for other reasons has not used it up where it was not needed', async () => {
  await suspect('203.0.113.6')
  const { challenge } = await challengeFor('203.0.113.6')
  const header = withAnswer(answerTo(challenge))
  const malformed = await post('/v1/auth/request-password-reset', '203.0.113.6', {}, header)
  expect(malformed.status).toBe(400)
  expect((await reset('203.0.113.6', header)).status).toBe(200)
})

test('an answer that was collected while proofs were cheap does not count once they are dear', async () => {
  await suspect('203.0.113.11')
  const kept = withAnswer(answerTo((await challengeFor('203.0.113.11')).challenge))
  for (let at = 11; at < 19; at += 1)
    expect((await proving((headers) => reset('203.0.113.11', headers))).status).toBe(200)
  const refused = await reset('203.0.113.11', kept)
  expect([refused.status, refused.body.reason]).toEqual([428, 'small'])
  const dear = withAnswer(answerTo(refused.body.challenge))
  expect((await reset('203.0.113.11', dear)).status).toBe(200)
})

test('concurrent requests of one network are counted before they are asked: no burst slips through', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => reset('203.0.113.7')))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(11)
})

test('an office of twenty signs up behind one address: fifteen and one without a proof, the rest with one each', async () => {
  let proofs = 0
  for (let at = 0; at < 20; at += 1) {
    const person = { name: '김사원', email: `${at}@office.test`, password: 'long enough, all' }
    const payload = { ...person, accepted: ACCEPTED }
    const signedUp = await proving(
      (headers) => post('/v1/auth/sign-up/email', '203.0.113.8', payload, headers),
      () => {
        proofs += 1
      },
    )
    expect(signedUp.status).toBe(201)
  }
  expect(proofs).toBe(4)
})

test('an admin sets when and how much, it is kept who did, and sees how many were asked for and given', async () => {
  const { body } = await admin<{
    inLastDay: { asked: number; given: number }
    changes: object[]
    most: number
  }>('GET', '/v1/proofs')
  expect(body.most).toBe(8)
  expect(body.inLastDay.asked).toBeGreaterThan(40)
  expect(body.inLastDay.given).toBeGreaterThan(5)
  expect(body.changes).toMatchObject([{ fromPercent: 50, least: 1, most: 8, by: '관리자' }])
  const wrong = await admin('PUT', '/v1/proofs', { fromPercent: 50, least: 9, most: 8 })
  expect([wrong.status, wrong.body.type]).toEqual([422, '/problems/proof-work-order'])
  await admin('PUT', '/v1/proofs', { fromPercent: 100, least: 1, most: 8 })
  expect((await reset('203.0.113.7')).status).toBe(200)
  await expect(
    engine.house.run(sql`
      insert into proof_settings (id, from_percent, least, most, changed_by, changed_at)
      values (${engine.newId()}, 50, 9, 8, ${engine.newId()}, now())`),
  ).rejects.toThrow('proof_settings_work')
})

test('used answers are kept until they end, and no address is stored', async () => {
  expect(await sweepProofs(engine)).toBeGreaterThan(0)
  await engine.advance(301)
  await sweepProofs(engine)
  const { count } = await engine.house.one<{ count: number }>(sql`
    select count(*)::integer as count from proofs_used`)
  expect(count).toBe(0)
})
