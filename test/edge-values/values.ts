import type { TSchema } from 'typebox'
import type { Random } from './random.ts'

/** Values for a shape: usual ones, and those at and beyond its edges. */
export interface Shape {
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
}

/** Values that exist, by the name of a parameter or member: ids, dates, names of gateways. */
export type Known = Readonly<Record<string, readonly unknown[]>>

export const UNKNOWN_ID = '01a1fcc5-6b23-7cba-9438-0c324424d476'

const TEXTS: readonly string[] = [
  ...['', ' ', 'x', '0', '-1', 'null', 'true', 'undefined', 'NaN', '[object Object]'],
  ...[
    '\u0000',
    'a\u0000b',
    '\\u0000',
    '\ud800',
    '\udfff\ud800',
    '\ufffe',
    '\uffff',
    '\u202e',
    '\u2066x',
  ],
  ...[
    '\u200b',
    '\u3164',
    '\u2800',
    '\u0301',
    'a\u0301\u0301\u0301',
    '\u{E0041}',
    '\r\n',
    'a\tb',
    '\u2028',
  ],
  ...['’; drop table orders; --', '%', '_', '%00', '%25', '\\', '"', "'", '{{x}}', '<b>', '../..'],
  ...[
    'Infinity',
    '1e400',
    '０１２',
    '김'.normalize('NFD').repeat(9),
    '👨‍👩‍👧',
    '🙂'.repeat(90),
    'É'.repeat(80),
  ],
  ...[
    'x'.repeat(81),
    'x'.repeat(256),
    'x'.repeat(2_001),
    'x'.repeat(20_000),
    '__proto__',
    'constructor',
  ],
]

const NUMBERS: readonly unknown[] = [
  ...[0, -0, 1, -1, 0.5, 1.000000001, 59, 60, 24, 100, 101, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1],
  ...[
    2 ** 53 - 1,
    2 ** 53,
    2 ** 63,
    1e16,
    1e21,
    1e308,
    -1e308,
    5e-324,
    '1',
    '',
    ' 1',
    '1e1',
    '0x1',
    null,
    true,
  ],
]

const DATES: readonly string[] = [
  ...[
    '0000-01-01',
    '0001-01-01',
    '1969-12-31',
    '1970-01-01',
    '2000-02-29',
    '2026-02-29',
    '2026-02-30',
  ],
  ...[
    '2028-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '2999-12-31',
    '3000-01-01',
    '9999-12-31',
  ],
  ...[
    '+010000-01-01',
    '-000001-01-01',
    '2026-12-01T00:00:00Z',
    '20261201',
    '2026-W49-2',
    '2026-12-01 ',
  ],
]

const INSTANTS: readonly string[] = [
  ...[
    '2026-12-31T23:59:60Z',
    '2026-12-01T00:00:00+24:00',
    '2026-12-01T24:00:00Z',
    '9999-12-31T23:59:59-23:59',
  ],
  ...[
    '0000-01-01T00:00:00Z',
    '2026-12-01T00:00:00',
    '2026-12-01T00:00:00Z[Asia/Seoul]',
    '2026-12-01T00:00:00.123456789Z',
  ],
]

const IDS: readonly string[] = [
  ...[
    UNKNOWN_ID,
    UNKNOWN_ID.toUpperCase(),
    UNKNOWN_ID.slice(1),
    `{${UNKNOWN_ID}}`,
    `urn:uuid:${UNKNOWN_ID}`,
  ],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    `${UNKNOWN_ID}\n`,
  ],
]

const ZONES: readonly string[] = [
  ...[
    'Asia/Seoul',
    'asia/seoul',
    'UTC',
    'Etc/GMT+12',
    '+09:00',
    'KST',
    'Pacific/Kiritimati',
    'posixrules',
  ],
  ...[
    '2026-01-01T00:00[Asia/Seoul]',
    'T09:00Z',
    '12:00+05:30',
    'America/Havana',
    'Factory',
    'EST5EDT',
    'localtime',
  ],
]

const PHONES: readonly string[] = [
  ...[
    '010-1234-5678',
    '0507-1234-5678',
    '\u200e+82 10-1234-5678',
    'tel:+82-10-1234-5678',
    '0044 20 7946 0958',
  ],
  ...[
    '1588-1234',
    '(02) 123-4567',
    '０１０-１２３４-５６７８',
    '+',
    '0',
    '1'.repeat(300),
    '+1 (415) 555-2671',
  ],
]

const EMAILS: readonly string[] = [
  ...[
    'a@b',
    'A@Example.COM',
    'ada@예시.한국',
    'ada@xn--vv4b11d.xn--3e0b707e',
    '@',
    'a@[::1]',
    'a@-b.com',
  ],
  ...[
    `${'a'.repeat(64)}@${'b.'.repeat(94)}com`,
    `${'a'.repeat(65)}@example.com`,
    'a b@example.com',
    'é@example.com',
  ],
]

