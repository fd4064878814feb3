import { describe, expect, test } from 'vitest'
import { gatewayContract } from '../contract-suite.fixture.ts'
import { sandboxKeys } from '../sandbox/keys.ts'
import { startSandbox } from '../sandbox/server.ts'
import { anOrder, authenticated, sandboxAt } from '../sandbox-buyer.ts'
import { kakaoPay } from './gateway.ts'

const open = (baseUrl: string, told = {}) => kakaoPay({ baseUrl, ...sandboxKeys.kakaoPay, ...told })
const openOld = (baseUrl: string, told = {}) =>
  kakaoPay({ baseUrl, dialect: 'old', ...sandboxKeys.kakaoPayOld, ...told })

const both = {
  gateway: 'kakaopay',
  operations: { prepare: 'ready', approve: 'approve', lookup: 'order', cancel: 'cancel' },
  repeated: 'unknown',
  tomorrow: { status: 'PAID_BY_TELEPATHY' },
  tooLateSeconds: 900,
  vague: [
    { code: -780, extras: { method_result_code: 'BANK_FIRM_UNKNOWN' } },
    { code: -780, extras: { method_result_code: 'USER_LOCKED' } },
    { code: -9999 },
  ],
  unknownReference: 'T0000000000000000000',
} as const

describe('in the new dialect', () => {
  gatewayContract({
    ...both,
    open,
    openStranger: (baseUrl) => open(baseUrl, { secretKey: 'X'.repeat(40) }),
  })
})

describe('in the old dialect', () => {
  gatewayContract({
    ...both,
    open: openOld,
    openStranger: (baseUrl) => openOld(baseUrl, { adminKey: 'x'.repeat(32) }),
  })
})

describe('what only KakaoPay does', () => {
  test.each([
    ['another order', { orderNumber: '20261124193000-OTHER' }],
    ['another buyer', { buyer: 'buyer-2' }],
    ['a token that was guessed', { clientToken: 'guessed' }],
  ])('an approval with %s is declined for good', async (_, wrong) => {
    const server = await startSandbox({})
    const ask = await authenticated(open(server.url))
    expect(await open(server.url).approve({ ...ask, ...wrong })).toMatchObject({ is: 'declined' })
    await server.close()
  })

  test('every opening that was lost leaves a session that nobody can reach', async () => {
    const server = await startSandbox({})
    const sandbox = sandboxAt(server.url)
    await sandbox.plant({ gateway: 'kakaopay', operation: 'ready', fault: 'reset-after' })
    const order = anOrder()
    expect((await open(server.url).prepare(order)).is).toBe('unknown')
    await open(server.url).approve(await authenticated(open(server.url), order))
    const { payments } = await sandbox.ledger()
    expect(payments.map(({ status }) => status)).toEqual(['SUCCESS_PAYMENT', 'READY'])
    await server.close()
  })

  test('a payment begun in one dialect is finished, looked at and refunded in the other', async () => {
    const server = await startSandbox({})
    const ask = await authenticated(openOld(server.url))
    expect(await open(server.url).approve(ask)).toMatchObject({ is: 'approved' })
    const found = { is: 'found', snapshot: { state: 'paid', orderNumber: ask.orderNumber } }
    expect(await openOld(server.url).lookup(ask)).toMatchObject(found)
    await server.close()
  })

  test('the key of one dialect opens nothing in the other', async () => {
    const server = await startSandbox({})
    const { secretKey } = sandboxKeys.kakaoPay
    const refused = { is: 'rejected', configuration: true }
    const stranger = openOld(server.url, { adminKey: secretKey })
    expect(await stranger.prepare(anOrder())).toMatchObject(refused)
    await server.close()
  })
})
