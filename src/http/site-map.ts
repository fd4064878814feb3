import type { Language } from '../kernel/language.ts'
import type { Server } from './edge.ts'
import { escaped } from './escaped.ts'
import type { PageHead } from './page-head.ts'

/** What the pages of the site say of themselves, and which of them are for everybody. */
export interface Pages {
  /** @returns undefined: it says nothing particular */
  describe(path: string, language: Language): Promise<PageHead | undefined>
  /** The paths of the public pages. */
  list(): Promise<readonly string[]>
}

const CACHED = 'public, max-age=3600'
/** Pages of which there is nothing to find for a search engine. */
const OWN = ['/desk', '/wallet', '/account', '/pay/', '/stores/', '/reviews', '/admin']

/** `/robots.txt` and `/sitemap.xml`. */
export function siteMap(server: Server, pages: Pages): void {
  const { publicUrl } = server.edge.engine
  const robots = [
    'User-agent: *',
    ...OWN.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${publicUrl}/sitemap.xml`,
    '',
  ].join('\n')
  const config = { role: 'anyone' } as const
  server.get('/robots.txt', { config }, (_, reply) =>
    reply.header('cache-control', CACHED).type('text/plain; charset=utf-8').send(robots),
  )
  server.get('/sitemap.xml', { config }, async (_, reply) => {
    const paths = await pages.list()
    const urls = paths.map((path) => `<url><loc>${escaped(publicUrl + path)}</loc></url>`)
    return reply
      .header('cache-control', CACHED)
      .type('application/xml; charset=utf-8')
      .send(
        `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`,
      )
  })
}
