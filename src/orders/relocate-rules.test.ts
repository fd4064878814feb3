import { expect, test } from 'vitest'
import { Problem } from '../kernel/problem.ts'
import { changesOfBoth, type Retargeted, takenByBoth } from './relocate-rules.ts'
import type { Order } from './rules.ts'

const place = (id: string, units = 1) => ({ placeId: id, units, unitPrice: 0, isAside: true })

/** An order that has some places and shall have others, each once. */
const from = (had: string, wanted: string): Retargeted => ({
  order: {
    lines: [...had].map((placeId) => ({ placeId, quantity: 1, givenBack: 0, unitPrice: 0 })),
  } as unknown as Order,
  targets: [...wanted].map((id) => place(id)),
})

test.each([
  ['each takes what the other leaves', from('a', 'b'), from('b', 'a'), [], {}],
  ['the longer stay takes what is free', from('ab', 'cd'), from('c', 'a'), ['d'], { b: 1, d: -1 }],
  ['what a third has refuses both', from('ab', 'cd'), from('c', 'a'), [], 'sold-out'],
  ['both want the only one left', from('a', 'c'), from('b', 'c'), ['c'], 'sold-out'],
  ['what one keeps the other cannot take', from('a', 'ab'), from('b', 'b'), [], 'sold-out'],
])('of two orders that change at once: %s', (_, one, other, free, expected) => {
  const changes = changesOfBoth([one, other], new Map(free.map((id) => [id, 1])))
  if (changes instanceof Problem) expect(changes.type).toBe(expected)
  else expect(Object.fromEntries(takenByBoth(changes))).toEqual(expected)
})
