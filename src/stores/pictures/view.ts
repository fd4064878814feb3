import type { Static } from 'typebox'
import type { Id } from '../../kernel/id.ts'
import type { PictureView } from './contract.ts'
import type { Picture } from './stored.ts'

export function pictureView(storeId: Id<'Store'>, picture: Picture): Static<typeof PictureView> {
  const url = `/v1/stores/${storeId}/pictures/${picture.id}`
  const { id, alt, width, height } = picture
  const [smallUrl, tileUrl] = [`${url}?size=small`, `${url}?size=tile`]
  return { id, url, smallUrl, tileUrl, alt, width, height }
}
