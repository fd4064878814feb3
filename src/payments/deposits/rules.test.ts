import { expect, test } from 'vitest'
import { later } from '../../kernel/time.ts'
import { depositLimit } from './rules.ts'

const createdAt = new Date('2026-12-01T00:00:00Z')
const order = { createdAt, expiresAt: later(createdAt, 600) }
const hour = (hours: number) => later(createdAt, hours * 3600)
const free = (until: number) => ({ until: hour(until), keptPercent: 0 })
const costs = (until: number) => ({ until: hour(until), keptPercent: 20 })

test.each([
  ['nothing starts: the store’s hours', { hours: 24, startsAt: null, steps: [] }, 24],
  ['it starts later', { hours: 24, startsAt: hour(100), steps: [free(100)] }, 24],
  ['it starts before', { hours: 24, startsAt: hour(5), steps: [free(5)] }, 5],
  [
    'canceling is free until an hour before',
    { hours: 24, startsAt: hour(5), steps: [free(4), costs(5)] },
    4,
  ],
  [
    'canceling costs already: the order’s own deadline',
    { hours: 24, startsAt: hour(5), steps: [costs(5)] },
    1 / 6,
  ],
  ['the store awaits none', { hours: 0, startsAt: null, steps: [] }, 1 / 6],
  ['it has begun', { hours: 24, startsAt: hour(-1), steps: [] }, 1 / 6],
])('%s', (_, terms, hours) => {
  expect(depositLimit(order, terms)).toEqual(hour(hours))
})
