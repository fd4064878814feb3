import { expect, test } from 'vitest'
import { groupOf, limitGroups } from './groups.ts'
import { limitNames } from './names.ts'

test('every group has limits, and only a few belong to none of them', () => {
  const byGroup = Map.groupBy(limitNames, groupOf)
  expect([...byGroup.keys()].toSorted()).toEqual([...limitGroups].toSorted())
  expect(byGroup.get('other')?.length).toBeLessThanOrEqual(6)
  expect(groupOf('text-codes-wide-network')).toBe('texts')
  expect(groupOf('passwords-wide-network')).toBe('sign-in')
})
