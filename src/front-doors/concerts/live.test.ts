import { expect, test } from 'vitest'
import { openListener } from '../../events/listener.ts'
import { drain } from '../../events/relay.ts'
import { expireOrders } from '../../orders/expire.ts'
import { done, openConcerts } from './concert.fixture.ts'

const { concerts, onPerformance, book } = openConcerts()

test('who watches a performance is told which seats are taken and which come back', async () => {
  const { engine, house, owner } = concerts
  const listener = await openListener(engine.databaseUrl, engine.bus, ['main'], 20)
  const url = await house.server.listen({ port: 0, host: '127.0.0.1' })
  const nowhere = onPerformance('/live').replace(concerts.performanceId, concerts.concertId)
  expect((await fetch(`${url}${nowhere}`)).status).toBe(404)
  const stop = new AbortController()
  const response = await fetch(`${url}${onPerformance('/live')}`, { signal: stop.signal })
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const events: { taken: number[]; free: number[] }[] = []
  const reading = (async () => {
    let text = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      for (const [, data = ''] of text.matchAll(/event: seats\ndata: (.*)\n\n/g))
        events.push(JSON.parse(data))
      text = text.slice(text.lastIndexOf('\n\n') + 2)
    }
  })().catch(() => {})
  const settle = async () => {
    while ((await drain(engine)) > 0);
  }

  await done(book(await house.customer(), { seatIds: [7, 8] }))
  await settle()
  await expect.poll(() => events.at(-1)?.taken.toSorted()).toEqual([7, 8])
  await engine.advance(301)
  while ((await expireOrders(engine)) > 0);
  await settle()
  await expect.poll(() => events.at(-1)?.free.toSorted()).toEqual([7, 8])
  await done(owner('POST', onPerformance('/held-back'), { seatIds: [9], note: '' }))
  await settle()
  await expect.poll(() => events.at(-1)).toEqual({ taken: [9], free: [] })
  const ids = { seatIds: [8, 9] }
  await done(book(await house.customer(), { seatIds: [8] }))
  await done(owner('POST', onPerformance('/held-back/release'), ids))
  await settle()
  await expect.poll(() => events.flatMap(({ free }) => free)).toContain(9)
  expect(events.flatMap(({ free }) => free).filter((seatId) => seatId === 8)).toHaveLength(1)
  stop.abort()
  await reading
  await listener.close()
})
