import { sql } from '../src/postgres/sql.ts'
import { type BenchEngine, givenRestaurant, givenTableTimes, soon, timesOn } from './engine.ts'
import { drained, givenSessions, post } from './http-claims.ts'
import type { LoadAnswer, LoadAsk } from './load.ts'
import { type Bench, byTurns, perSecond, say, setting, whole } from './measure.ts'
import { underLoad } from './under-load.ts'

const connections = 64
const rounds = 4
const SEATS = 50_000

/**
 * Claims of single seats of a hall, in a random order, over HTTP, each by another signed-in account;
 * against dining's claims on one hot slot in the same run. Every place of a seat is made by its claim.
 */
export const seatClaims: Bench = {
  name: 'seat-claims',
  run: (ground) =>
    underLoad(ground, async ({ url, engine, server, generator }) => {
      const count = Math.min(setting('BENCH_ACCOUNTS', 20_000), (SEATS * 4) / 5)
      const each = Math.floor(count / rounds)
      const tokens = await givenSessions(engine, count)
      const concert = await givenConcert(engine)
      const restaurantId = await givenRestaurant(engine)
      const date = soon()
      const hot = await givenTableTimes(
        engine,
        restaurantId,
        timesOn(date, rounds + 1),
        1_000_000_000,
      )
      const { port } = await server.ask<{ port: number }>({ url })
      const fire = async (requests: readonly string[]) => {
        const ask: LoadAsk = { port, connections, count: requests.length, requests }
        const answer = await generator.ask<LoadAnswer>(ask)
        if (answer.refused > 0) throw new Error(`${answer.refused}: ${answer.firstRefusal}`)
        await drained(engine)
        return answer
      }
      const seats = shuffled(SEATS)
      const ofRound = (round: number) => tokens.slice(round * each, (round + 1) * each)
      const claimSeats = (round: number) =>
        fire(
          ofRound(round).map((token, at) =>
            post(`/v1/concerts/${concert.storeId}/bookings`, token, {
              performanceId: concert.performanceId,
              seatIds: [seats[round * each + at]],
            }),
          ),
        )
      const claimHot = (round: number) =>
        fire(
          ofRound(round).map((token) =>
            post(`/v1/restaurants/${restaurantId}/bookings`, token, {
              tableTimeId: hot[round],
              date,
            }),
          ),
        )
      await fire(
        tokens.slice(0, 1_000).map((token, at) =>
          post(`/v1/concerts/${concert.storeId}/bookings`, token, {
            performanceId: concert.performanceId,
            seatIds: [seats[SEATS - 1 - at]],
          }),
        ),
      )
      await fire(
        tokens.slice(0, 1_000).map((token) =>
          post(`/v1/restaurants/${restaurantId}/bookings`, token, {
            tableTimeId: hot[rounds],
            date,
          }),
        ),
      )
      const { first, second } = await byTurns(rounds, claimSeats, claimHot)
      say(`seats: p99 ${first.map(({ p99Ms }) => `${p99Ms.toFixed(0)} ms`).join(' ')}`)
      const ratio = perSecond(...first) / perSecond(...second)
      return [
        {
          measure: `seat claims on ${whole(SEATS)} seats, random, over HTTP, ${connections} connections`,
          figure: `${whole(perSecond(...first))}/s`,
          comparedWith: `${whole(perSecond(...second))} claims/s on one hot slot`,
          ratio,
          goal: '≥ 0.9×',
          met: ratio >= 0.9,
        },
      ]
    }),
}

/** A concert with a performance on sale, and a hall of 250 rows. */
async function givenConcert({ database, newId }: BenchEngine) {
  const storeId = newId<'Store'>()
  const performanceId = newId<'Performance'>()
  await database.run(sql`
    insert into stores (id, owner_id, front_door, name, time_zone, currency,
                        ready_orders_per_buyer, created_at)
    values (${storeId}, ${newId()}, 'concerts', '겨울 음악회', 'Asia/Seoul', 'KRW', 100, now())
  `)
  await database.run(sql`
    insert into price_levels (store_id, code, name, price, position)
    values (${storeId}, 'R', 'R석', 50000, 1)
  `)
  await database.patient.run(sql`
    insert into seats (store_id, id, section, row, number, x, y, level, kind)
    select ${storeId}, at, 'A', ((at - 1) / 200 + 1)::text, (at - 1) % 200 + 1, at % 200 * 10,
           at / 200 * 12, 'R', 'regular'
      from generate_series(1, ${SEATS}::integer) as at
  `)
  await database.run(sql`
    insert into halls (store_id, name, version, seats) values (${storeId}, '체육관', 1, ${SEATS})
  `)
  await database.run(sql`
    insert into performances (store_id, id, starts_at, sales_from)
    values (${storeId}, ${performanceId}, now() + interval '30 days', now())
  `)
  return { storeId, performanceId }
}

/** The numbers from 1 in an order that is the same in every run. */
function shuffled(count: number): number[] {
  const numbers = Array.from({ length: count }, (_, at) => at + 1)
  let state = 1
  for (let at = count - 1; at > 0; at -= 1) {
    state = (state * 48_271) % 2_147_483_647
    const other = state % (at + 1)
    const one = numbers[at] as number
    numbers[at] = numbers[other] as number
    numbers[other] = one
  }
  return numbers
}
