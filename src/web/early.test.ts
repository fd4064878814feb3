import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'

const web = import.meta.dirname
const html = readFileSync(join(web, 'index.html'), 'utf8')

interface EarlyPage {
  readonly page: string
  readonly data: string
}
const pages = globSync(['home/early.json', '../{*,front-doors/*}/screens/early.json'], {
  cwd: web,
}).flatMap((file) => JSON.parse(readFileSync(join(web, file), 'utf8')) as EarlyPage[])

/** What the inline script of the page asks for at an address. */
function askedAt(pathname: string): readonly string[] {
  const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? ''
  const asked: string[] = []
  const location = { origin: 'http://localhost', hostname: 'localhost', port: '', pathname }
  runInNewContext(
    script.replace('__EARLY__', JSON.stringify(pages.map((page) => ({ ...page, files: [] })))),
    {
      ...{ URL, location, window: {} },
      localStorage: { getItem: () => null },
      document: {
        documentElement: { dataset: {} },
        currentScript: { nonce: '' },
        querySelector: () => ({ content: 'http://localhost' }),
        createElement: () => ({}),
        head: { append: () => {} },
      },
      fetch: (address: string) => {
        asked.push(address)
        return Promise.resolve({ ok: false })
      },
    },
  )
  return asked
}

test.each([
  ['/auctions', '/v1/lots?stage=live'],
  ['/auctions/a1/lots/b2', '/v1/auctions/a1/lots/b2'],
  ['/bookings/c3', '/v1/bookings/c3'],
])('before any script has come, %s asks for %s', (page, data) => {
  expect(askedAt(page)).toContain(data)
})

test('no address that is asked for early has a group left in it', () => {
  for (const { page } of pages)
    expect(
      askedAt(
        page.replaceAll(/[\^$]|\(.*?\)/g, (part) => (part.startsWith('(') ? 'x' : '')),
      ).join(),
    ).not.toContain('$')
})
