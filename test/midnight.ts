import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll } from 'vitest'
import { addDays, startOfDay, wallDate } from '../src/kernel/time.ts'

/** What most files take, in milliseconds. */
const FILE_MS = 90_000

/** A file that begins shortly before midnight waits for it: "today" stays one date in its tests. */
beforeAll(async () => {
  const now = new Date()
  const midnight = startOfDay(addDays(wallDate(now, 'Asia/Seoul'), 1), 'Asia/Seoul')
  const left = midnight.getTime() - now.getTime()
  if (left < FILE_MS) await pause(left)
})
