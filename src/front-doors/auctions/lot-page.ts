import type { Engine } from '../../engine.ts'
import { type Id, isId } from '../../kernel/id.ts'
import type { ShownThing } from '../front-door.ts'
import * as queries from './queries.ts'

/** What previews of links and search engines read of `lots/<lot id>` below an auction. */
export async function lotPage(
  engine: Engine,
  storeId: Id<'Store'>,
  [part, lotId = '', ...more]: readonly string[],
): Promise<ShownThing | undefined> {
  if (part !== 'lots' || !isId(lotId) || more.length > 0) return undefined
  const lot = await queries.readLot(engine.cell(storeId), { storeId, lotId })
  if (!lot) return undefined
  const { title, description, images } = lot
  return { title, description, image: images[0] ?? null }
}
