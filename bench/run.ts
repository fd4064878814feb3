import { auctionRoom } from './auction-room.ts'
import { bids } from './bids.ts'
import { bus } from './bus.ts'
import { dayGrid } from './day-grid.ts'
import { deskLive } from './desk-live.ts'
import { fullTable } from './full-table.ts'
import { goodsPurchases } from './goods-purchases.ts'
import { openGround } from './ground.ts'
import { hotSlot } from './hot-slot.ts'
import { httpClaims } from './http-claims.ts'
import { knownAddresses } from './known-addresses.ts'
import { type Row, say } from './measure.ts'
import { memory } from './memory.ts'
import { partyTimes } from './party-times.ts'
import { productLists } from './products.ts'
import { purchases } from './purchases.ts'
import { reconciling } from './reconcile.ts'
import { removal } from './removal.ts'
import { reserving } from './reserve.ts'
import { seatClaims } from './seat-claims.ts'
import { machine, tableOf } from './table.ts'
import { million, waitingRoom } from './waiting-room.ts'
import { wallets } from './wallets.ts'
import { firstLoads, lighthouse } from './web.ts'

/** `npm run bench`, or `npm run bench -- <name>` for one: figures and ratios, never a test. */
const benches = [
  hotSlot,
  httpClaims,
  seatClaims,
  bids,
  reserving,
  removal,
  purchases,
  goodsPurchases,
  wallets,
  reconciling,
  bus,
  dayGrid,
  partyTimes,
  deskLive,
  productLists,
  fullTable,
  memory,
  knownAddresses,
  waitingRoom,
  million,
  auctionRoom,
  firstLoads,
  lighthouse,
]

const [name] = process.argv.slice(2)
const chosen = benches.filter((bench) => name === undefined || bench.name === name)
if (chosen.length === 0) {
  process.stderr.write(`There is no ${name}: ${benches.map((bench) => bench.name).join(', ')}\n`)
  process.exit(2)
}

const on = machine()
const ground = await openGround()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await ground.close()
    process.exit(130)
  })

const rows: Row[] = []
try {
  for (const bench of chosen) {
    say(`${bench.name} …`)
    rows.push(...(await bench.run(ground).catch((error: Error) => failed(bench.name, error))))
  }
} finally {
  await ground.close()
}
process.stdout.write(`${tableOf(rows)}\n\n${on}; ${ground.server}\n`)

/** A failed benchmark is a row too: the others still count. */
function failed(measure: string, error: Error): Row[] {
  process.exitCode = 1
  process.stderr.write(`${error.stack}\n`)
  return [{ measure, figure: 'failed', comparedWith: '', goal: '', met: undefined }]
}
