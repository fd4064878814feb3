import { expect, test } from 'vitest'
import { onDatabase } from '../../../test/engine.ts'
import { openDining } from '../../front-doors/dining/restaurant.fixture.ts'
import { proposeMove } from '../moves/propose.ts'
import { enterItem } from './enter-item.ts'

const { dining, offer } = openDining()

const enter = (item: object, more: object = {}, headers?: Record<string, string>) =>
  dining.owner<{ id: string }>(
    'POST',
    `/v1/stores/${dining.restaurantId}/desk-bookings`,
    { kind: 'phone', door: 'dining', quantity: 1, item, ...more },
    headers,
  )

/** The owner and a key, for what is called without a server. */
async function asOwner() {
  const { id: callerId } = (await dining.owner<{ id: string }>('GET', '/v1/me')).body
  return {
    by: { callerId, everyStore: false },
    once: { scope: callerId, key: dining.engine.newId(), fingerprint: 'x' },
  }
}

test('a key that has entered a guest gives the same answer after the booking was canceled', async () => {
  const { owner, restaurantId, tomorrow: date } = dining
  const item = { tableTimeId: await offer({ capacity: 10 }), date }
  const headers = { 'idempotency-key': dining.engine.newId() }
  const first = await enter(item, {}, headers)
  await owner('POST', `/v1/stores/${restaurantId}/orders/${first.body.id}/cancellation`, {
    reason: '전화로 취소',
  })
  const again = await enter(item, {}, headers)
  expect([again.status, again.body]).toEqual([200, first.body])
})

test('a move of the desk whose process dies before its last commit is no proposal that nobody can answer', async () => {
  const { engine, owner, restaurantId: storeId, tomorrow: date } = dining
  const [from, to, third] = [
    await offer({ capacity: 2 }),
    await offer({ capacity: 2, time: '20:30' }),
    await offer({ capacity: 2, time: '21:30' }),
  ]
  const { id: bookingId } = (await enter({ tableTimeId: from, date })).body
  // dies between the commit that writes the move and the one that carries it out
  let commits = 0
  const dying = onDatabase(engine, {
    ...engine.database,
    transaction: (work, lane) => {
      commits += 1
      return commits > 2
        ? Promise.reject(new Error('the process is dead'))
        : engine.database.transaction(work, lane)
    },
  })
  const { by, once } = await asOwner()
  await proposeMove(dying, {
    ...{ by, storeId, bookingId, message: '', once },
    item: { tableTimeId: to, date },
  }).catch((error: Error) => error)
  // somebody at the desk tries again, by a new request
  const again = await owner('POST', `/v1/stores/${storeId}/bookings/${bookingId}/moves`, {
    item: { tableTimeId: third, date },
    message: '',
  })
  expect([again.status, again.body.type]).toEqual([200, undefined])
})

test('a guest whose entry was cut off is entered by the same key, also two minutes later', async () => {
  const { engine, restaurantId: storeId, tomorrow: date } = dining
  const item = { tableTimeId: await offer({ capacity: 2 }), date }
  const { by, once } = await asOwner()
  const dying = onDatabase(engine, {
    ...engine.database,
    transaction: () => Promise.reject(new Error('the process is dead')), // of the confirmation
  })
  const entry = { kind: 'phone', door: 'dining', item, quantity: 1 } as const
  await expect(enterItem(dying, { by, storeId }, entry, once)).rejects.toThrow('dead')
  await engine.advance(120)
  await expect(enterItem(engine, { by, storeId }, entry, once)).resolves.toBeDefined()
})