const CURSORS: readonly string[] = [
  ...[
    'foo',
    `past.${UNKNOWN_ID}`,
    `upcoming..${UNKNOWN_ID}`,
    `upcoming.99999999999999.${UNKNOWN_ID}`,
  ],
  ...[
    `upcoming.999999999999999.${UNKNOWN_ID}`,
    `0.${UNKNOWN_ID}`,
    `99999999999999.${UNKNOWN_ID}`,
    '999999999',
  ],
  ...[
    `23:59_${UNKNOWN_ID}`,
    `24:00_${UNKNOWN_ID}`,
    UNKNOWN_ID,
    UNKNOWN_ID.toUpperCase(),
    '2026-11-24',
    '0',
  ],
]

/** Texts by what a parameter is called; texts of a kind by its format. */
const byName: Readonly<Record<string, readonly string[]>> = {
  cursor: CURSORS,
  timeZone: ZONES,
  phone: PHONES,
  email: EMAILS,
  username: [...EMAILS, 'owner', 'x'.repeat(254), 'x'.repeat(255)],
  time: ['00:00', '23:59', '24:00', '2:00', '19:30:00', '19:30 '],
  advance: [
    'PT0S',
    '-PT1S',
    'P401D',
    'P1M',
    'PT1S',
    'P1D',
    'P1DT0.000000001S',
    'PT9999999999999999S',
  ],
}
const byFormat: Readonly<Record<string, readonly string[]>> = {
  uuid: IDS,
  date: DATES,
  'date-time': INSTANTS,
  phone: PHONES,
  'idn-email': EMAILS,
}

/** A value at or beyond an edge of a shape. */
export function edgeOf(shape: Shape, name: string, random: Random): unknown {
  const { type, format, minimum, maximum, maxLength, anyOf } = shape
  if (random.isOneIn(8)) return random.pick([null, [], {}, [[]], true, 0, '', { a: { b: [] } }])
  if (anyOf) return edgeOf(random.pick(anyOf), name, random)
  if (shape.enum)
    return random.pick([...shape.enum, `${shape.enum[0]}`.toUpperCase(), '', ' ', 'x'])
  if (type === 'integer' || type === 'number') {
    const ends = [minimum, maximum].flatMap((end) =>
      end === undefined ? [] : [end - 1, end, end + 1],
    )
    return random.pick([...ends, ...ends, ...NUMBERS])
  }
  if (type === 'array' && shape.items)
    return Array.from({ length: random.pick([0, 1, 2, 100]) }, () =>
      random.isOneIn(2) ? edgeOf(shape.items as Shape, name, random) : UNKNOWN_ID,
    )
  const lengths = maxLength ? ['김'.repeat(maxLength), '김'.repeat(maxLength + 1)] : []
  const own = [...(byName[name] ?? []), ...(byFormat[format ?? ''] ?? []), ...lengths]
  return own.length > 0 && !random.isOneIn(3) ? random.pick(own) : random.pick(TEXTS)
}

/** A usual value of a shape; of what is optional only some. */
export function usualOf(shape: Shape, name: string, known: Known, random: Random): unknown {
  const { type, format, minimum = 0, maximum = 1_000_000, minLength = 0, maxLength = 20 } = shape
  const given = known[name]
  if (given && given.length > 0) return random.pick(given)
  if (shape.anyOf) return usualOf(random.pick(shape.anyOf), name, known, random)
  if (shape.enum) return random.pick(shape.enum)
  if (shape.properties) return usualMembers(shape, known, random)
  if (type === 'integer' || type === 'number')
    return random.isOneIn(2) ? minimum : minimum + random.below(Math.min(maximum - minimum, 90) + 1)
  if (type === 'boolean') return random.isOneIn(2)
  if (type === 'null') return null
  if (type === 'array') return [usualOf(shape.items ?? {}, name, known, random)]
  if (type === 'object') return {}
  if (format === 'uuid') return UNKNOWN_ID
  if (format === 'date-time') return '2026-12-01T09:00:00+09:00'
  if (type === 'string') return '맛있는 집밥'.slice(0, Math.max(minLength, Math.min(maxLength, 6)))
  return null
}

export function usualMembers(
  { properties = {}, required = [] }: Shape,
  known: Known,
  random: Random,
): Record<string, unknown> {
  const members: Record<string, unknown> = {}
  for (const [name, shape] of Object.entries(properties))
    if (required.includes(name) || random.isOneIn(2))
      members[name] = usualOf(shape, name, known, random)
  return members
}

export const shapeOf = (schema: TSchema | undefined): Shape => (schema ?? {}) as Shape
