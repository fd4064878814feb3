import { randomUUID } from 'node:crypto'
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** The holder touches its lock this often; one untouched for `abandonedMs` has no holder. */
const touchMs = 500
const abandonedMs = 5_000
const timeoutMs = 300_000

/** Tells this process from an earlier one that had the same pid, as in a restarted container. */
const incarnation = randomUUID()

/**
 * Runs `work` while no other process does so under the same `file`.
 *
 * The lock of a process that died is taken over: at once when its pid is free, after 5 s when
 * something else has that pid now. Two that take over in the same instant may both go in; what is
 * done under it stays safe then (a rename decides who initialised, PostgreSQL refuses a second
 * server on one folder), it is only done twice.
 */
export async function withLock<Answer>(file: string, work: () => Promise<Answer>): Promise<Answer> {
  const mine = `${process.pid} ${incarnation} ${randomUUID()}`
  await acquire(file, mine)
  const touching = setInterval(() => {
    const at = new Date()
    utimes(file, at, at).catch(() => {})
  }, touchMs)
  try {
    return await work()
  } finally {
    clearInterval(touching)
    if ((await contentOf(file)) === mine) await rm(file, { force: true })
  }
}

async function acquire(file: string, mine: string): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs
  for (;;) {
    try {
      await writeFile(file, mine, { flag: 'wx', mode: 0o644 })
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = await contentOf(file)
    if (holder !== undefined && (await isAbandoned(file, holder))) {
      if ((await contentOf(file)) === holder) await rm(file, { force: true })
    } else if (Date.now() > giveUpAt) {
      throw new Error(`Another process has been busy with ${file} for five minutes: ${holder}`)
    } else await sleep(20)
  }
}

async function isAbandoned(file: string, holder: string): Promise<boolean> {
  const [pid, heldBy] = holder.split(' ')
  if (Number(pid) === process.pid && heldBy !== incarnation) return true
  if (Number(pid) > 0 && !isAlive(Number(pid))) return true
  const touched = await stat(file).catch(() => undefined)
  return touched !== undefined && Date.now() - touched.mtimeMs > abandonedMs
}

/** Whether any process has this pid; a zombie or somebody else's process counts. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const contentOf = (file: string) => readFile(file, 'utf8').catch(() => undefined)
