import { readFileSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { beforeAll, expect, test } from 'vitest'

/** Conventions that no compiler checks. */
interface File {
  readonly path: string
  readonly text: string
  readonly lines: number
  /** Paths of our own files that it imports. */
  readonly imports: readonly string[]
}

let files: File[]
beforeAll(async () => {
  files = []
  for await (const path of glob('{src,test,bench}/**/*.{ts,tsx,sql,css}')) {
    const text = await readFile(path, 'utf8')
    const found = [...text.matchAll(/from '(\.[^']+)'|import\('(\.[^']+)'\)/g)]
    const imports = found.map(([, one, other]) =>
      normalize(join(dirname(path), one ?? other ?? '')),
    )
    files.push({ path, text, lines: text.split('\n').length, imports })
  }
})

const where = (bad: (file: File) => boolean) => files.filter(bad).map(({ path }) => path)
const isTest = (path: string) => /\.(test|fixture)\.tsx?$/.test(path) || path.startsWith('test/')

/** The core in import order: a noun imports only nouns above it. */
const nouns = [
  'kernel',
  'postgres',
  'events',
  'security',
  'proofs',
  'limits',
  'terms',
  'texts',
  'accounts',
  'places',
  'postcodes',
  'stores',
  'waiting-room',
  'holds',
  'waitlist',
  'orders',
  'policies',
  'wallets',
  'payments',
  'mail',
  'bookings',
  'tickets',
  'feeds',
  'door-line',
]
const nounOf = (path: string) => nouns.indexOf(path.split('/')[1] ?? '')
/** Where a noun meets the HTTP edge and the screens. */
const isEdge = (path: string) => /\/([a-z]+-)?routes\.tsx?$|\/bus\.ts$|\/screens\//.test(path)

test('a noun of the core imports only nouns above it', () => {
  const crossings = files
    .filter(({ path }) => nounOf(path) >= 0 && !isTest(path) && !isEdge(path))
    .flatMap(({ path, imports }) =>
      imports
        .filter((to) => to.startsWith('src/') && to !== 'src/engine.ts')
        .filter((to) => nounOf(to) < 0 || nounOf(to) > nounOf(path))
        .map((to) => `${path} → ${to}`),
    )
  expect(crossings).toEqual([])
})

test('a front door is imported only by the two lists, and never by another door', () => {
  const lists = ['src/front-doors/index.ts', 'src/web/router.tsx', 'src/web/early.ts']
  const crossings = files.flatMap(({ path, imports }) =>
    imports
      .filter((to) => /^src\/front-doors\/[^/]+\//.test(to) && !isTest(path))
      .filter((to) => dirname(path).split('/')[2] !== to.split('/')[2])
      .filter(() => !lists.includes(path) && !path.startsWith('bench/'))
      .map((to) => `${path} → ${to}`),
  )
  expect(crossings).toEqual([])
})

test('no files import each other in a circle, types included', () => {
  const importsOf = new Map(
    files.filter(({ path }) => !isTest(path)).map(({ path, imports }) => [path, imports]),
  )
  const circles: string[] = []
  const seen = new Set<string>()
  const walk = (path: string, trail: readonly string[]) => {
    const at = trail.indexOf(path)
    if (at >= 0) circles.push([...trail.slice(at), path].join(' → '))
    if (seen.has(path)) return
    seen.add(path)
    for (const next of importsOf.get(path) ?? []) walk(next, [...trail, path])
  }
  for (const path of importsOf.keys()) walk(path, [])
  expect(circles).toEqual([])
})

test('a rule is pure: it imports the kernel and rules, and uses no clock and no random numbers', () => {
  const rules = files.filter(
    ({ path }) => /^src\/(?!gateways|http).*\/([a-z]+-)*rules\.ts$/.test(path) && !isTest(path),
  )
  expect(rules.length).toBeGreaterThan(15)
  const impure = rules.filter(
    ({ text, imports }) =>
      /Date\.now\(|new Date\(\)|Math\.random|process\.|await /.test(text) ||
      imports.some((to) => !/^src\/kernel\/|\/([a-z-]*rules|answers)\.ts$/.test(to)),
  )
  expect(impure.map(({ path }) => path)).toEqual([])
})

test('only product.ts and the command line read the environment', () => {
  const readers = where(
    ({ path, text }) =>
      path.startsWith('src/') &&
      !isTest(path) &&
      /process\.env|import\.meta\.env/.test(text) &&
      !/^src\/(product\.ts|cli\/|postgres\/embedded)/.test(path),
  )
  expect(readers).toEqual([])
})

test('the database is asked through its cell or the house', () => {
  const asking = /\bengine\.database\b|\{[^{}]*\bdatabase\b[^{}]*\}(: Engine\b| = engine\b)/
  expect(
    where(({ path, text }) => path.startsWith('src/') && !isTest(path) && asking.test(text)),
  ).toEqual([])
})

test('no file is longer than 300 lines', () => {
  expect(where(({ path, lines }) => lines > 300 && !isTest(path))).toEqual([])
})

test('nothing is unfinished or disabled, and no folder is a catch-all', () => {
  const undone = /\b(TODO|FIXME|XXX)\b|\b(it|test|describe)\.(only|skip|todo)\(|@ts-ignore/
  expect(where(({ path, text }) => path !== 'test/tidy.test.ts' && undone.test(text))).toEqual([])
  expect(where(({ path }) => /(utils?|helpers?|common|manager|service)\b/.test(path))).toEqual([])
})

test('Korean and English have the same keys', async () => {
  for await (const korean of glob('src/**/messages/ko.json')) {
    const english = korean.replace('ko.json', 'en.json')
    expect(keysOf(english), english).toEqual(keysOf(korean))
  }
})

test('runtime dependencies are pinned, each with its reason', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const reasons = readFileSync('docs/decisions/dependencies.md', 'utf8')
  for (const [name, version] of Object.entries<string>(dependencies)) {
    expect(version, name).toMatch(/^\d/)
    expect(reasons, name).toContain(`\`${name}\``)
  }
})

test('the lockfile names no registry, and no Node that packages want: npm would compare its own', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { engines?: unknown; resolved?: unknown }>
  }
  const { '': ours, ...theirs } = packages
  expect(ours?.engines).toEqual(JSON.parse(readFileSync('package.json', 'utf8')).engines)
  const found = Object.entries(theirs).filter(([, { engines, resolved }]) => engines || resolved)
  expect(
    found.map(([name]) => name),
    'npm run lock',
  ).toEqual([])
})

function keysOf(path: string): string[] {
  const walk = (value: unknown, at: string): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => walk(inner, `${at}.${key}`))
      : [at]
  return walk(JSON.parse(readFileSync(path, 'utf8')), '').sort()
}
