import { readFile } from 'node:fs/promises'
import type { Engine } from '../../engine.ts'
import type { Currency } from '../../kernel/money.ts'
import { findInCells } from '../../postgres/cells.ts'
import { sql } from '../../postgres/sql.ts'
import { writeDemoBusiness } from '../../stores/business/demo.ts'
import { readDemoAbouts, writeDemoAbout } from '../../stores/profile/demo.ts'
import { insertStore } from '../../stores/queries.ts'
import { type DemoBook, picturesOf, writeDemoBook } from './appointments/demo.ts'
import { insertTimetable } from './owner-queries.ts'
import type { ShopKind } from './rules.ts'

interface DemoShop {
  readonly name: string
  readonly kind: ShopKind
  readonly description: string
  readonly timeZone: string
  readonly currency: Currency
  /** `09:30`. */
  readonly times: readonly string[]
  readonly basicRemaining: number
  readonly price: number
  /** Services and people, beside the times or instead. */
  readonly book?: DemoBook
}

/** Creates the demo shops, unless a shop exists. */
export async function seed(engine: Engine, ownerId: string): Promise<void> {
  const existing = await findInCells(engine, (on) =>
    on.maybe(sql`select 1 from stores where front_door = 'timetables' limit 1`),
  )
  if (existing) return
  const shops: DemoShop[] = JSON.parse(
    await readFile(new URL('./demo/shops.json', import.meta.url), 'utf8'),
  )
  const abouts = await readDemoAbouts(new URL('./demo/about.json', import.meta.url))
  for (const { times, basicRemaining, price, book, ...shop } of shops) {
    const pictures = await picturesOf(book)
    const storeId = engine.newId<'Store'>()
    await engine.cell(storeId).transaction(async (tx) => {
      await insertStore(tx, ownerId, {
        ...shop,
        id: storeId,
        door: 'timetables',
        pricing: { means: book ? 'part' : 'whole', per: 'booking' },
        closedAt: null,
      })
      await writeDemoBusiness(tx, storeId, shop.name)
      const about = abouts.get(shop.name)
      for (const time of times) {
        const [hour = 0, minute = 0] = time.split(':').map(Number)
        const id = engine.newId<'Timetable'>()
        await insertTimetable(tx, { storeId, id, hour, minute, basicRemaining, price })
      }
      if (book) await writeDemoBook(engine, tx, storeId, { book, pictures })
      await writeDemoAbout(engine, tx, { id: storeId, door: 'timetables' }, about)
    })
  }
}
