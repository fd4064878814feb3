import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { OrNull, Shape } from '../kernel/shape.ts'

/** Korean postcodes, since 2015. */
export const PostalCode = Type.String({ pattern: '^\\d{5}$', examples: ['06236'] })

export const findPostcode = endpoint({
  name: 'findPostcode',
  method: 'GET',
  path: '/v1/postcodes',
  summary: 'The province and the city of a Korean postcode; null where they are not known',
  role: 'anyone',
  query: Shape({ postalCode: PostalCode }),
  answer: Shape({ city: OrNull(Type.String()) }, 'Postcode'),
  problems: [],
})

export const getPostcodeLookUp = endpoint({
  name: 'getPostcodeLookUp',
  method: 'GET',
  path: '/v1/postcode-look-up',
  summary: 'How this site looks addresses up',
  description:
    'A `page` opens in a window of its own and posts `{ postalCode, city, address }` to the page that opened it.',
  role: 'anyone',
  answer: Shape(
    { by: Type.Enum(['data', 'kakao']), page: OrNull(Type.String()) },
    'PostcodeLookUp',
  ),
  problems: [],
})
