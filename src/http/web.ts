import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyRequest } from 'fastify'
import { releaseDelayMost } from '../holds/release-delay.ts'
import { RELEASE_DELAY_SECONDS } from '../holds/rules.ts'
import { drawnMain } from './drawn.ts'
import type { Server } from './edge.ts'
import { escaped } from './escaped.ts'
import { languageOf } from './language.ts'
import { sendPage } from './nonce.ts'
import { headTags, type PageHead } from './page-head.ts'
import type { Pages } from './site-map.ts'

const FOREVER = 'public, max-age=31536000, immutable'
const HEAD = '<!-- head -->'
const DRAWN = '<!-- drawn -->'
const SITE = '자리 Jari'

/**
 * Serves the built web client. Files under `assets/` have a content hash and are cached for a year;
 * any other navigation gets the page, whose router finds the screen. What the page says of itself is in
 * it already: previews of links and monitors run no scripts.
 */
export async function web(server: Server, folder: string, pages?: Pages): Promise<void> {
  const html = await readFile(join(folder, 'index.html'), 'utf8')
  const [before = '', after = ''] = html
    .replaceAll('__SANDBOX__', String(server.edge.sandbox))
    .replaceAll('__MAIL__', String(server.edge.mail))
    .replaceAll('__PROVIDERS__', [...server.edge.engine.providers.keys()].join(' '))
    .replaceAll('__CONTACT__', escaped(server.edge.securityContact ?? ''))
    .replaceAll('__ADDRESS__', new URL(server.edge.engine.publicUrl).origin)
    .split(HEAD)
  const parts = [before.split('__NONCE__'), after.split('__NONCE__')] as const
  await server.register(files, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: true,
    globIgnore: ['index.html', '**/*.br', '**/*.gz'],
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(join(folder, 'assets'))
      reply.header('cache-control', isHashed ? FOREVER : 'public, max-age=3600')
    },
  })
  const { publicUrl: origin } = server.edge.engine
  server.get('/*', async (request, reply) => {
    if (!isNavigation(request.url, request.headers.accept)) return reply.callNotFound()
    const language = languageOf(request)
    const head = (await headOf(request, pages)) ?? usual
    const delay = await delayTag(server)
    if (head.status) reply.code(head.status)
    reply.header('vary', 'Accept, Accept-Language')
    if (isPaymentReturn(request.url)) reply.header('cross-origin-opener-policy', 'unsafe-none')
    return sendPage(reply, (nonce) =>
      parts
        .map((part) => part.join(nonce))
        .join(`${headTags(head, { origin, site: SITE, language, nonce })}\n    ${delay}`)
        .replace(DRAWN, () => (head.drawn ? drawnMain(head.drawn) : '')),
    )
  })
}

/** How long what is let go may take to come back, in seconds: dialogs say it. */
async function delayTag({ edge: { engine } }: Server): Promise<string> {
  const seconds = await releaseDelayMost(engine).catch(() => RELEASE_DELAY_SECONDS)
  return `<meta name="jari-release-delay" content="${seconds}" />`
}

const usual: PageHead = {
  title: SITE,
  description: '자리를 고르고, 결제하고, 바로 내 자리로. Pick a place, pay, and it is yours.',
}

/** A page is shown whether or not the database says what it is about. */
const headOf = async (
  request: FastifyRequest,
  pages: Pages | undefined,
): Promise<PageHead | undefined> =>
  pages?.describe(pathOf(request.url), languageOf(request)).catch(() => undefined)

const pathOf = (url: string): string => url.split('?', 1)[0] ?? ''

/**
 * The page on which a payment window ends. An opener policy of its own would cut it off from the page
 * that opened it, to which the window would look closed while the payment is being approved.
 */
const isPaymentReturn = (url: string): boolean => pathOf(url).startsWith('/pay/return/')

/** A part that begins with a dot, as files do that nobody publishes: `/.git/config`. */
const HIDDEN = /(?:\/|%2f)(?:\.|%2e)/i

/** A browser, a monitor or a preview: whoever takes HTML, and does not ask for data. */
function isNavigation(url: string, accept: string | undefined): boolean {
  const path = pathOf(url)
  return (
    !/^\/(v1|problems|docs|assets)(\/|$)/.test(path) &&
    !/\.\w+$/.test(path) &&
    !HIDDEN.test(path) &&
    /(^|,)\s*(text\/html|text\/\*|\*\/\*)/.test(accept || '*/*')
  )
}
