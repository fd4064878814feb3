import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Line, Nothing, Shape, Uuid } from '../../kernel/shape.ts'
import { storeMissing } from '../rules.ts'
import * as rules from './rules.ts'

const OfStore = Shape({ storeId: Uuid })
const OfPicture = Shape({ storeId: Uuid, pictureId: Uuid })

export const PictureView = Shape(
  {
    id: Uuid,
    /** At most 1600 pixels wide. */
    url: Type.String(),
    /** At most 800 pixels wide. */
    smallUrl: Type.String(),
    /** At most 400 pixels wide; 800 of pictures that were stored before there was this size. */
    tileUrl: Type.String(),
    alt: Type.String(),
    width: Type.Integer(),
    height: Type.Integer(),
  },
  'Picture',
)

const PictureList = Shape({ data: Type.Array(PictureView) }, 'PictureList')

/** An item of the menu, or a lot or a product, as the store's door knows it; without it, the store itself. */
const of = Type.Optional(Uuid)
const alt = Line({ least: 0, most: 200 })

export const PictureUpload = {
  query: Shape({ alt }),
  body: Type.Unsafe<Buffer>({
    contentMediaType: 'image/*',
    description: 'JPEG, PNG, WebP or AVIF, at most 10 MB',
  }),
  answer: PictureView,
}

export const uploadProblems = [
  rules.tooManyPictures,
  rules.storePicturesFull,
  rules.picturesBusy,
  rules.imageUnreadable,
  rules.imageTooLarge,
] as const

export const listPictures = endpoint({
  name: 'listStorePictures',
  method: 'GET',
  path: '/v1/stores/:storeId/pictures',
  summary: 'The pictures of a store, or of something that it sells; the first is the main one',
  role: 'anyone',
  params: OfStore,
  query: Shape({ of }),
  answer: PictureList,
  problems: [storeMissing, rules.subjectMissing],
})

export const addPicture = endpoint({
  name: 'addStorePicture',
  method: 'POST',
  path: '/v1/stores/:storeId/pictures',
  summary: 'Add a picture (the raw bytes as the body) as the last one',
  role: 'owner',
  right: 'manager',
  creates: '/v1/stores/:storeId/pictures/:id',
  once: 'optional',
  params: OfStore,
  ...PictureUpload,
  query: Shape({ alt, of }),
  problems: [storeMissing, rules.subjectMissing, rules.itemHasPicture, ...uploadProblems],
})

export const orderPictures = endpoint({
  name: 'orderStorePictures',
  method: 'PUT',
  path: '/v1/stores/:storeId/pictures/order',
  summary: 'Put the pictures in another order: all of their ids, the main one first',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  query: Shape({ of }),
  body: Shape({ pictureIds: Type.Array(Uuid, { maxItems: rules.PICTURES_MOST }) }),
  answer: PictureList,
  problems: [storeMissing, rules.subjectMissing, rules.pictureOrderUnfit],
})

export const removePicture = endpoint({
  name: 'removeStorePicture',
  method: 'DELETE',
  path: '/v1/stores/:storeId/pictures/:pictureId',
  summary: 'Remove a picture',
  role: 'owner',
  right: 'manager',
  params: OfPicture,
  answer: Nothing,
  problems: [storeMissing, rules.pictureMissing],
})

/** A picture's bytes; it never changes under its address. */
export const getPicture = endpoint({
  name: 'getStorePicture',
  method: 'GET',
  path: '/v1/stores/:storeId/pictures/:pictureId',
  also: 'GET /v1/images/:storeId/:pictureId',
  summary: 'A picture, as WebP',
  role: 'anyone',
  params: OfPicture,
  query: Shape({ size: Type.Optional(Type.Enum(['large', 'small', 'tile'])) }),
  answer: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'image/webp' }),
  problems: [rules.pictureMissing],
})

export const getPreview = endpoint({
  name: 'getPicturePreview',
  method: 'GET',
  path: '/v1/stores/:storeId/pictures/:pictureId/preview',
  summary: 'A picture as previews of links show it: JPEG, 1200 by 630 pixels',
  role: 'anyone',
  params: OfPicture,
  answer: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'image/jpeg' }),
  problems: [rules.pictureMissing, rules.picturesBusy, rules.imageUnreadable],
})
