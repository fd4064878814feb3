import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSandbox } from './server.ts'

let server: Awaited<ReturnType<typeof startSandbox>>
beforeEach(async () => {
  server = await startSandbox({})
})
afterEach(() => server.close())

const page = async (path = '/faults') =>
  (await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } })).text()
const waiting = async () => ((await (await fetch(`${server.url}/faults`)).json()) as Waiting).faults
interface Waiting {
  faults: object[]
}

/** Fills in what a person would find filled in, and posts it. */
async function post(path: string, told: Record<string, string>) {
  const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(await page())?.[1] ?? ''
  const filled = {
    csrfToken,
    where: 'toss confirm',
    nth: '1',
    orderId: '',
    delay: '30',
    code: '',
    alter: '',
  }
  const body = new URLSearchParams({ ...filled, ...told })
  const init = { method: 'POST', body, redirect: 'manual' } as const
  const response = await fetch(`${server.url}${path}`, init)
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}
const plant = (told: Record<string, string>) => post('/faults/plant', told)

test('it tells all twenty-five stories, and every gateway and call that can be chosen', async () => {
  const shown = await page()
  for (let number = 1; number <= 25; number++) expect(shown).toContain(`<li value="${number}">`)
  expect(shown).toContain('Approved, then the line is cut')
  expect(shown).toContain('<option value="toss confirm">')
  expect(shown).toContain('<option value="kakaopay approve">')
})

test('it runs no script, takes nothing from elsewhere, and is framed by nobody', async () => {
  const response = await fetch(`${server.url}/faults`, { headers: { accept: 'text/html' } })
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'none'")
  expect(policy).toContain("form-action 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
})

test.each([
  [
    { fault: 'reset-after', nth: '3' },
    { operation: 'confirm', fault: 'reset-after', nth: 3 },
  ],
  [
    { fault: 'slow', delay: '7' },
    { operation: 'confirm', fault: 'slow', nth: 1, delayMs: 7_000 },
  ],
  [
    { fault: 'code', code: '-797' },
    { operation: 'confirm', fault: 'code', nth: 1, code: -797 },
  ],
  [
    { fault: 'code-after', code: 'PROVIDER_ERROR', orderId: 'order-1' },
    {
      operation: 'confirm',
      fault: 'code-after',
      nth: 1,
      code: 'PROVIDER_ERROR',
      orderId: 'order-1',
    },
  ],
  [
    { fault: 'alter-after', alter: '{"totalAmount": 1}' },
    { operation: 'confirm', fault: 'alter-after', nth: 1, alter: { totalAmount: 1 } },
  ],
  [{ fault: 'wrong-key' }, { operation: 'webhook', fault: 'wrong-key', nth: 1 }],
])('a click on %j plants it, with what it needs and nothing else', async (told, planted) => {
  expect(await plant(told)).toMatch(/^\/faults\?where=toss/)
  expect(await waiting()).toEqual([{ gateway: 'toss', ...planted }])
})

test('the call that was chosen stays chosen', async () => {
  const location = await plant({ fault: 'reset-after' })
  expect(await page(location)).toContain('<option value="toss confirm" selected>')
})

test.each([
  [{ fault: 'code' }],
  [{ fault: 'alter-after', alter: 'no JSON' }],
  [{ fault: 'earthquake' }],
  [{ fault: 'slow', delay: '-1' }],
  [{ fault: 'reset-after', nth: '0' }],
])('what makes no sense is not planted, and it says so: %j', async (told) => {
  const location = await plant(told)
  expect(await waiting()).toEqual([])
  expect(await page(location)).toContain('Not planted')
})

test('what waits is shown with a button that removes it alone', async () => {
  await plant({ fault: 'reset-after' })
  await plant({ fault: 'slow', orderId: 'order <1>' })
  const shown = await page()
  expect(shown).toContain('order &#60;1&#62;')
  const [, first = ''] = /name="seq" value="(\d+)"/.exec(shown) ?? []
  await post('/faults/remove', { seq: first })
  expect(await waiting()).toMatchObject([{ fault: 'slow' }])
})

test('a storm begins and ends, and is told', async () => {
  await post('/faults/storm', { seed: 'monsoon', percent: '40' })
  expect(await page()).toContain('40%의 호출이 실패해요. 시드: monsoon')
  await post('/faults/storm', { seed: 'monsoon', percent: '0' })
  expect(await page()).toContain('All is calm')
})

test('a form posted by a page from elsewhere does nothing', async () => {
  for (const csrfToken of ['', 'guessed', 'x'.repeat(24)])
    expect(await plant({ fault: 'reset-after', csrfToken })).toBe('/faults?refused')
  expect(await waiting()).toEqual([])
})

test('the ledger leads here, and this page to the ledger', async () => {
  expect(await page('/ledger')).toContain('href="/faults"')
  expect(await page()).toContain('href="/ledger"')
})
