import type { Static } from 'typebox'
import type { StoreDetail, StoreView } from './contract.ts'
import { pictureView } from './pictures/view.ts'
import type { PicturedStore } from './queries.ts'

export const storeView = ({
  images,
  closedAt,
  ...store
}: PicturedStore): Static<typeof StoreView> => ({
  id: store.id,
  door: store.door,
  also: [...store.also],
  kind: store.kind,
  name: store.name,
  description: store.description,
  timeZone: store.timeZone,
  currency: store.currency,
  pricing: store.pricing,
  image: images[0] ? pictureView(store.id, images[0]) : null,
  closed: closedAt !== null,
})

/** The same with all of its pictures. */
export const storeDetail = (store: PicturedStore): Static<typeof StoreDetail> => ({
  ...storeView(store),
  images: store.images.map((image) => pictureView(store.id, image)),
})
