import { generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { isOurs, readCode } from './code.ts'
import { isEarlyAt, judge, type Listed, listedOf } from './judge.ts'

const store = '0196c3f0-0000-7000-8000-0000000000aa'
const occasion = '0196c3f0-0000-7000-8000-0000000000bb'
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const { x = '' } = publicKey.export({ format: 'jwk' })

function codeOf(serial: string, seat = 7): string {
  const payload = Buffer.alloc(46)
  payload.set(Buffer.from(store.replaceAll('-', ''), 'hex'), 0)
  payload.set(Buffer.from(occasion.replaceAll('-', ''), 'hex'), 16)
  payload.writeUInt32BE(seat, 32)
  payload.write(serial, 36, 'ascii')
  const signature = sign(null, Buffer.concat([Buffer.from('JT1.'), payload]), privateKey)
  return `JT1.${Buffer.concat([payload, signature]).toString('base64url')}`
}

const ticket = (serial: string, scans: Listed['scans'] = []): Listed => ({
  ...{ serial, seatId: 7, scans },
  seat: { ko: 'A구역 1열 7번', en: 'Section A, row 1, seat 7' },
})

test('a code is read, and its signature verified', async () => {
  const code = readCode(codeOf('7QK2M9XD4H'))
  expect(code).toMatchObject({
    ...{ storeId: store, occasionId: occasion, seatId: 7, serial: '7QK2M9XD4H' },
  })
  if (!code) return
  expect(await isOurs(code, x)).toBe(true)
  const changed = { ...code, signed: code.signed.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) }
  expect(await isOurs(changed, x)).toBe(false)
})

test.each(['', 'JT1.', 'JT1.%%%', 'JT2.AAAA', 'https://example.com', '7QK2M9XD4H'])(
  '%j is no code',
  (text) => {
    expect(readCode(text)).toBeUndefined()
  },
)

const known = new Map([
  ['FREE', ticket('FREE')],
  [
    'USED',
    ticket('USED', [
      { device: 'B', at: '2026-12-01T10:05:00Z' },
      { device: 'A', at: '2026-12-01T10:00:00Z' },
    ]),
  ],
])
const facts = {
  ...{ listed: known, occasionId: occasion, isOurs: true, codeOf: occasion, isEarly: false },
}

test.each([
  ['forged', 'FREE', { ...facts, isOurs: false }],
  ['elsewhere', 'FREE', { ...facts, codeOf: 'another' }],
  ['unlisted', 'NONE', facts],
  ['unknown', 'NONE', { ...facts, isOurs: undefined, codeOf: undefined }],
  ['twice', 'USED', facts],
  ['twice', 'USED', { ...facts, isEarly: true }],
  ['early', 'FREE', { ...facts, isEarly: true }],
  ['welcome', 'FREE', facts],
  ['welcome', 'FREE', { ...facts, isOurs: undefined, codeOf: undefined }],
])('%s is said of %s', (kind, serial, given) => {
  expect(judge(serial, given).kind).toBe(kind)
})

test('entry begins three hours before the start', () => {
  const list = { startsAt: '2026-12-01T19:00:00Z' }
  expect(isEarlyAt(list, Date.parse('2026-12-01T15:59:59Z'))).toBe(true)
  expect(isEarlyAt(list, Date.parse('2026-12-01T16:00:00Z'))).toBe(false)
})

test('twice tells of the first scan', () => {
  expect(judge('USED', facts)).toMatchObject({ first: { device: 'A' } })
})

test('what a device has scanned counts once, sent or not, under any name', () => {
  const list = { publicKey: x, now: '2026-12-01T10:00:00Z', data: [ticket('FREE')] }
  const at = '2026-12-01T10:01:00.000Z'
  const queue = [{ serial: 'FREE', at }]
  expect(listedOf(list, queue, 'A').get('FREE')?.scans).toHaveLength(1)
  const sent = { ...list, data: [ticket('FREE', [{ device: 'A', at }])] }
  expect(listedOf(sent, queue, 'A').get('FREE')?.scans).toHaveLength(1)
  const own = [{ serial: 'FREE', at, sentAs: 'A' }]
  expect(listedOf(list, own, 'B').get('FREE')?.scans).toEqual([{ device: 'A', at }])
  expect(listedOf(sent, own, 'B').get('FREE')?.scans).toHaveLength(1)
  expect(listedOf(sent, [{ serial: 'NONE', at }], 'A').has('NONE')).toBe(false)
})
