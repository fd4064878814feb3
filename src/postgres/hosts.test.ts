import { expect, test } from 'vitest'
import { hostsOf } from './hosts.ts'

test.each([
  ['postgres://jari@db/jari', [['db', 5432, 'postgres://jari@db/jari']]],
  [
    'postgresql://a:b%2C@one:5432,two:5433/j?sslmode=require',
    [
      ['one', 5432, 'postgresql://a:b%2C@one:5432/j?sslmode=require'],
      ['two', 5433, 'postgresql://a:b%2C@two:5433/j?sslmode=require'],
    ],
  ],
  [
    'postgres://[::1]:5433,[fe80::2]/j?target_session_attrs=read-write',
    [
      ['::1', 5433, 'postgres://[::1]:5433/j?target_session_attrs=read-write'],
      ['fe80::2', 5432, 'postgres://[fe80::2]/j?target_session_attrs=read-write'],
    ],
  ],
  [
    'postgres://jari@/jari?host=/var/run/postgresql',
    [['', 5432, 'postgres://jari@/jari?host=/var/run/postgresql']],
  ],
  ['postgres:///jari', [['', 5432, 'postgres:///jari']]],
])('%s leads to its hosts', (url, hosts) => {
  expect(hostsOf(url).map(({ host, port, url }) => [host, port, url])).toEqual(hosts)
})

test.each([
  'postgres:/x',
  'postgres://one:x/j',
  'postgres://one:99999/j',
  'postgres://one, two/j',
  'postgres://x/j?host=one,two',
  'postgres://one,two/j?target_session_attrs=standby',
])('%s is refused', (url) => {
  expect(() => hostsOf(url)).toThrow()
})
