import { fillProducts, shops } from './fill-products.ts'
import type { LoadAnswer, LoadAsk } from './load.ts'
import { type Bench, perSecond, type Row, setting, whole } from './measure.ts'
import { words } from './product-words.ts'
import { underLoad } from './under-load.ts'

const connections = 16

/** Lists and searches of 100,000 products in 100 shops. */
export const productLists: Bench = {
  name: 'products',
  run: (ground) =>
    underLoad(ground, async ({ url, engine, server, generator }) => {
      const count = setting('BENCH_PRODUCTS', 100_000)
      const marketIds = await fillProducts(engine, count)
      const { port } = await server.ask<{ port: number }>({ url })
      const read = async (paths: readonly string[]) => {
        const requests = paths.map((path) => `GET ${path} HTTP/1.1\r\nhost: localhost:4000\r\n\r\n`)
        const ask: LoadAsk = { port, connections, count: setting('BENCH_READS', 4_000), requests }
        await generator.ask<LoadAnswer>({ ...ask, count: ask.count / 4 })
        const answer = await generator.ask<LoadAnswer>(ask)
        if (answer.refused > 0) throw new Error(`${answer.refused}: ${answer.firstRefusal}`)
        return answer
      }
      const row = (what: string, mostMs: number, answer: LoadAnswer): Row => ({
        measure: `${what} of ${whole(count)} products: p99 over HTTP, ${connections} connections`,
        figure: `${answer.p99Ms.toFixed(1)} ms`,
        comparedWith: `p50 ${answer.p50Ms.toFixed(1)} ms, ${whole(perSecond(answer))}/s`,
        goal: `≤ ${mostMs} ms`,
        met: answer.p99Ms <= mostMs,
      })
      return [
        row('list', 30, await read(listPaths(marketIds))),
        row('search', 80, await read(searchPaths(marketIds))),
      ]
    }),
}

/** Pages by every order and filter, of all shops and of one. */
function listPaths(marketIds: readonly string[]): string[] {
  const sorts = ['newest', 'cheapest', 'dearest', 'popular']
  const filters = ['', '&inStock=true', '&minPrice=10000&maxPrice=20000', '&minPrice=50000']
  return marketIds.flatMap((marketId, at) =>
    ['/v1/products', `/v1/markets/${marketId}/products`].flatMap((path) =>
      sorts.map(
        (sort) => `${path}?sort=${sort}${filters[at % filters.length]}&limit=${24 + (at % 9)}`,
      ),
    ),
  )
}

/** What people type: words, half of one, initials, two words; some within a shop. */
function searchPaths(marketIds: readonly string[]): string[] {
  const typed = words.flatMap((word, at) => [
    word,
    `${word.slice(0, -1)}${openOf(word.slice(-1))}`,
    word.normalize('NFD').slice(0, -1).normalize('NFC'),
    [...word].map(initialOf).join(''),
    `${words[(at * 7) % words.length]} ${word}`,
  ])
  return typed.map((q, at) => {
    const path = at % 4 === 0 ? `/v1/markets/${marketIds[at % shops]}/products` : '/v1/products'
    return `${path}?q=${encodeURIComponent(q)}`
  })
}

const partsOf = (syllable: string) => syllable.charCodeAt(0) - 0xac00
const openOf = (syllable: string) =>
  String.fromCharCode(0xac00 + partsOf(syllable) - (partsOf(syllable) % 28))
const initialOf = (syllable: string) =>
  'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'.charAt(Math.floor(partsOf(syllable) / 588))
