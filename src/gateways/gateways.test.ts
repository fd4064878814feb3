import { expect, test } from 'vitest'
import { gatewaysAt, gatewaysOf } from './gateways.ts'

const names = (gateways: readonly { name: string }[]) => gateways.map(({ name }) => name)

test('without keys there is no gateway, and at the sandbox there are all', () => {
  expect(gatewaysOf({})).toEqual([])
  expect(names(gatewaysAt('http://127.0.0.1:1'))).toEqual([
    'kakaopay',
    'toss',
    'portone-v2',
    'portone-v1',
    'stripe',
  ])
})

test('a gateway is there when all of its keys are', () => {
  const kakaoPay = { KAKAOPAY_SECRET_KEY: 'S'.repeat(40), KAKAOPAY_CID: 'CT0001' }
  expect(names(gatewaysOf(kakaoPay))).toEqual(['kakaopay'])
  const stripe = {
    STRIPE_SECRET_KEY: 'sk_live_1',
    STRIPE_PUBLISHABLE_KEY: 'pk_live_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
  }
  expect(names(gatewaysOf({ ...kakaoPay, ...stripe }))).toEqual(['kakaopay', 'stripe'])
})

test('keys that are there only in part are told, not guessed about', () => {
  expect(() => gatewaysOf({ TOSS_CLIENT_KEY: 'live_ck_1' })).toThrow(
    'TOSS_SECRET_KEY, TOSS_MID must be set too',
  )
})
