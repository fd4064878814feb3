import { Type } from 'typebox'
import { OrNull, Shape } from '../kernel/shape.ts'

/** Where the store of a booking is. Empty texts: it has not said. */
export const LocationView = Shape(
  {
    address: Type.String(),
    detail: Type.String(),
    phone: Type.String(),
    latitude: OrNull(Type.Number()),
    longitude: OrNull(Type.Number()),
  },
  'StoreLocation',
)
