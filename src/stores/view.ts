import type { Static } from 'typebox'
import type { Id } from '../kernel/id.ts'
import type { ImageView, StoreDetail, StoreView } from './contract.ts'
import type { Image, PicturedStore } from './queries.ts'

export const imageView = (storeId: Id<'Store'>, image: Image): Static<typeof ImageView> => ({
  id: image.id,
  url: `/v1/images/${storeId}/${image.id}`,
  smallUrl: `/v1/images/${storeId}/${image.id}?size=small`,
  alt: image.alt,
  width: image.width,
  height: image.height,
})

export const storeView = ({
  images,
  closedAt,
  ...store
}: PicturedStore): Static<typeof StoreView> => ({
  id: store.id,
  door: store.door,
  kind: store.kind,
  name: store.name,
  description: store.description,
  timeZone: store.timeZone,
  currency: store.currency,
  image: images[0] ? imageView(store.id, images[0]) : null,
  closed: closedAt !== null,
})

/** The same with all of its pictures. */
export const storeDetail = (store: PicturedStore): Static<typeof StoreDetail> => ({
  ...storeView(store),
  images: store.images.map((image) => imageView(store.id, image)),
})
