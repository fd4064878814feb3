import { findChromium } from '../test/chromium.ts'
import { newSite, type Product, removeSite, startProduct } from '../test/end-to-end/product.ts'
import { firstLoad } from './first-load.ts'
import type { Ground } from './ground.ts'
import { hasLighthouse, scoresOf } from './lighthouse.ts'
import { type Bench, type Row, setting, whole } from './measure.ts'

const mostKilobytes = 120
const leastPerformance = 95

/** Script size of the first load of the two pages of a booking. */
export const firstLoads: Bench = {
  name: 'first-load',
  run: async () => [
    await scriptRow('restaurant page', '/restaurants/any'),
    await scriptRow('booking page', '/bookings/any'),
  ],
}

async function scriptRow(page: string, path: string): Promise<Row> {
  const load = await firstLoad(path)
  const kilobytes = (load?.gzipBytes ?? 0) / 1000
  return {
    measure: `${page}, first load: gzip JS`,
    figure: load ? `${kilobytes.toFixed(1)} kB` : 'not built: npm run build',
    comparedWith: load ? `${load.files} files` : '',
    goal: `≤ ${mostKilobytes} kB`,
    met: load && kilobytes <= mostKilobytes,
  }
}

/** Lighthouse on the running product, started from the command line. */
export const lighthouse: Bench = { name: 'lighthouse', run: lighthouseRows }

async function lighthouseRows(ground: Ground): Promise<Row[]> {
  const goal = `≥ ${leastPerformance} / 100 / 100 / 100`
  const chromium = await findChromium()
  if (!chromium || !hasLighthouse()) {
    const figure = `skipped: no ${chromium ? 'lighthouse' : 'Chromium'} here`
    return [{ measure: 'Lighthouse, mobile', figure, comparedWith: '', goal, met: undefined }]
  }
  const url = await ground.database()
  const site = await newSite()
  const product = await startProduct(site, { DATABASE_URL: url })
  try {
    const { paths, token } = await bookOne(product)
    const rows: Row[] = []
    for (const [page, path] of Object.entries(paths)) {
      const scores = await scoresOf(
        {
          url: product.url + path,
          chromium,
          folder: ground.folder,
          headers: { authorization: `Bearer ${token}` },
        },
        setting('BENCH_LIGHTHOUSE_RUNS', 3),
      )
      const { performance, contentfulMs, blockedMs, layoutShift } = scores
      const others = [scores.accessibility, scores.bestPractices, scores.seo]
      rows.push({
        measure: `${page}: Lighthouse mobile, performance / accessibility / practices / SEO`,
        figure: [performance, ...others].join(' / '),
        comparedWith: `LCP ${whole(contentfulMs)} ms, TBT ${whole(blockedMs)} ms, CLS ${layoutShift.toFixed(3)}`,
        goal,
        met: performance >= leastPerformance && others.every((score) => score === 100),
      })
    }
    return rows
  } finally {
    await product.end('SIGTERM')
    await removeSite(site)
    await ground.drop(url)
  }
}

interface Grid {
  readonly days: readonly {
    readonly date: string
    readonly times: readonly { readonly tableTimeId: string; readonly remaining: number }[]
  }[]
}

/**
 * Signs in as the demo customer and claims a table of the first restaurant, as the web client does.
 */
async function bookOne({ url }: Product) {
  const ask = async <Answer>(path: string, token?: string, body?: object): Promise<Answer> => {
    const answer = await fetch(url + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  const who = { email: 'customer@jari.local', password: 'sandbox-only' }
  const { token } = await ask<{ token: string }>('/v1/auth/sign-in/email', undefined, who)
  const { data } = await ask<{ data: { id: string }[] }>('/v1/restaurants')
  const restaurant = `/restaurants/${data[0]?.id}`
  const shops = await ask<{ data: { id: string }[] }>('/v1/shops')
  const { days } = await ask<Grid>(`/v1${restaurant}`)
  const [first] = days.flatMap(({ date, times }) =>
    times
      .filter(({ remaining }) => remaining > 0)
      .map(({ tableTimeId }) => ({ date, tableTimeId })),
  )
  const booking = await ask<{ id: string }>(`/v1${restaurant}/bookings`, token, first ?? {})
  return {
    token,
    paths: {
      home: '/',
      'restaurant page': restaurant,
      'shop page': `/shops/${shops.data[0]?.id}`,
      'booking page': `/bookings/${booking.id}`,
    },
  }
}
