import { expect, test } from 'vitest'
import { isGone } from './gone.ts'

const line = (placeId: string, units: number) => ({ placeId, quantity: units, packed: units })
const back = (state: 'requested' | 'done' | 'withdrawn', placeId: string, quantity: number) => ({
  state,
  lines: [{ placeId, quantity }],
})
const parcel = { lines: [line('mug', 2)] }

// Whether receipt of a parcel is still to be confirmed depends on what of it stays.
test.each([
  ['nothing comes back', 'delivered', [], false],
  ['one of two came back', 'delivered', [back('done', 'mug', 1)], false],
  ['both came back', 'delivered', [back('done', 'mug', 1), back('done', 'mug', 1)], true],
  ['both are to come back', 'delivered', [back('requested', 'mug', 2)], true],
  ['the return was withdrawn', 'delivered', [back('withdrawn', 'mug', 2)], false],
  ['another thing came back', 'delivered', [back('done', 'bowl', 2)], false],
  ['the order was canceled on its way', 'canceled', [], true],
] as const)('%s: a parcel of two is gone or not', (_, stage, returns, gone) => {
  const order = { stage, returns, lines: [line('mug', 2), line('bowl', 2)] }
  expect(isGone(order, parcel)).toBe(gone)
})
