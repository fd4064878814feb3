import process from 'node:process'
import { openKeyRing } from '../accounts/key-ring.ts'
import { makeEngine } from '../engine.ts'
import { frontDoors } from '../front-doors/index.ts'
import type { Id } from '../kernel/id.ts'
import { cancelOrder } from '../payments/cancel.ts'
import { placeId } from '../places/place-id.ts'
import { connect } from '../postgres/database.ts'
import { claim } from './claim.ts'

// A process that holds a place and lets it go, says so, and waits to be killed.

const { databaseUrl, storeId, buyerId, key } = JSON.parse(process.argv[2] ?? '') as {
  databaseUrl: string
  storeId: Id<'Store'>
  buyerId: Id<'Account'>
  key: string
}
const engine = makeEngine({
  database: connect(databaseUrl, { connections: 2 }),
  publicUrl: 'http://localhost:4000',
  secret: 'a secret for tests',
  keyRing: openKeyRing([{ id: 'test', key: Buffer.alloc(32, 7) }]),
  doors: frontDoors,
  gateways: [],
})
const place = { id: placeId(storeId, key), key, capacity: 1, startsAt: new Date(2030, 0, 1, 10) }
const lines = [{ place, quantity: 1, unitPrice: 12_500 }]
const { order } = await claim(engine, { storeId, buyerId, title: '저녁', holdSeconds: 600, lines })
const orderId = order?.id ?? ''
await cancelOrder(engine, {
  ...{ buyerId, orderId, answer: () => '' },
  once: { scope: buyerId, key: orderId, fingerprint: 'cancel' },
})
process.stdout.write('let go\n')
setInterval(() => {}, 60_000)
