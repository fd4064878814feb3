import { expect, test } from 'vitest'
import { keepPass, passBought, readPasses, writeTicket } from './kept.ts'
import { leadToRoom } from './redirect.ts'

const storeId = '01a22d5a-3d4a-7b84-8c24-9ba518d9829b'
const page = `/waiting-rooms/${storeId}`
const needed = { type: 'waiting-pass-needed', title: '', status: 403, storeId, page }

/** Where a refusal leads from an address; undefined: nowhere. */
function ledFrom(href: string, problem: Parameters<typeof leadToRoom>[1] = needed) {
  const led: { to: string; search: Record<string, string>; replace: boolean }[] = []
  const [pathname = ''] = href.split('?')
  leadToRoom(
    { latestLocation: { pathname, href }, navigate: async (to) => void led.push(to) },
    problem,
  )
  return led[0]
}

test('whoever has no pass is led to the room, with the way back', () => {
  expect(ledFrom('/restaurants/1?date=2026-12-24')).toEqual({
    to: page,
    search: { from: '/restaurants/1?date=2026-12-24' },
    replace: true,
  })
})

test.each([page, `${page}/record`, '/desk/1?tab=times', '/sign-in'])('not from %s', (href) => {
  expect(ledFrom(href)).toBeUndefined()
})

test.each([
  { ...needed, type: 'sold-out' },
  { type: 'waiting-token-unknown', title: '', status: 403 },
])('not by %j', (problem) => {
  expect(ledFrom('/restaurants/1', problem)).toBeUndefined()
})

test('tells whether it leads; a pass that the server does not know is dropped anywhere', () => {
  const navigate = async () => {}
  const at = (href: string) => ({ latestLocation: { pathname: href, href }, navigate })
  const kept = { storeId, storeName: '', until: new Date(Date.now() + 60_000).toISOString() }
  keepPass({ ...kept, since: '', aheadMs: 0, page: '/restaurants/1' })
  expect(leadToRoom(at('/desk/1'), needed)).toBe(false)
  expect(readPasses()).toEqual([])
  expect(leadToRoom(at('/restaurants/1'), needed)).toBe(true)
})

test('a pass ends with what was bought after it began', () => {
  const [before, since, after] = [0, 1, 2].map((s) => new Date(Date.now() + s).toISOString())
  const until = new Date(Date.now() + 60_000).toISOString()
  const pass = { storeId, storeName: '', until, since: String(since), aheadMs: 0, page: '/r/1' }
  keepPass(pass)
  passBought(storeId, String(before))
  expect(readPasses()).toEqual([pass])
  passBought(storeId, String(after))
  expect(readPasses()).toEqual([])
})

test('why the visit has ended goes along, unless the visitor waits again already', () => {
  const ended = { ...needed, type: 'waiting-pass-ended', ended: 'bought' }
  keepPass({
    storeId,
    storeName: '',
    until: new Date(Date.now() + 60_000).toISOString(),
    since: '',
    aheadMs: 0,
    page: '/restaurants/1',
  })
  expect(ledFrom('/bookings/1', ended)?.search).toEqual({ from: '/bookings/1', ended: 'bought' })
  expect(readPasses()).toEqual([])
  const ticket = { accountId: '1', roomId: '2', number: 3, first: 4 }
  writeTicket(storeId, { ...ticket, isUsed: false })
  expect(ledFrom('/bookings/1', ended)?.search).toEqual({ from: '/bookings/1' })
  writeTicket(storeId, { ...ticket, isUsed: true })
  expect(ledFrom('/bookings/1', ended)?.search).toEqual({ from: '/bookings/1', ended: 'bought' })
})
