import { expect, test } from 'vitest'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { addDays } from '../../../kernel/time.ts'
import type * as profile from '../../../stores/profile/contract.ts'
import { openAppointments, personOf, serviceOf } from './appointments.fixture.ts'

const { shop, offer, put } = openAppointments()

const url = () => `/v1/stores/${shop.shopId}/profile`
const shown = async () =>
  (await shop.house.anyone<AnswerOf<typeof profile.getProfile>>('GET', url())).body

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
  expect(await shown()).toMatchObject({
    hoursOfDoor: true,
    hours: [
      { weekday: 3, opens: '10:00', closes: '18:00' },
      { weekday: 3, opens: '19:00', closes: '01:00' },
    ],
  })
})

const always = Array.from({ length: 7 }, (_, day) => ({
  ...{ weekday: day + 1, from: '00:00', until: '24:00' },
}))

test('a salon is open now where anybody works on the date, however the week is', async () => {
  const [cut, date] = [serviceOf('커트'), addDays(shop.tomorrow, -1)]
  const minji = personOf('민지', [cut], { weekly: always })
  const off = personOf('서연', [cut], { weekly: always, special: [{ date, hours: [] }] })
  await offer([cut], [minji, off])
  expect((await shown()).openUntil).toBe('00:00')
  await put('people', { people: [{ ...minji, special: [{ date, hours: [] }] }, off] })
  expect((await shown()).openUntil).toBeNull()
})

test('a salon is not open now on a date on which it is closed', async () => {
  const cut = serviceOf('커트')
  const closedDates = [addDays(shop.tomorrow, -1)]
  await offer([cut], [personOf('민지', [cut], { weekly: always })], { closedDates })
  expect((await shown()).openUntil).toBeNull()
})
