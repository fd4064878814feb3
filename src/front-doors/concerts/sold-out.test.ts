import { expect, test } from 'vitest'
import { confirm } from '../../../test/booker.ts'
import { tellSoldOut } from '../../bookings/sold-out/tell.ts'
import { drain } from '../../events/relay.ts'
import { sql } from '../../postgres/sql.ts'
import { openConcerts } from './concert.fixture.ts'

const { concerts, at, onPerformance, perform, free, book } = openConcerts()

test('a performance is sold out with its last seat, but those that are held back; others of the day are not', async () => {
  const { owner, house, engine } = concerts
  await owner('PUT', at('/price-levels'), { levels: [{ code: 'R', name: 'R석', price: 0 }] })
  await perform({ time: '21:30' })
  const [first, last, ...others] = (await free()).data.map(({ id }) => id)
  const kept = await owner('POST', onPerformance('/held-back'), { seatIds: others, note: '' })
  expect(kept.status).toBeLessThan(300)
  const guest = await house.customer()
  const news = async () => {
    while ((await drain(engine, [tellSoldOut(engine)])) > 0);
    const { body } = await owner<{ data: { kind: string; bookingId: string }[] }>(
      'GET',
      `/v1/stores/${concerts.concertId}/notices`,
    )
    return body.data.map(({ kind, bookingId }) => [kind, bookingId])
  }
  const bought = async (seatId: number | undefined) => {
    const { body } = await book(guest, { seatIds: [seatId] })
    await confirm(guest, body.id)
    return body.id
  }
  await bought(first)
  expect(await news()).toEqual([])
  const id = await bought(last)
  expect(await news()).toEqual([['sold-out', id]])
  // Nobody sends mails here.
  await engine.database.run(
    sql`update mails set outcome = 'skipped', next_try_at = null where outcome is null`,
  )
})
