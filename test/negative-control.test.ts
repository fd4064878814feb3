import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

/**
 * A race test that cannot fail proves nothing. Here the product is copied, one of its locks is
 * taken out, and the very tests that guard it must go red.
 */
const run = promisify(execFile)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jari-control-'))
  const here = ['src', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts']
  for (const name of here) await cp(resolve(name), join(folder, name), { recursive: true })
  await symlink(resolve('node_modules'), join(folder, 'node_modules'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function suite(file: string): Promise<'green' | 'red'> {
  const server = new URL(inject('templateUrl'))
  server.pathname = '/postgres'
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs')
  const environment = {
    ...process.env,
    TEST_DATABASE_URL: server.href,
    TEST_TEMPLATE: 'jari_control',
  }
  return run(process.execPath, [vitest, 'run', file], { cwd: folder, env: environment }).then(
    () => 'green',
    () => 'red',
  )
}

test('the claim tests are green with the lock and red without it', async () => {
  expect(await suite('src/orders/claim.test.ts')).toBe('green')
  const path = join(folder, 'src/places/queries.ts')
  const text = await readFile(path, 'utf8')
  const unlocked = text.replace(/order by id\s+for update/, 'order by id')
  expect(unlocked).not.toBe(text)
  await writeFile(path, unlocked)
  expect(await suite('src/orders/claim.test.ts')).toBe('red')
})
