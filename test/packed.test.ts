import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newSite, removeSite, type Site, startProduct, stopProducts } from './end-to-end/product.ts'
import { watchFolder } from './watchdog.ts'

const run = promisify(execFile)

let folder: string
let site: Site
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jari-packed-'))
  watchFolder(folder)
  site = await newSite()
})
afterAll(async () => {
  await stopProducts()
  await removeSite(site)
  await rm(folder, { recursive: true, force: true })
})

/** Installs what `npm pack` makes beside the packages that are here already. */
async function installed(): Promise<string> {
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder])
  const [archive = ''] = await readdir(folder)
  const modules = join(folder, 'node_modules')
  const jari = join(modules, 'jari')
  await mkdir(jari, { recursive: true })
  await run('tar', ['-xzf', join(folder, archive), '--strip-components=1', '-C', jari])
  for (const name of await readdir('node_modules'))
    if (name !== '.bin') await symlink(resolve('node_modules', name), join(modules, name))
  return jari
}

test('what npm packs has the screens and no tests, and starts where it is installed', async () => {
  const jari = await installed()
  const files = await readdir(jari, { recursive: true })
  expect(files).toContain('dist/web/index.html')
  expect(files.filter((name) => /\.(test|fixture)\.\w+$/.test(name))).toEqual([])

  const product = await startProduct(site, {}, join(jari, 'src/start.js'))
  const page = await fetch(`${product.url}/restaurants`)
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('og:title')])
  const { data } = (await (await fetch(`${product.url}/v1/stores`)).json()) as { data: unknown[] }
  expect(data.length).toBeGreaterThan(0) // whose pictures a process of its own has decoded
  expect(await product.end('SIGTERM')).toBe(0)
}, 240_000)

test('without built screens the first start builds them', async () => {
  const jari = join(folder, 'node_modules/jari')
  await rm(join(jari, 'dist'), { recursive: true, force: true })
  const product = await startProduct(site, {}, join(jari, 'src/start.js'))
  expect(product.printed()).toContain('The screens are not built yet: building them, once.')
  expect((await fetch(product.url)).status).toBe(200)
  expect(await readdir(join(jari, 'dist'))).toEqual(['web'])
  await product.end('SIGTERM')
}, 240_000)

test('without the tools to build them it says what is missing and serves the API', async () => {
  const jari = join(folder, 'node_modules/jari')
  await rm(join(jari, 'dist'), { recursive: true, force: true })
  await rm(join(folder, 'node_modules/vite'))
  const product = await startProduct(site, {}, join(jari, 'src/start.js'))
  expect(product.printed()).toMatch(
    /There are no screens, only the API: .*\nRun npm ci, or npm run/,
  )
  expect((await fetch(`${product.url}/v1/stores`)).status).toBe(200)
  await product.end('SIGTERM')
}, 240_000)
