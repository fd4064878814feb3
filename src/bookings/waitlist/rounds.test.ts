import { expect, test } from 'vitest'
import { everyDay, planOf } from '../../front-doors/dining/party.fixture.ts'
import { openDining, openRestaurant } from '../../front-doors/dining/restaurant.fixture.ts'
import { DEFAULT_TERMS } from '../../front-doors/dining/seating-rules.ts'
import { expireOrders } from '../../orders/expire.ts'
import { sql } from '../../postgres/sql.ts'
import { joinWaitlist } from './join.ts'
import { offerVacancies } from './offer.ts'

const { dining } = openDining()

test('parties that wait at a full restaurant keep nobody elsewhere from their offer', async () => {
  const { engine, owner, house, restaurantId: fullId, tomorrow: date } = dining
  const plan = planOf({ areas: { 홀: [[1, 4]] } })
  await owner('PUT', `/v1/restaurants/${fullId}/floor-plan`, plan)
  await owner('PUT', `/v1/restaurants/${fullId}/service-hours`, { services: everyDay() })
  await owner('PUT', `/v1/restaurants/${fullId}/seating-terms`, DEFAULT_TERMS)
  await owner('POST', `/v1/restaurants/${fullId}/desk-bookings`, {
    ...{ kind: 'block', date, time: '17:00', party: 1, minutes: 360 },
    tableIds: plan.tables.map(({ id }) => id),
  })
  for (const time of ['18:00', '19:00', '20:00'])
    await joinWaitlist(engine, {
      ...{ storeId: fullId, buyerId: engine.newId<'Account'>() },
      item: { date, time, party: '2' },
    })
  // 100 wait for each time: they are more than a page
  await engine.database.run(sql`
    insert into waitlist_entries (store_id, id, place_id, buyer_id, quantity, item, slot, starts_at,
                                  state, joined_at, ranked_at)
    select store_id, gen_random_uuid(), place_id, gen_random_uuid(), quantity, item, 1, starts_at,
           state, joined_at, ranked_at
      from waitlist_entries cross join generate_series(1, 99)
     where store_id = ${fullId}
  `)
  // after the full one by id, too
  const storeId = await openRestaurant(owner)
  expect(storeId > fullId).toBe(true)
  const weekday = Temporal.PlainDate.from(date).dayOfWeek
  const { body: time } = await owner<{ id: string }>(
    'POST',
    `/v1/restaurants/${storeId}/table-times`,
    { weekday, time: '19:00', capacity: 1, price: 0 },
  )
  const item = { tableTimeId: time.id, date }
  const first = await house.customer()
  const held = await first<{ id: string }>('POST', `/v1/restaurants/${storeId}/bookings`, item)
  await joinWaitlist(engine, { storeId, buyerId: engine.newId<'Account'>(), item })
  await first('POST', `/v1/orders/${held.body.id}/cancellation`)
  while ((await expireOrders(engine)) > 0);
  expect(await offerVacancies(engine)).toBe(1)
  const { state } = await engine.database.one<{ state: string }>(sql`
    select state from waitlist_entries where store_id = ${storeId}`)
  expect(state).toBe('offered')
})
