import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenStore, type TestEngine, testEngine } from '../test/engine.ts'
import { frontDoors } from './front-doors/index.ts'
import type { Server } from './http/edge.ts'
import { makeServer } from './http/server.ts'
import type { Id } from './kernel/id.ts'
import { pagesOf } from './pages.ts'
import { sql } from './postgres/sql.ts'

let engine: TestEngine
let server: Server
let folder: string
let storeId: Id<'Store'>

beforeAll(async () => {
  engine = await testEngine()
  folder = await mkdtemp(join(tmpdir(), 'jari-web-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(
    join(folder, 'index.html'),
    '<html lang="ko"><head><!-- head --><script nonce="__NONCE__">1</script></head><body><!-- drawn --></body></html>',
  )
  storeId = await givenStore(engine)
  await engine.cells[0].database.run(sql`
    update stores set name = ${`"맛" <b>& '멋'`}, description = ${`집밥.\n\n${'쌀'.repeat(300)}`}
     where id = ${storeId}`)
  server = await makeServer(engine, {
    routes: [],
    sandbox: true,
    webFolder: folder,
    pages: pagesOf(engine),
  })
})
afterAll(async () => {
  await server.close()
  await engine.close()
  await rm(folder, { recursive: true })
})

const page = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers })

test.each([
  ['curl', { accept: '*/*' }],
  ['a monitor that says nothing', { accept: '' }],
  ['a browser', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }],
])('%s gets the page', async (_, headers) => {
  const answer = await page('/restaurants', headers)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
})

test.each([
  ...[
    '/.git/config',
    '/.env',
    '/.git',
    '/%2egit/config',
    '/a/.ssh/id',
    '/%2f.git',
    '/.well-known/x',
  ],
])('%s, as files are called that nobody publishes, is nothing, and no page', async (url) => {
  const answer = await page(url)
  expect([answer.statusCode, answer.json().code]).toEqual([404, 'route-missing'])
})

test.each([
  ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
] as const)('a page is compressed for who accepts %s', async (accepted, encoding, unpack) => {
  const answer = await page('/restaurants', { 'accept-encoding': accepted })
  expect(answer.headers['content-encoding']).toBe(encoding)
  expect(answer.headers.vary).toBe('Accept, Accept-Language, Accept-Encoding')
  const text = unpack(answer.rawPayload).toString()
  const [, nonce = ''] =
    /'nonce-([^']+)'/.exec(`${answer.headers['content-security-policy']}`) ?? []
  expect(text).toContain(`<script nonce="${nonce}">1</script>`)
})

test('a page is plain for who accepts no encoding', async () => {
  for (const accepted of ['identity', '', 'zstd, br;q=0']) {
    const answer = await page('/restaurants', { 'accept-encoding': accepted })
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.body).toContain('<html lang="ko">')
  }
})

test('HEAD is answered like GET, without the page', async () => {
  for (const url of ['/', '/restaurants', `/restaurants/${storeId}`, '/robots.txt', '/healthz']) {
    const answer = await server.inject({ method: 'HEAD', url, headers: { accept: '*/*' } })
    expect([answer.statusCode, answer.body], url).toEqual([200, ''])
  }
})

test('who asks for data at a page’s address is told that there is none', async () => {
  const answer = await page('/restaurants', { accept: 'application/json' })
  expect([answer.statusCode, answer.json().type]).toEqual([404, expect.stringContaining('missing')])
  expect((await page('/v1/nothing', { accept: '*/*' })).statusCode).toBe(404)
  expect((await page('/no-such.png', { accept: '*/*' })).statusCode).toBe(404)
})

test('each page has a title, a description and an address of its own, in the reader’s language', async () => {
  const titles = async (language: string) =>
    Promise.all(
      ['/', '/restaurants', '/shops', '/bookings', '/sign-in', '/somewhere'].map(async (url) => {
        const { body } = await page(url, { 'accept-language': language })
        return /<title>(.*)<\/title>/.exec(body)?.[1]
      }),
    )
  expect(new Set(await titles('ko')).size).toBe(5) // the last is an unknown page's
  expect(await titles('ko')).toContain('식당 · 자리')
  expect((await titles('en'))[1]).toMatch(/ · Jari$/)
  const { body } = await page('/restaurants?x=1')
  expect(body).toContain('<link rel="canonical" href="http://localhost:4000/restaurants" />')
})

