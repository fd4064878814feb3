import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jari-settings-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}
const start = (script: string, environment: Record<string, string>, node = process.execPath) =>
  run(node, [script], {
    env: { PATH: process.env.PATH, JARI_DATA_DIR: folder, ...environment },
  }).then(
    ({ stdout, stderr }): Ended => ({ code: 0, stdout, stderr }),
    (error): Ended => error,
  )

const wrong = { PORT: 'x', JARI_KEYS: randomBytes(32).toString('base64'), JARI_PUBLC_URL: 'y' }

test.each([
  'main.ts',
  'start.js',
  'cli/audit.ts',
  'cli/replay.ts',
  'cli/rotate-keys.ts',
  'cli/sandbox.ts',
])(
  '%s tells everything that is wrong before it starts anything, and not what is secret',
  async (script) => {
    const { code, stdout, stderr } = await start(`src/${script}`, wrong)
    expect([code, stdout]).toEqual([78, ''])
    expect(stderr).toMatch(
      /^3 settings are wrong:\n- PORT must.*\n- JARI_KEYS must.*\n- JARI_PUBLC/,
    )
    expect(stderr).not.toContain(wrong.JARI_KEYS)
    expect(await readdir(folder)).toEqual([])
  },
)

test('an old Node is told which one runs Jari, and how', async () => {
  const old = "Object.defineProperty(process.versions, 'node', { value: '20.1.0' })"
  const { code, stderr } = await start('src/main.ts', {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(old)}`,
  })
  expect(code).toBe(1)
  expect(stderr).toBe(
    'Jari needs Node 26; this is Node 20.1.0. npm ci installs the right one: run npm start, or ' +
      'node_modules/.bin/node src/main.ts.\n',
  )
})

test('an unknown command is refused with the known ones', async () => {
  const { stderr, code } = (await run(process.execPath, ['src/start.js', 'adit']).catch(
    (error: Ended) => error as Ended & { code: number },
  )) as Ended
  expect([code, stderr]).toEqual([
    2,
    'adit is not one of start, audit, replay, rotate-keys, sandbox.\n',
  ])
})
