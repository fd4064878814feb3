import { expect, test } from 'vitest'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type * as profile from '../../../stores/profile/contract.ts'
import { openAppointments, personOf, serviceOf } from './appointments.fixture.ts'

const { shop, offer } = openAppointments()

test('guests read from when until when anybody works at a salon', async () => {
  const cut = serviceOf('커트')
  await offer(
    [cut],
    [
      personOf('민지', [cut], {
        weekly: [
          { weekday: 3, from: '10:00', until: '13:00' },
          { weekday: 3, from: '19:00', until: '25:00' },
        ],
      }),
      personOf('서연', [cut], { weekly: [{ weekday: 3, from: '12:00', until: '18:00' }] }),
      personOf('실습', [], { weekly: [{ weekday: 4, from: '12:00', until: '18:00' }] }),
    ],
  )
  const url = `/v1/stores/${shop.shopId}/profile`
  const { body } = await shop.house.anyone<AnswerOf<typeof profile.getProfile>>('GET', url)
  expect(body).toMatchObject({
    hoursOfDoor: true,
    hours: [
      { weekday: 3, opens: '10:00', closes: '18:00' },
      { weekday: 3, opens: '19:00', closes: '01:00' },
    ],
  })
})
