import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { isAlive } from '../src/postgres/embedded/lock.ts'

/** Whether it runs: a zombie, which nobody has waited for yet, does not. */
const runs = async (pid: number) => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return stat === undefined ? process.platform !== 'linux' && isAlive(pid) : !/\) [ZX] /.test(stat)
}
const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)

test.runIf(process.platform !== 'win32')(
  'a test process that is killed leaves no child, no PostgreSQL and no folder behind',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jari-watched-'))
    const script = `
      import { spawn } from 'node:child_process'
      import { startEmbedded } from ${at('../src/postgres/embedded/server.ts')}
      import { watchChild, watchFolder } from ${at('./watchdog.ts')}
      watchFolder(process.argv[1])
      await startEmbedded({ dir: process.argv[1] + '/postgres' })
      const child = spawn('sleep', ['300'], { stdio: 'ignore' })
      watchChild(child)
      console.log(child.pid)
      setInterval(() => {}, 1000)
    `
    const killed = spawn(process.execPath, ['--input-type=module', '--eval', script, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(createInterface({ input: killed.stdout }), 'line')
    const pidFile = await readFile(join(folder, 'postgres/data/postmaster.pid'), 'utf8')
    const pids = [Number(line), Number.parseInt(pidFile, 10)]
    expect(await Promise.all(pids.map(runs))).toEqual([true, true])
    killed.kill('SIGKILL')
    const left = async () => [...(await Promise.all(pids.map(runs))), existsSync(folder)]
    await expect.poll(left, { timeout: 30_000 }).toEqual([false, false, false])
  },
)