test('a store’s page says what it is, escaped and shortened, before any script runs', async () => {
  const { body, headers } = await page(`/restaurants/${storeId}`)
  const name = '&quot;맛&quot; &lt;b&gt;&amp; &#39;멋&#39;'
  expect(body).toContain(`<title>${name} · 자리</title>`)
  expect(body).toContain(`<meta property="og:title" content="${name} · 자리" />`)
  expect(body).toMatch(/<meta property="og:description" content="집밥\. 쌀{195}…" \/>/)
  expect(body).toContain(`content="http://localhost:4000/restaurants/${storeId}"`)
  expect(body).not.toContain('<b>')
  expect(body).toMatch(/<script nonce="[\w-]{22}">/)
  expect(headers.vary).toBe('Accept, Accept-Language, Accept-Encoding')
})

test('a page begins with its name and text, escaped, before any script runs', async () => {
  const drawn = async (url: string) =>
    /<main id="drawn"[\s\S]*<\/main>/.exec((await page(url)).body)?.[0]
  const store = await drawn(`/restaurants/${storeId}`)
  expect(store).toMatch(/<h1 [^>]*>&quot;맛&quot; &lt;b&gt;&amp; &#39;멋&#39;<\/h1>/)
  expect(store).toContain(`집밥.\n\n${'쌀'.repeat(300)}</p>`)
  const list = await drawn('/restaurants')
  expect(list).toMatch(/<h1 [^>]*><span lang="ko">식당<\/span><span lang="en">Restaurants<\/span>/)
  expect(await drawn('/')).toContain('<span lang="ko">무엇을 찾고 있나요?</span>')
  const own = await Promise.all(['/bookings', '/somewhere', `/market/${storeId}`].map(drawn))
  expect(own).toEqual([undefined, undefined, undefined])
})

test('a picture of the store is its preview', async () => {
  const id = await givenStore(engine)
  const bytes = Buffer.from('x')
  await engine.cells[0].database.run(sql`
    insert into store_pictures (store_id, id, position, alt, width, height, large, small)
    values (${id}, ${engine.newId()}, 1, '창가', 1600, 900, ${bytes}, ${bytes})`)
  const { body } = await page(`/restaurants/${id}`)
  expect(body).toMatch(
    new RegExp(
      `"og:image" content="http://localhost:4000/v1/stores/${id}/pictures/[0-9a-f-]{36}/preview"`,
    ),
  )
  expect(body).toContain('<meta property="og:image:alt" content="창가" />')
  expect(body).toContain('summary_large_image')
})

test('pages of a reader’s own below a door’s list are found', async () => {
  const { statusCode, body } = await page('/auctions/mine')
  expect(statusCode).toBe(200)
  expect(body).toContain('<title>내 입찰 · 자리</title>')
  expect(body).not.toContain('canonical')
})

/** The paths of all routes of the web client, with their parameters: `/market/$marketId/cart`. */
async function readRoutes(): Promise<string[]> {
  const files = await Array.fromAsync(glob('src/**/*.tsx'))
  const sources = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  return sources.flatMap((source) =>
    [...source.matchAll(/createRoute\(\{[^}]*?path: '([^']+)'/g)].flatMap(([, path]) => path ?? []),
  )
}

test('every page of the web client is found at its own address', async () => {
  const routes = await readRoutes()
  expect(routes).toEqual(expect.arrayContaining(['/', '/market/$marketId/cart', '/desk/$storeId']))
  for (const route of routes) {
    const door = frontDoors.find(({ page: { list } }) => route.startsWith(`${list}/`))
    const id = await givenStore(engine)
    await engine.cells[0].database.run(
      sql`update stores set front_door = ${door?.name ?? 'dining'} where id = ${id}`,
    )
    const [first, ...more] = route.match(/\$\w+/g) ?? []
    // A thing of a store is the door's to find: lots and products have tests of their own.
    if (more.length > 0 && door?.page.below) continue
    const path = more.reduce(
      (filled, param) => filled.replace(param, engine.newId()),
      first ? route.replace(first, id) : route,
    )
    expect([route, (await page(path)).statusCode]).toEqual([route, 200])
  }
})

test('pages of a reader’s own at a store are found, at stores of that door only', async () => {
  const { statusCode, body } = await page(`/market/${storeId}/cart`)
  expect(statusCode).toBe(404)
  expect(body).not.toContain('canonical')
  const id = await givenStore(engine)
  await engine.cells[0].database.run(sql`update stores set front_door = 'shop' where id = ${id}`)
  expect((await page(`/market/${id}/cart`)).body).toContain('장바구니')
  for (const below of ['/cart/more', '/constructor', '/other'])
    expect([below, (await page(`/market/${id}${below}`)).statusCode]).toEqual([below, 404])
  expect((await page('/market/constructor')).statusCode).toBe(404)
})

test('a store that is not there, or of another door, is 404 with a page', async () => {
  for (const url of [`/restaurants/${engine.newId()}`, `/shops/${storeId}`, '/restaurants/x']) {
    const answer = await page(url)
    expect(answer.statusCode, url).toBe(404)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  }
})

test('a page that is asked for again costs no statement', async () => {
  const path = `/restaurants/${storeId}`
  const pages = pagesOf(engine)
  const [first] = await Promise.all(Array.from({ length: 50 }, () => pages.describe(path, 'ko')))
  await engine.cells[0].database.run(
    sql`update stores set name = '다른 이름' where id = ${storeId}`,
  )
  expect(await pages.describe(path, 'ko')).toEqual(first)
})

test('robots.txt leads to a sitemap of what is on offer', async () => {
  const robots = await page('/robots.txt')
  expect(robots.body).toContain('Sitemap: http://localhost:4000/sitemap.xml')
  const map = await page('/sitemap.xml')
  expect(map.headers['content-type']).toBe('application/xml; charset=utf-8')
  expect(map.body).toContain('<loc>http://localhost:4000/restaurants</loc>')
  expect(map.body).not.toContain(storeId) // it offers nothing yet
})

test('a browser without JavaScript is led to the plain page of a waiting room', async () => {
  const room = '/waiting-rooms/01890a5d-ac96-774b-bcce-b302099a8057'
  const { body } = await page(`${room}?from=%2F`)
  expect(body).toContain(`<noscript><meta http-equiv="refresh" content="0; url=${room}/plain" />`)
  expect((await page('/')).body).not.toContain('<noscript>')
})

test('a restaurant is described to search engines, and no text of it ends the script', async () => {
  const id = await givenStore(engine)
  await engine.database.run(sql`
    update stores set name = '</script><b>' where id = ${id}`)
  await engine.database.run(sql`
    insert into store_profiles (store_id, category, postcode, address, detail, province, district,
                                latitude, longitude, phone, hours_note, price_least, price_most,
                                parking, notes, tags)
    values (${id}, 'sushi', '03990', '서울특별시 마포구 연남로 1', '2층', '서울', '마포구', 37.56, 126.92,
            '02-123-4567', '', 15000, 45000, '', '', '{}')`)
  await engine.database.run(sql`
    insert into store_hours (store_id, weekday, opens, closes) values (${id}, 2, '11:30', '22:00')`)
  await engine.database.run(sql`insert into menu_sections values (${id}, 1, '점심')`)
  await engine.database.run(sql`
    insert into menu_items values (${id}, 1, 1, '모둠 초밥', '', 28000, true)`)
  const { body, headers } = await page(`/restaurants/${id}`)
  const [, nonce, json = ''] =
    /<script type="application\/ld\+json" nonce="([^"]+)">(.*?)<\/script>/s.exec(body) ?? []
  expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
  expect(JSON.parse(json)).toEqual({
    '@context': 'https://schema.org',
    ...{ '@type': 'Restaurant', name: '</script><b>', servesCuisine: 'Sushi & omakase' },
    ...{ '@id': `http://localhost:4000/restaurants/${id}`, telephone: '02-123-4567' },
    url: `http://localhost:4000/restaurants/${id}`,
    address: {
      ...{ '@type': 'PostalAddress', addressCountry: 'KR', addressRegion: '서울' },
      ...{ addressLocality: '마포구', streetAddress: '서울특별시 마포구 연남로 1 2층' },
      postalCode: '03990',
    },
    geo: { '@type': 'GeoCoordinates', latitude: 37.56, longitude: 126.92 },
    ...{ priceRange: '₩15,000–₩45,000', currenciesAccepted: 'KRW', acceptsReservations: true },
    openingHoursSpecification: [
      {
        ...{ '@type': 'OpeningHoursSpecification', opens: '11:30', closes: '22:00' },
        dayOfWeek: 'https://schema.org/Tuesday',
      },
    ],
    hasMenu: {
      ...{ '@type': 'Menu', url: `http://localhost:4000/restaurants/${id}#menu` },
      hasMenuSection: [
        {
          ...{ '@type': 'MenuSection', name: '점심' },
          hasMenuItem: [
            {
              ...{ '@type': 'MenuItem', name: '모둠 초밥' },
              offers: {
                ...{ '@type': 'Offer', price: '28000', priceCurrency: 'KRW' },
                availability: 'https://schema.org/SoldOut',
              },
            },
          ],
        },
      ],
    },
    potentialAction: {
      '@type': 'ReserveAction',
      target: {
        ...{ '@type': 'EntryPoint', inLanguage: ['ko', 'en'] },
        urlTemplate: `http://localhost:4000/restaurants/${id}`,
        actionPlatform: [
          'https://schema.org/DesktopWebPlatform',
          'https://schema.org/MobileWebPlatform',
        ],
      },
      result: { '@type': 'FoodEstablishmentReservation' },
    },
  })
})
