import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { later } from '../src/kernel/time.ts'
import { readNow } from '../src/postgres/now.ts'
import { sql } from '../src/postgres/sql.ts'
import { linesOf } from '../src/waiting-room/lines.ts'
import { tickRooms } from '../src/waiting-room/tick.ts'
import { answerAll } from './child.ts'
import { connectEngine } from './engine.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function weigh(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** A process that learns of a long line; then the line opens. */
async function open({ url, storeId }: { url: string; storeId: string }) {
  const engine = connectEngine(url)
  const lines = linesOf(engine)
  await readNow(engine.database)
  const before = weigh()
  await lines.refresh()
  const { now } = await readNow(engine.database)
  const opensAt = later(now, 2)
  await engine.database.run(sql`
    update waiting_rooms set opens_at = ${opensAt} where store_id = ${storeId}
  `)
  const wasCalled = () => (lines.of(storeId)?.room.head ?? 0) > 0
  while (!wasCalled()) {
    await tickRooms(engine, async () => undefined)
    if (!wasCalled()) await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  const openedMs = Date.now() - opensAt.getTime()
  await new Promise((resolve) => setTimeout(resolve, 2_000)) // who is present is counted
  return { bytes: weigh() - before, openedMs }
}

answerAll(open)
