import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { type DemoParty, writeDemoLine } from '../../door-line/demo.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { findInCells } from '../../postgres/cells.ts'
import { sql, type Tx } from '../../postgres/sql.ts'
import { writeDemoBusiness } from '../../stores/business/demo.ts'
import type { DepositTerms } from '../../stores/hold-terms/deposit-rules.ts'
import { writeDepositTerms } from '../../stores/hold-terms/queries.ts'
import { writeTextSettings } from '../../stores/notices/text-queries.ts'
import { defaultTexts } from '../../stores/notices/text-rules.ts'
import { smaller } from '../../stores/pictures/drawing.ts'
import { insertPicture } from '../../stores/pictures/queries.ts'
import { type DemoAbout, readDemoAbouts, writeDemoAbout } from '../../stores/profile/demo.ts'
import { insertStore } from '../../stores/queries.ts'
import type { Table } from './group-rules.ts'
import { insertTableTime } from './owner-queries.ts'
import * as owned from './seating-owner-queries.ts'
import { DEFAULT_TERMS, type SeatingTerms, type Service } from './seating-rules.ts'

interface DemoRestaurant {
  readonly name: string
  readonly description: string
  readonly timeZone: string
  readonly currency: Currency
  readonly images: readonly { readonly file: string; readonly alt: string }[]
  readonly times: readonly {
    readonly weekdays: readonly number[]
    readonly time: string
    readonly capacity: number
    readonly price: number
  }[]
  readonly seating?: DemoSeating
  /** Of whom it asks its deposits; left out: of everybody. */
  readonly depositsOf?: DepositTerms | null
  /** Who waits at its door today; left out: it has no line. */
  readonly line?: readonly DemoParty[]
}

/** Tables for parties, by area; joins by name. */
interface DemoSeating {
  readonly areas: readonly {
    readonly name: string
    readonly tables: readonly DemoTable[]
  }[]
  readonly joins: readonly (readonly [string, string])[]
  readonly services: readonly (Service & { readonly weekdays: readonly number[] })[]
  readonly terms: Partial<SeatingTerms>
}

type DemoTable = Omit<Table, 'id' | 'areaId' | 'walkInOnly'> & Partial<Pick<Table, 'walkInOnly'>>

/** Creates the demo restaurants, unless a restaurant exists. */
export async function seed(engine: Engine, ownerId: string): Promise<void> {
  const existing = await findInCells(engine, (on) =>
    on.maybe(sql`select 1 from stores where front_door = 'dining' limit 1`),
  )
  if (existing) return
  const folder = new URL('./demo/', import.meta.url)
  const restaurants: DemoRestaurant[] = JSON.parse(
    await readFile(new URL('restaurants.json', folder), 'utf8'),
  )
  const abouts = await readDemoAbouts(new URL('about.json', folder))
  const pictures = await Promise.all(
    restaurants.map(({ images }) =>
      Promise.all(images.map(({ file }) => picture(new URL(file, folder)))),
    ),
  )
  for (const [at, restaurant] of restaurants.entries())
    await open(engine, ownerId, restaurant, {
      pictures: pictures[at] ?? [],
      about: abouts.get(restaurant.name),
    })
}

interface Shown {
  readonly pictures: readonly Awaited<ReturnType<typeof picture>>[]
  readonly about: DemoAbout | undefined
}

async function open(
  engine: Engine,
  ownerId: string,
  { images, times, seating, line, depositsOf = null, ...restaurant }: DemoRestaurant,
  { pictures, about }: Shown,
): Promise<void> {
  const id = engine.newId<'Store'>()
  await engine.cell(id).transaction(async (tx) => {
    const pricing = { means: 'part', per: seating?.terms.deposit?.per ?? 'table' } as const
    const store = { ...restaurant, id, door: 'dining', kind: null, pricing, closedAt: null }
    await insertStore(tx, ownerId, store)
    await writeDemoBusiness(tx, id, restaurant.name)
    await writeDemoAbout(engine, tx, store, about)
    await writeTextSettings(tx, id, { ...defaultTexts, guests: true }) // shown at /texts of the sandbox
    for (const [at, { alt }] of images.entries()) {
      const bytes = pictures[at]
      if (bytes) await insertPicture(tx, id, { ...bytes, id: engine.newId(), alt })
    }
    for (const { weekdays, ...time } of times)
      for (const weekday of weekdays)
        await insertTableTime(tx, id, { ...time, weekday, id: engine.newId() })
    await writeDepositTerms(tx, id, depositsOf)
    if (line) await writeDemoLine(engine, tx, store, line)
    if (seating) await seat(engine, tx, id, seating)
  })
}

/** Writes tables, weekly hours and terms. */
async function seat(
  engine: Engine,
  tx: Tx,
  storeId: Id<'Store'>,
  { areas: drawn, joins, services, terms }: DemoSeating,
): Promise<void> {
  const areas = drawn.map(({ name, tables }) => ({ id: engine.newId<'Area'>(), name, tables }))
  const tables = areas.flatMap(({ id: areaId, tables }) =>
    tables.map((table) => ({ walkInOnly: false, ...table, id: engine.newId<'Table'>(), areaId })),
  )
  const idOf = (wanted: string) => tables.find(({ name }) => name === wanted)?.id ?? ''
  await owned.writePlan(tx, storeId, {
    areas: areas.map(({ id, name }) => ({ id, name })),
    tables,
    joins: joins.map(([one, other]) => [idOf(one), idOf(other)] as const),
  })
  const weekly = services.flatMap(({ weekdays, ...service }) =>
    weekdays.map((weekday) => ({ ...service, weekday })),
  )
  await owned.writeHours(tx, storeId, null, weekly)
  await owned.writeTerms(tx, storeId, { ...DEFAULT_TERMS, ...terms })
}

/** The files are WebP: used as they are for the large size, resized for the smaller ones. */
async function picture(file: URL) {
  const large = await readFile(file)
  const source = sharp(large)
  const { width, height } = await source.metadata()
  return { width, height, large, ...(await smaller(source)) }
}
