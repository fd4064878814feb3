import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCrowd } from '../../../test/crowd.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { setLimit } from '../../limits/settings.ts'
import { codeFor } from './code.fixture.ts'

// With the limits that they have by default. Accounts of the crowd have not verified their addresses.
let engine: TestEngine
let house: TestServer
let crowd: Awaited<ReturnType<typeof openCrowd>>
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  crowd = await openCrowd([engine])
})
afterAll(async () => {
  await crowd.close()
  await house.server.close()
  await engine.close()
})

const CODE = '/v1/me/verified-phone/code'
const tokenOf = ({ authorization }: Person) => authorization.slice('Bearer '.length)
const send = async (token: string, from: string, phone: string) => {
  const { status, body } = await crowd.ask('POST', CODE, { from, token, body: { phone } })
  return status === 200 ? 'sent' : `${body.code} ${body.limit ?? ''}`.trim()
}

test('one /48 has some 60 of the 300 texts of everybody sent, and proves work from half of them on', async () => {
  const outcomes: string[] = []
  for (let at = 0; at < 90; at += 1) {
    const from = `2001:db8:5:${at.toString(16)}::1`
    const { token } = await crowd.account(from)
    outcomes.push(await send(token, from, `010-3000-${`${at}`.padStart(4, '0')}`))
  }
  const sent = outcomes.filter((one) => one === 'sent').length
  expect(sent).toBeGreaterThanOrEqual(60)
  expect(sent).toBeLessThan(75) // two come back each minute that this takes
  expect(outcomes.at(-1)).toBe('limit-reached texts-wide-network')
  const proven = [...crowd.proofs.keys()].filter((from) => from.startsWith('2001:db8:5:'))
  expect(proven.length).toBeGreaterThan(20)
  const { token } = await crowd.account('192.0.2.1')
  expect(await send(token, '192.0.2.1', '010-3001-0001')).toBe('sent')
  expect(crowd.proofs.has('192.0.2.1')).toBe(false)
}, 120_000)

test('half of the texts of everybody are used up: whoever wants one proves some work, and gets it', async () => {
  const setting = { name: 'texts-all', changedBy: engine.newId() }
  await setLimit(engine, { ...setting, burst: 80, perHour: 4 }) // some sixty of them are used
  const { token } = await crowd.account('192.0.2.2')
  expect(await send(token, '192.0.2.2', '010-3001-0002')).toBe('sent')
  expect(crowd.proofs.get('192.0.2.2')).toBe(1)
  await setLimit(engine, { ...setting, burst: 300, perHour: 1_000 })
})

test('no text goes out before the terms are accepted', async () => {
  const guest = await house.anyone<{ token: string }>('POST', '/v1/auth/sign-in/anonymous')
  expect(await send(guest.body.token, '192.0.2.3', '010-3001-0003')).toBe('terms-not-accepted')
})

test('strangers who have texts sent to a number keep no verified account from proving it', async () => {
  const phone = '010-3001-0004'
  const outcomes: string[] = []
  for (let at = 0; at < 12; at += 1) {
    const from = `198.51.100.${at}`
    outcomes.push(await send((await crowd.account(from)).token, from, phone))
  }
  expect(outcomes.filter((one) => one === 'sent')).toHaveLength(4)
  expect(outcomes.at(-1)).toBe('limit-reached texts-number')
  const owner = await house.customer()
  expect(await send(tokenOf(owner), '192.0.2.4', phone)).toBe('sent')
  const proof = await owner('POST', '/v1/me/verified-phone', { code: await codeFor(engine, phone) })
  expect(proof.status).toBe(200)
})

test('of one network, an IPv6 /48 too, a number gets three texts an hour, so that another network may ask', async () => {
  const phone = '010-3001-0005'
  const outcomes: string[] = []
  for (let at = 0; at < 5; at += 1)
    outcomes.push(await send(tokenOf(await house.customer()), `2001:db8:6:${at}::1`, phone))
  expect(outcomes).toEqual([
    ...['sent', 'sent', 'sent'],
    ...['limit-reached texts-number-network', 'limit-reached texts-number-network'],
  ])
  expect(await send(tokenOf(await house.customer()), '192.0.2.5', phone)).toBe('sent')
})

test('whoever has proven a number is not kept from it by others, and is counted by account', async () => {
  const phone = '010-3001-0006'
  const owner = await house.customer()
  expect(await send(tokenOf(owner), '192.0.2.6', phone)).toBe('sent')
  await owner('POST', '/v1/me/verified-phone', { code: await codeFor(engine, phone) })
  for (let at = 0; at < 4; at += 1)
    await send(tokenOf(await house.customer()), `198.51.100.${100 + at}`, phone)
  expect(await send(tokenOf(await house.customer()), '192.0.2.7', phone)).toContain('texts-number')
  expect(await send(tokenOf(owner), '192.0.2.6', phone)).toBe('sent')
})
