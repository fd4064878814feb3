import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { sandboxKeys } from '../sandbox/keys.ts'
import { stripe } from './gateway.ts'

const gateway = stripe({ baseUrl: 'https://stripe.test', ...sandboxKeys.stripe })
const official = new Stripe('sk_test_1')
const now = new Date('2026-11-24T10:30:00Z')
const secret = sandboxKeys.stripe.webhookSecret

const event = {
  id: 'evt_1',
  object: 'event',
  type: 'payment_intent.succeeded',
  data: { object: { object: 'payment_intent', id: 'pi_1' } },
}
function told(how: { secret?: string; ageSeconds?: number; said?: unknown; header?: string } = {}) {
  const payload = typeof how.said === 'string' ? how.said : JSON.stringify(how.said ?? event)
  const timestamp = now.getTime() / 1000 - (how.ageSeconds ?? 0)
  const header =
    how.header ??
    official.webhooks.generateTestHeaderString({
      payload,
      secret: how.secret ?? secret,
      timestamp,
    })
  return { headers: { 'stripe-signature': header }, body: Buffer.from(payload), now }
}

test('a genuine event is a hint at its payment, and nothing more', async () => {
  expect(await gateway.readWebhook?.(told())).toEqual({
    is: 'hint',
    eventId: 'evt_1',
    kind: 'payment_intent.succeeded',
    reference: 'pi_1',
    trust: 'signed',
  })
})

test.each(['charge', 'refund', 'dispute'])(
  'of a %s, the payment is the one it names',
  async (object) => {
    const said = { ...event, data: { object: { object, id: 'x_1', payment_intent: 'pi_7' } } }
    expect(await gateway.readWebhook?.(told({ said }))).toMatchObject({ reference: 'pi_7' })
  },
)

test('an event of nothing that concerns us is ignored', async () => {
  const said = { ...event, type: 'payout.paid', data: { object: { object: 'payout', id: 'po_1' } } }
  expect(await gateway.readWebhook?.(told({ said }))).toEqual({
    is: 'ignored',
    kind: 'payout.paid',
  })
})

const [time = '', ours = ''] = told().headers['stripe-signature'].split(',')
test.each([
  ['another secret', told({ secret: 'whsec_other' })],
  ['no signature', { ...told(), headers: {} }],
  ['an empty signature', told({ header: '' })],
  ['a signature of another scheme', told({ header: `${time},v0=${ours.slice(3)}` })],
  ['no time', told({ header: ours })],
  ['an altered body', { ...told(), body: Buffer.from(JSON.stringify({ ...event, id: 'evt_2' })) }],
  ['a time six minutes past', told({ ageSeconds: 301 })],
  ['no JSON', told({ said: 'hello' })],
  ['JSON that is no event', told({ said: { id: 'evt_1' } })],
  ['null', told({ said: 'null' })],
])('with %s it is rejected', async (_, call) => {
  const read = await gateway.readWebhook?.(call)
  expect(read).toMatchObject({ is: 'rejected' })
  expect(JSON.stringify(read)).not.toContain(secret)
})

// As Stripe's own verifier has it: its clock may run ahead of ours.
test.each([
  ['five minutes old', told({ ageSeconds: 300 })],
  ['from a clock ten minutes ahead', told({ ageSeconds: -600 })],
  [
    'signed twice, while a secret is changed',
    told({ header: `${time},v1=${'0'.repeat(64)},${ours}` }),
  ],
])('%s it is genuine', async (_, call) => {
  expect(await gateway.readWebhook?.(call)).toMatchObject({ is: 'hint' })
})
