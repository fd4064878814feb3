import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)
const doors = (await readdir('src/front-doors', { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jari-removal-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const lists = ['front-doors/index.ts', 'web/router.tsx']

/** A copy of the sources without a door's folder and its lines in the two lists. */
async function without(door: string): Promise<string> {
  const copy = join(folder, door)
  const isKept = (path: string) =>
    !/\.(test|fixture)\.tsx?$|\.webp$/.test(path) && path !== resolve('src/front-doors', door)
  await cp(resolve('src'), join(copy, 'src'), { recursive: true, filter: isKept })
  for (const list of lists) {
    const path = join(copy, 'src', list)
    const text = await readFile(path, 'utf8')
    const left = text
      .split('\n')
      .filter((line) => !line.startsWith(`import { ${door} }`))
      .map((line) => line.replace(new RegExp(`^(.*\\[.*)\\b${door}\\b(?:, )?(.*)$`), '$1$2'))
      .join('\n')
    expect(left, `${list} does not list ${door}`).not.toBe(text)
    expect(left, `${list} names ${door} elsewhere`).not.toMatch(new RegExp(`\\b${door}\\b`))
    await writeFile(path, left)
  }
  const { compilerOptions } = JSON.parse(await readFile('tsconfig.json', 'utf8'))
  await writeFile(
    join(copy, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['src'], exclude: ['src/main.ts'] }),
  )
  await cp('package.json', join(copy, 'package.json'))
  await symlink(resolve('node_modules'), join(copy, 'node_modules'))
  return copy
}

/** Compiler output of a copy; empty if it compiles. */
async function compile(copy: string): Promise<string> {
  const tsc = resolve('node_modules/typescript/bin/tsc')
  const compiled = await run(process.execPath, [tsc, '-p', copy, '--incremental']).catch(
    (failed) => failed,
  )
  return compiled.stdout
}

test.each(doors)(
  'without %s the rest compiles',
  async (door) => {
    expect(await compile(await without(door))).toBe('')
  },
  180_000,
)

test('an import of a removed door does not compile', async () => {
  const [door = ''] = doors
  const copy = join(folder, door)
  const line = `export { ${door} } from './front-doors/${door}/door.ts'
`
  await writeFile(join(copy, 'src', 'naming.ts'), line)
  expect(await compile(copy)).toContain('src/naming.ts')
}, 180_000)

/** Words by which the core would name a door. */
const words = /\b(dining|timetables?|restaurants?|shops?|concerts?)\b|식당|가게|공연/i

test('kernel, accounts, events, stores and the shell of the site name no door', async () => {
  const named: string[] = []
  for (const noun of ['kernel', 'accounts', 'events', 'stores', 'web'])
    for (const file of await readdir(`src/${noun}`, { recursive: true })) {
      if (!/\.(tsx?|json)$/.test(file) || /\.(test|fixture)\.ts$/.test(file)) continue
      if (lists.includes(`${noun}/${file}`)) continue
      const text = await readFile(join('src', noun, file), 'utf8')
      const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      for (const line of code.split('\n'))
        if (words.test(line)) named.push(`${file}: ${line.trim()}`)
    }
  expect(named).toEqual([])
})
