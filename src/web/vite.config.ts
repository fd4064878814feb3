import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import compile from 'icu-minify/compile'
import { defineConfig, type Plugin } from 'vite'

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

/** Compiles the ICU messages, so that no parser is sent to the browser. */
const compiledMessages: Plugin = {
  name: 'compiled-messages',
  enforce: 'pre',
  transform: {
    filter: { id: /\/messages\/\w+\.json/ },
    handler: (code) => ({ code: JSON.stringify(compileTexts(JSON.parse(code))), map: null }),
  },
}

interface EarlyPage {
  readonly page: string
  readonly data?: string
  readonly screen?: string
}

/** Tells `index.html` what each page will need first: its data, and the chunk of its screen. */
const earlyPages: Plugin = {
  name: 'early-pages',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle }) {
      const chunks = Object.values(bundle ?? {})
      const pages = globSync('../front-doors/*/screens/early.json', { cwd: web }).flatMap((file) =>
        (JSON.parse(readFileSync(join(web, file), 'utf8')) as EarlyPage[]).map((early) => {
          const source = resolve(web, file, '..', early.screen ?? '')
          const chunk = chunks.find(
            (one) => one.type === 'chunk' && one.facadeModuleId === source,
          )?.fileName
          return { page: early.page, data: early.data, screen: chunk && `/${chunk}` }
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
  closeBundle() {
    for (const file of globSync('assets/*.{js,css}', { cwd: built })) {
      const path = join(built, file)
      const bytes = readFileSync(path)
      if (bytes.length < 1024) continue
      const most = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, most))
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    }
  },
}

export default defineConfig({
  root: web,
  plugins: [compiledMessages, react(), tailwindcss(), earlyPages, precompressed],
  resolve: { alias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: built,
    emptyOutDir: true,
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every page needs is one file; a screen is one more, its owner's desk another.
        codeSplitting: {
          groups: [
            { name: 'site', test: /node_modules|src\/web\/(?!messages\/en|pay-window)/ },
            { name: 'dining', test: /dining\/screens\/(?!owner|messages\/en|restaurants?\.tsx)/ },
          ],
        },
      },
    },
  },
})
