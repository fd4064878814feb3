import { expect, test } from 'vitest'
import { usualTime } from './usual-time.ts'

const time = (name: string, begun: boolean, remaining: number) => ({ name, begun, remaining })

test('who calls comes at the next time with room, who walks in is at the one that began last', () => {
  const times = [
    ...[time('noon', true, 1), time('one', true, 1), time('two', true, 0)],
    ...[time('six', false, 0), time('seven', false, 2), time('eight', false, 2)],
  ]
  expect(usualTime(times, 'phone')?.name).toBe('seven')
  expect(usualTime(times, 'walk-in')?.name).toBe('one')
})

test('where only one of the two has room, that; where none has, none', () => {
  const [begun, coming] = [time('noon', true, 1), time('six', false, 1)]
  expect(usualTime([begun], 'phone')).toBe(begun)
  expect(usualTime([coming], 'walk-in')).toBe(coming)
  expect(usualTime([time('full', false, 0)], 'phone')).toBeUndefined()
})
