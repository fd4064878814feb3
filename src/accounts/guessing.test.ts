import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCEPTED } from '../../test/consents.ts'
import { onDatabase, type TestEngine, testEngine } from '../../test/engine.ts'
import { proving } from '../../test/prove.ts'
import type { Server } from '../http/edge.ts'
import { makeServer } from '../http/server.ts'
import { connect, type Database } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import { setProofs } from '../proofs/settings.ts'
import { routesOf } from '../routes.ts'

// Two server processes on one database, with their usual limits: strangers guess passwords, and prove all the work
// that they are asked for, which is little here.
let engine: TestEngine
let elsewhere: Database
let servers: readonly Server[]
beforeAll(async () => {
  engine = await testEngine()
  elsewhere = connect(engine.databaseUrl)
  servers = await Promise.all(
    [engine, onDatabase(engine, elsewhere)].map((one) =>
      makeServer(one, { routes: routesOf(one), sandbox: false, trustProxy: 'loopback' }),
    ),
  )
  await setProofs(engine, { fromPercent: 50, least: 1, most: 2, changedBy: engine.newId() })
})
afterAll(async () => {
  for (const server of servers) await server.close()
  await elsewhere.close()
  await engine.close()
})

const PASSWORD = 'long enough for this'
let asked = 0

interface Sent {
  readonly method?: 'POST' | 'DELETE'
  readonly url: string
  readonly from: string
  readonly payload?: object
  readonly token?: string
  readonly cookie?: string
}

const send = (sent: Sent) => proving((headers) => sendOnce(sent, headers))

/** The servers take turns. */
async function sendOnce(
  { method = 'POST', url, from, payload, token, cookie }: Sent,
  proof: Readonly<Record<string, string>> = {},
) {
  asked += 1
  const server = servers[asked % 2] as Server
  const answer = await server.inject({
    ...{ method, url },
    headers: {
      'x-forwarded-for': from,
      ...proof,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(cookie && { cookie }),
    },
    ...(payload && { payload }),
  })
  const { code, ...body } = answer.json() ?? {}
  return { status: answer.statusCode, code, body, headers: answer.headers }
}

async function someone(name: string, from: string) {
  const email = `${name}@example.com`
  const payload = { name, email, password: PASSWORD, accepted: ACCEPTED }
  const { body, headers } = await send({ url: '/v1/auth/sign-up/email', from, payload })
  const cookies = [headers['set-cookie'] ?? []].flat()
  const device = cookies.find((one) => one.startsWith('jari_device=')) ?? ''
  return { email, id: body.user.id, token: body.token as string, device }
}

const signIn = (email: string, from: string, password = 'a guess', cookie?: string) =>
  send({
    ...{ url: '/v1/auth/sign-in/email', from, payload: { email, password } },
    ...(cookie && { cookie: cookie.split(';')[0] as string }),
  })
const change = (token: string, from: string) =>
  send({
    ...{ url: '/v1/auth/change-password', from, token },
    payload: { currentPassword: 'a guess', newPassword: 'long enough too' },
  })
const leave = (token: string, from: string) =>
  send({ method: 'DELETE', url: '/v1/me', from, token, payload: { password: 'a guess' } })

const isChecked = ({ status }: { status: number }) => status === 401 || status === 403
/** Twelve at a time: more of them only wait for a processor, each of which hashes. */
async function inParts<Answer>(count: number, work: (at: number) => Promise<Answer>) {
  const answers: Answer[] = []
  for (let from = 0; from < count; from += 12)
    answers.push(...(await Promise.all(Array.from({ length: 12 }, (_, at) => work(from + at)))))
  return answers
}
const address = (at: number) => `198.51.100.${at}`

test('60 addresses, two processes, every endpoint: at most 20 guesses an hour at one account are compared', async () => {
  const victim = await someone('victim', '203.0.113.1')
  const attack = (at: number) => {
    const from = address(at)
    if (at % 3 === 0) return signIn(victim.email, from)
    return at % 3 === 1 ? change(victim.token, from) : leave(victim.token, from)
  }
  const answers: Awaited<ReturnType<typeof send>>[] = []
  for (const minutes of [0, 20, 19, 20]) {
    await engine.advance(minutes * 60)
    answers.push(...(await inParts(60, attack)))
  }
  const checked = answers.filter(isChecked)
  expect(checked.length).toBeLessThanOrEqual(20)
  expect(checked.length).toBeGreaterThanOrEqual(10)
  for (const { code, status, headers, body } of answers.filter((one) => !isChecked(one))) {
    expect([status, code]).toEqual([429, 'limit-reached'])
    expect(Number(headers['retry-after'])).toBe(body.retryAfterSeconds)
    expect(body.detail).toMatch(/뒤에 다시 시도해 주세요/)
  }
  // The owner is refused at a strange device while it lasts, and gets in at a known one.
  expect((await signIn(victim.email, '203.0.113.2', PASSWORD)).status).toBe(429)
  const known = await signIn(victim.email, '203.0.113.2', PASSWORD, victim.device)
  expect(known.status).toBe(200)
})

test('one address against 120 accounts is refused after as many as its network has', async () => {
  const answers = await inParts(120, (at) => signIn(`nobody-${at}@example.com`, '203.0.113.50'))
  expect(answers.filter(isChecked)).toHaveLength(30)
  expect(new Set(answers.filter((one) => !isChecked(one)).map(({ code }) => code))).toEqual(
    new Set(['limit-reached']),
  )
})

