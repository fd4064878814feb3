import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import compile from 'icu-minify/compile'
import { defineConfig, type Plugin } from 'vite'
import { offlineCheckIn } from './offline.ts'

const web = import.meta.dirname
const built = resolve(web, '../../dist/web')

type Texts = { [key: string]: string | Texts }
const compileTexts = (texts: Texts): object =>
  Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [
      key,
      typeof value === 'string' ? compile(value) : compileTexts(value),
    ]),
  )

/** Compiles ICU messages at build, so that no parser is shipped. */
const compiledMessages: Plugin = {
  name: 'compiled-messages',
  enforce: 'pre',
  transform: {
    filter: { id: /\/messages\/\w+\.json/ },
    handler: (code) => ({ code: JSON.stringify(compileTexts(JSON.parse(code))), map: null }),
  },
}

/** What a page needs first; URLs may contain `$1`, `$2`, …: the groups of `page`. */
interface EarlyPage {
  readonly page: string
  readonly data: string
  /** Path of the main picture's URL in the data. */
  readonly picture?: string
  readonly screen: string
}

/** Tells `index.html` what each page needs first: data, picture, and the chunks of its screen. */
const earlyPages: Plugin = {
  name: 'early-pages',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle }) {
      const chunks = Object.values(bundle ?? {}).filter((one) => one.type === 'chunk')
      const withImports = (file: string): string[] => [
        `/${file}`,
        ...(chunks.find(({ fileName }) => fileName === file)?.imports ?? []).flatMap(withImports),
      ]
      const lists = ['home/early.json', '../{*,front-doors/*}/screens/early.json']
      const pages = globSync(lists, { cwd: web }).flatMap((file) =>
        (JSON.parse(readFileSync(join(web, file), 'utf8')) as EarlyPage[]).map((early) => {
          const { screen: screenFile, ...page } = early
          const source = resolve(web, file, '..', screenFile)
          const screen = chunks.find(({ facadeModuleId }) => facadeModuleId === source)
          const files = screen ? [...new Set(withImports(screen.fileName))] : []
          return { ...page, files }
        }),
      )
      return html.replace('__EARLY__', () => JSON.stringify(pages))
    },
  },
}

/** Leaves a Brotli and a gzip copy beside every text file of 1 kB or more. */
const precompressed: Plugin = {
  name: 'precompressed',
  apply: 'build',
  writeBundle({ dir = built }) {
    for (const file of globSync('assets/*.{js,css}', { cwd: dir })) {
      const path = join(dir, file)
      const bytes = readFileSync(path)
      if (bytes.length < 1024) continue
      const most = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, most))
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    }
  },
}

const framework =
  /node_modules\/(react|react-dom|scheduler|use-sync-external-store|icu-minify|@tanstack\/[\w-]+)\//
const onEveryPage =
  /src\/web\/(messages\/ko|kit\/(button|mark|page|states)|(?!live|pay-window|offline|download)[\w-]+\.)/

const onSeveralPages =
  /web\/kit\/(countdown|dialog|field|later|notice|picture|price|strip|when)|src\/kernel\/|quer(y|ies)|use-claim|bookings\/screens\/(starts|booking-picture)|pricing-rules/
const ofCheckout = /payments\/screens\/checkout\/(?!messages\/en)|web\/pay-window/
const ofBookings = /bookings\/screens\/booking\/(?!messages\/en)/

export default defineConfig({
  root: web,
  plugins: [compiledMessages, react(), tailwindcss(), earlyPages, offlineCheckIn, precompressed],
  resolve: {
    alias: {
      // Built into React since 18; the router still imports the shim.
      'use-sync-external-store/shim/with-selector': 'use-sync-external-store/with-selector',
    },
  },
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: built,
    emptyOutDir: true,
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // `index.html` and the router preload, so the build need not.
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // One chunk for every page, a second for what several need; a screen adds the rest.
        codeSplitting: {
          groups: [
            { name: 'site', test: (id) => framework.test(id) || onEveryPage.test(id), priority: 3 },
            { name: 'shared', test: onSeveralPages, minShareCount: 2, priority: 2 },
            { name: 'checkout', test: ofCheckout, minShareCount: 2, priority: 1 },
            { name: 'booking-parts', test: ofBookings, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
})
