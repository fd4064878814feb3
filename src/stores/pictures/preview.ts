import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { RecentMap } from '../../kernel/recent-map.ts'
import { sharedRead } from '../../kernel/shared-read.ts'
import { pictureDecoder } from './decoder.ts'
import { readPicture } from './queries.ts'
import { pictureMissing } from './rules.ts'

/** Some 100 KB each. */
const KEPT = 100

/** A picture as previews of links show it, 1200 by 630 pixels, as JPEG. Problem: image-missing. */
export async function showPreview(
  engine: Engine,
  { storeId, pictureId }: { readonly storeId: Id<'Store'>; readonly pictureId: Id<'Picture'> },
): Promise<Buffer> {
  const { kept, draw } = previews(engine)
  const key = `${storeId} ${pictureId}`
  const known = kept.get(key)
  if (known) return known
  const drawn = await draw(key)
  kept.set(key, drawn)
  return drawn
}

/** A picture never changes under its id; concurrent callers wait for one drawing. */
const previews = perEngine((engine) => ({
  kept: new RecentMap<Buffer>(KEPT),
  draw: sharedRead(async (key) => {
    const [storeId = '', pictureId = ''] = key.split(' ')
    const found = await readPicture(engine.cell(storeId), storeId, pictureId, 'large')
    if (!found) throw pictureMissing()
    return pictureDecoder(engine).preview(found.bytes)
  }),
}))
