import type { Id } from '../src/kernel/id.ts'
import { instantOf, type WallDate, wallDate } from '../src/kernel/time.ts'
import { claim } from '../src/orders/claim.ts'
import { placeId } from '../src/places/place-id.ts'
import { sql } from '../src/postgres/sql.ts'
import { type BenchEngine, givenRestaurant } from './engine.ts'
import { givenSessions } from './http-claims.ts'
import { type Bench, percentile, setting, whole } from './measure.ts'
import { underLoad } from './under-load.ts'

const mostMs = 500

/** One desk that is open while its day fills up: from each commit to the event, and to the list read again. */
export const deskLive: Bench = {
  name: 'desk-live',
  run: (ground) =>
    underLoad(ground, async ({ url, engine, server }) => {
      const count = setting('BENCH_BOOKINGS', 200)
      const [token = ''] = await givenSessions(engine, 1)
      const storeId = await givenRestaurant(engine)
      await engine.database.run(sql`
        update stores set owner_id = (select account_id from sessions limit 1) where id = ${storeId}
      `)
      await engine.database.run(sql`update accounts set role = 'owner'`)
      const { port } = await server.ask<{ port: number }>({ url })
      const at = `http://127.0.0.1:${port}/v1/stores/${storeId}/bookings`
      const headers = { authorization: `Bearer ${token}` }
      const date = wallDate(new Date(), 'Asia/Seoul')
      const book = bookings(engine, storeId, date)
      for (let booked = 0; booked < count; booked += 1) await book()
      const heard = await watch(`${at}/live`, headers)
      const eventMs: number[] = []
      const shownMs: number[] = []
      for (let round = 0; round < count; round += 1) {
        const id = await book()
        const committedAt = performance.now()
        eventMs.push((await heard(id)) - committedAt)
        const list = await fetch(`${at}?date=${date}`, { headers })
        if (!(await list.text()).includes(id)) throw new Error('the list does not have it')
        shownMs.push(performance.now() - committedAt)
      }
      const [events, shown] = [Float64Array.from(eventMs).sort(), Float64Array.from(shownMs).sort()]
      const p99 = percentile(shown, 0.99)
      return [
        {
          measure: `desk live: from the commit to the list of ${whole(count)} bookings read again`,
          figure: `p99 ${whole(p99)} ms`,
          comparedWith: `p99 ${whole(percentile(events, 0.99))} ms to the event`,
          goal: `≤ ${mostMs} ms`,
          met: p99 <= mostMs,
        },
      ]
    }),
}

/** Each call books a table of the day and is answered after the commit. */
function bookings(engine: BenchEngine, storeId: Id<'Store'>, date: WallDate) {
  const key = `table-time/${engine.newId()}/${date}`
  const startsAt = instantOf(date, '23:45', 'Asia/Seoul')
  const place = { id: placeId(storeId, key), key, capacity: 1_000_000, startsAt }
  const title = `맛있는 집밥 ${date} 23:45`
  return async (): Promise<string> => {
    const lines = [{ place, quantity: 1, unitPrice: 0 }]
    const buyerId = engine.newId<'Account'>()
    const { order } = await claim(engine, { storeId, buyerId, title, holdSeconds: 3600, lines })
    if (!order) throw new Error('the claim made no order')
    return order.id
  }
}

/** Reads a feed. @returns a function that waits until a booking is told, and says when that was */
async function watch(url: string, headers: Record<string, string>) {
  const response = await fetch(url, { headers })
  if (!response.body || response.status !== 200) throw new Error(`the feed: ${response.status}`)
  const told = new Map<string, number>()
  const waiting = new Map<string, (at: number) => void>()
  const read = async (body: ReadableStream<Uint8Array>) => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true })
      for (const [, data = ''] of text.matchAll(/event: bookings\ndata: (.*)\n\n/g))
        for (const { bookingId } of JSON.parse(data) as { bookingId: string }[]) {
          told.set(bookingId, performance.now())
          waiting.get(bookingId)?.(performance.now())
        }
      text = text.slice(text.lastIndexOf('\n\n') + 2)
    }
  }
  void read(response.body).catch(() => {})
  return (id: string) =>
    new Promise<number>((resolve, reject) => {
      const at = told.get(id)
      if (at !== undefined) return resolve(at)
      const timer = setTimeout(() => reject(new Error('no event in five seconds')), 5_000)
      waiting.set(id, (when) => {
        clearTimeout(timer)
        resolve(when)
      })
    })
}
