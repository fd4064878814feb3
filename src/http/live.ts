import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Shape, Uuid } from '../kernel/shape.ts'
import { unavailable } from '../postgres/rules.ts'
import type { Server } from './edge.ts'
import { hear, makeFeeds } from './feed.ts'

export const watchStore = endpoint({
  name: 'watchStore',
  method: 'GET',
  path: '/v1/stores/:storeId/live',
  summary: 'Remaining counts of a store’s places as they change (server-sent events `places`)',
  role: 'anyone',
  behindRoomOf: 'storeId',
  params: Shape({ storeId: Uuid }),
  answer: Type.Array(Shape({ placeId: Uuid, remaining: Type.Integer() }), {
    contentMediaType: 'text/event-stream',
  }),
  problems: [unavailable],
})

/** Server-sent events with the remaining counts of a store. */
export function live(server: Server): void {
  const feeds = makeFeeds<number>(server, (changed) => ({
    event: 'places',
    data: [...changed].map(([placeId, remaining]) => ({ placeId, remaining })),
  }))
  hear(server, ({ topic, storeId, body }) => {
    if (topic !== 'place.changed' || !storeId) return
    const { placeId, remaining } = body as { placeId: string; remaining: number }
    feeds.change(storeId, placeId, remaining)
  })
  feeds.serve(watchStore, ({ storeId }) => storeId)
}
