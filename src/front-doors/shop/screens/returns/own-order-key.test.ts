import { expect, test } from 'vitest'
import { QueryClient } from '../../../../web/cache.ts'
import { ownOrderKey } from './own-order-key.ts'

test('what changes a booking changes what is read of its goods', async () => {
  const client = new QueryClient()
  const queryKey = ownOrderKey('1')
  const entry = client.entry(queryKey)
  await entry.fetch({ queryKey, queryFn: async () => 'being packed' })
  expect(entry.isStale()).toBe(false)
  await client.invalidateQueries({ queryKey: ['bookings'] })
  expect(entry.isStale()).toBe(true)
})
