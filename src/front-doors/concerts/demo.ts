import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { Engine } from '../../engine.ts'
import type { Currency } from '../../kernel/money.ts'
import { addDays, instantOf, later, type WallTime, wallDate } from '../../kernel/time.ts'
import { insertPolicy } from '../../policies/queries.ts'
import { APPLIES_AFTER_SECONDS, legalMaximums } from '../../policies/rules.ts'
import { findInCells } from '../../postgres/cells.ts'
import { sql, type Tx } from '../../postgres/sql.ts'
import { writeDemoBusiness } from '../../stores/business/demo.ts'
import { smaller } from '../../stores/pictures/drawing.ts'
import { insertPicture } from '../../stores/pictures/queries.ts'
import { insertStore } from '../../stores/queries.ts'
import { openRoom } from '../../waiting-room/operate.ts'
import { layOutIn } from './hall-operations.ts'
import { layOut } from './hall-rules.ts'
import { readLibrary } from './library.ts'
import { writeLevels } from './owner-queries.ts'
import { insertPerformance } from './performance-queries.ts'
import type { Level } from './rules.ts'

interface Poster {
  readonly ground: string
  readonly shapes: readonly {
    readonly at: readonly [number, number]
    readonly radius: number
    readonly color: string
  }[]
  /** Strings, or wires, from top to bottom. */
  readonly lines: number
  readonly alt: string
}

interface DemoConcert {
  readonly name: string
  readonly description: string
  readonly timeZone: string
  readonly currency: Currency
  /** Of the library. */
  readonly hall: string
  readonly levels: readonly Level[]
  readonly performances: readonly {
    readonly inDays: number
    readonly time: WallTime
    /** When the sale opens; left out: it is open. */
    readonly salesInDays?: number
  }[]
  /** Its waiting room, which is open. */
  readonly room?: { readonly ratePerMinute: number; readonly capacity: number }
  readonly poster: Poster
}

/** Creates the demo concerts, unless a concert exists. */
export async function seed(engine: Engine, ownerId: string): Promise<void> {
  const existing = await findInCells(engine, (on) =>
    on.maybe(sql`select 1 from stores where front_door = 'concerts' limit 1`),
  )
  if (existing) return
  const file = new URL('./demo/concerts.json', import.meta.url)
  const concerts: DemoConcert[] = JSON.parse(await readFile(file, 'utf8'))
  for (const concert of concerts) await open(engine, ownerId, concert, await draw(concert.poster))
}

async function open(
  engine: Engine,
  ownerId: string,
  { hall: code, levels, performances, room, poster, ...concert }: DemoConcert,
  picture: Awaited<ReturnType<typeof draw>>,
): Promise<void> {
  const id = engine.newId<'Store'>()
  const hall = (await readLibrary()).find((one) => one.code === code)
  if (!hall) throw new Error(`the library has no ${code}`)
  const pricing = { means: 'whole', per: 'person' } as const
  const store = { ...concert, id, door: 'concerts', kind: null, pricing, closedAt: null }
  await engine.cell(id).transaction(async (tx) => {
    await insertStore(tx, ownerId, store)
    await writeDemoBusiness(tx, id, concert.name)
    await insertPicture(tx, id, { ...picture, id: engine.newId(), alt: poster.alt })
    await writeLevels(tx, id, levels)
    await layOutIn(tx, id, concert.currency, { name: hall.name, seats: layOut(hall.sections) })
    for (const one of performances) await perform(engine, tx, store, one)
    const policy = { ...legalMaximums.performance, id: engine.newId<'Policy'>() }
    if (room) await openRoom(engine, tx, id, room)
    await insertPolicy(tx, id, { ...policy, appliesAt: later(tx.now, APPLIES_AFTER_SECONDS) })
  })
}

async function perform(
  engine: Engine,
  tx: Tx,
  { id, timeZone }: { readonly id: string; readonly timeZone: string },
  { inDays, time, salesInDays }: DemoConcert['performances'][number],
): Promise<void> {
  const at = (days: number, when: WallTime) =>
    instantOf(addDays(wallDate(tx.now, timeZone), days), when, timeZone)
  await insertPerformance(tx, id, {
    id: engine.newId<'Performance'>(),
    startsAt: at(inDays, time),
    salesFrom: salesInDays === undefined ? tx.now : at(salesInDays, '20:00'),
    salesUntil: null,
    canceledAt: null,
  })
}

const [WIDTH, HEIGHT] = [1_600, 1_000]

/** A poster of circles and lines. */
async function draw({ ground, shapes, lines }: Poster) {
  const circles = shapes.map(
    ({ at: [x, y], radius, color }) =>
      `<circle cx="${x}" cy="${y}" r="${radius}" fill="${color}"/>`,
  )
  const strings = Array.from({ length: lines }, (_, at) => {
    const x = WIDTH / 2 + (at - (lines - 1) / 2) * 36
    return `<path d="M${x} 0V${HEIGHT}" stroke="#fff" stroke-opacity=".35" stroke-width="3"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="100%" height="100%" fill="${ground}"/>${circles.join('')}${strings.join('')}</svg>`
  const source = sharp(Buffer.from(svg))
  const large = await source.clone().webp({ quality: 82, effort: 1 }).toBuffer()
  return { width: WIDTH, height: HEIGHT, large, ...(await smaller(source)) }
}