test('who proves no work is refused after half as many, before a password is compared', async () => {
  const answers = []
  for (let at = 0; at < 20; at += 1)
    answers.push(
      await sendOnce({
        ...{ url: '/v1/auth/sign-in/email', from: '203.0.113.51' },
        payload: { email: `no-one-${at}@example.com`, password: 'a guess' },
      }),
    )
  expect(answers.filter(isChecked)).toHaveLength(16)
  expect(answers.slice(16).map(({ status, code }) => [status, code])).toEqual(
    Array.from({ length: 4 }, () => [428, 'proof-needed']),
  )
})

test('an IPv6 /64 is one network', async () => {
  const answers = await inParts(60, (at) => signIn(`v6-${at}@example.com`, `2001:db8:0:9::${at}`))
  expect(answers.filter(isChecked)).toHaveLength(30)
})

test('an IPv6 /48 is one wider network: two of its /64s guess as any two, 120 of them no more than twice as much', async () => {
  const from = (at: number) => `2001:db8:48:${at.toString(16)}::1`
  const honest = await inParts(24, (at) => signIn(`wide-${at}@example.com`, from(at % 2)))
  expect(honest.filter(isChecked)).toHaveLength(24)
  const answers = await inParts(120, (at) => signIn(`wider-${at}@example.com`, from(at)))
  expect(answers.filter(isChecked)).toHaveLength(60 - 24)
  expect(answers.at(-1)?.body.limit).toBe('passwords-wide-network')
  expect((await signIn('wide@example.com', '2001:db8:49::1')).status).toBe(401)
})

test('120 sign-ups of one /48, each from another /64, end at twice what a /64 may make', async () => {
  const answers = await inParts(120, (at) =>
    send({
      ...{ url: '/v1/auth/sign-up/email', from: `2001:db8:50:${at.toString(16)}::1` },
      payload: {
        ...{ name: 'many', email: `many-${at}@example.com` },
        ...{ password: PASSWORD, accepted: ACCEPTED },
      },
    }),
  )
  expect(answers.filter(({ status }) => status === 200 || status === 201)).toHaveLength(60)
  const refused = answers.at(-1)
  expect([refused?.status, refused?.body.limit]).toEqual([429, 'sign-ups-wide-network'])
})

test('an address without an account is counted and answered like one with an account', async () => {
  const { email } = await someone('quiet', '203.0.113.3')
  const seen = async (to: string) => {
    const answers = []
    for (let at = 0; at < 12; at += 1) answers.push(await signIn(to, address(100 + at)))
    return answers.map(({ status, code }) => [status, code])
  }
  expect(await seen('nobody@example.com')).toEqual(await seen(email))
})

test('whoever types the right password is not counted', async () => {
  const { email } = await someone('often', '203.0.113.4')
  for (let at = 0; at < 15; at += 1)
    expect((await signIn(email, '203.0.113.5', PASSWORD)).status).toBe(200)
})

test('the cookie of a device is signed, for one account, and ends with the password', async () => {
  const owner = await someone('devices', '203.0.113.6')
  const other = await someone('others', '203.0.113.7')
  expect(owner.device).toMatch(/^jari_device=[\w-]{22}\.[\w-]{22}; .*HttpOnly; SameSite=Lax/)
  for (let at = 0; at < 10; at += 1) await signIn(owner.email, address(200 + at))
  const tries = async (cookie: string) =>
    (await signIn(owner.email, '203.0.113.8', PASSWORD, cookie)).status
  const forged = owner.device.replace(/\.[\w-]{22};/, `.${'A'.repeat(22)};`)
  expect([await tries(other.device), await tries(forged), await tries(owner.device)]).toEqual([
    429, 429, 200,
  ])
  const changed = await send({
    ...{ url: '/v1/auth/change-password', from: '203.0.113.8', token: owner.token },
    cookie: owner.device.split(';')[0] as string,
    payload: { currentPassword: PASSWORD, newPassword: 'long enough too' },
  })
  expect(changed.status).toBe(200)
  expect(await tries(owner.device)).toBe(429)
})

test('a known device guesses no more often than a stranger', async () => {
  const owner = await someone('stolen', '203.0.113.9')
  const answers = []
  for (let at = 0; at < 14; at += 1)
    answers.push(await signIn(owner.email, address(at), 'a guess', owner.device))
  expect(answers.filter(isChecked)).toHaveLength(10)
})

test('who names the address of somebody else tests no passwords of theirs for nothing', async () => {
  const victim = await someone('named', '203.0.113.10')
  await engine.house.run(sql`update accounts set email_verified = true where id = ${victim.id}`)
  const compared: number[] = []
  for (let at = 0; at < 24; at += 1) {
    const [from, password] = [address(at), `a guess, and a password ${at}`]
    const payload = { name: 'named too', email: victim.email, password, accepted: ACCEPTED }
    await send({ url: '/v1/auth/sign-up/email', from, payload })
    if ((await signIn(victim.email, from, password)).status !== 429) compared.push(at)
  }
  expect(compared.length).toBeLessThanOrEqual(20)
  const known = await signIn(victim.email, '203.0.113.11', PASSWORD, victim.device)
  expect(known.status).toBe(200)
})
