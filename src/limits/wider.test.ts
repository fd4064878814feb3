import { expect, test } from 'vitest'
import { defaults, limitNames } from './names.ts'
import { alsoWider, withWider } from './wider.ts'

const V6 = '2001:db8:1:2::/64'

test('of IPv6 the /48 is counted beside the /64, with what else the bucket is of', () => {
  expect(withWider([{ limit: 'passwords-network', of: V6 }])).toEqual([
    { limit: 'passwords-network', of: V6 },
    { limit: 'passwords-wide-network', of: '2001:db8:1::/48', isForfeit: false },
  ])
  const held = { limit: 'holds-network-store', of: `${V6} store`, isForfeit: true } as const
  expect(withWider([held])[1]).toEqual({
    ...{ limit: 'holds-wide-network-store', of: '2001:db8:1::/48 store', isForfeit: false },
  })
})

test('an IPv4 address, and what counts no network, are counted as they are', () => {
  const takes = [
    { limit: 'passwords-network', of: '203.0.113.1' },
    { limit: 'passwords-account', of: V6 },
  ] as const
  expect(withWider(takes)).toBe(takes)
})

test('every limit of networks has a wider one of twice as much, which suspects too', () => {
  const networks = limitNames.filter(
    (name) => /-network(-store)?$/.test(name) && !name.includes('-wide-'),
  )
  for (const name of networks) {
    if (name === 'texts-number-network') continue // takes the /48 alone
    const [, wider] = alsoWider([name])
    expect(wider, name).toBe(name.replace('-network', '-wide-network'))
    const { burst, perHour } = defaults[name]
    expect(defaults[wider as typeof name]).toEqual({ burst: burst * 2, perHour: perHour * 2 })
  }
})
