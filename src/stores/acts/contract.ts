import { Type } from 'typebox'
import { actKinds } from '../../kernel/act-kind.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { cursorParts } from '../../kernel/page.ts'
import { CursorOf, Instant, OrNull, PageOf, PageQuery, Shape, Uuid } from '../../kernel/shape.ts'
import { OfStore } from '../contract.ts'
import { storeMissing } from '../rules.ts'

const InBoth = Shape({ ko: Type.String(), en: Type.String() })
const Subject = Shape(
  { startsAt: OrNull(Instant), what: InBoth, where: OrNull(InBoth) },
  'ActSubject',
)

const filter = {
  /** Only what this person did. */
  by: Type.Optional(Uuid),
  kind: Type.Optional(Type.Enum([...actKinds])),
}

export const listStoreActs = endpoint({
  name: 'listStoreActs',
  method: 'GET',
  path: '/v1/stores/:storeId/acts',
  summary: 'Who did what at a store of yours and when, latest first, of the last year',
  role: 'owner',
  params: OfStore,
  query: Shape({
    ...filter,
    ...PageQuery.properties,
    cursor: Type.Optional(CursorOf(cursorParts.uuid)),
  }),
  answer: PageOf(
    Shape(
      {
        id: Uuid,
        at: Instant,
        kind: Type.Enum([...actKinds]),
        /** The name of the endpoint. */
        operation: Type.String(),
        /** Null: they have left. */
        by: OrNull(Type.String()),
        /** An API key did it for them. */
        byKey: Type.Boolean(),
        orderNumber: OrNull(Type.String()),
        /** One word of what was asked: `no-show`, `walk-in`. */
        detail: OrNull(Type.String()),
        /** What the operation is called; null where its kind says it. */
        said: OrNull(InBoth),
        /** The name of the guest, as long as it is kept. */
        guest: OrNull(Type.String()),
        /** What it was about before, where that was changed, and after. */
        was: OrNull(Subject),
        became: OrNull(Subject),
      },
      'StoreAct',
    ),
  ),
  problems: [storeMissing],
})

export const listStoreActors = endpoint({
  name: 'listStoreActors',
  method: 'GET',
  path: '/v1/stores/:storeId/actors',
  summary: 'Everybody who did something at a store of yours in the last year, 200 at most',
  role: 'owner',
  params: OfStore,
  answer: Shape({ data: Type.Array(Shape({ accountId: Uuid, name: Type.String() })) }),
  problems: [storeMissing],
})

export const downloadActs = endpoint({
  name: 'downloadStoreActs',
  method: 'GET',
  path: '/v1/stores/:storeId/acts.csv',
  summary: 'Download the same as CSV, in the reader’s language',
  role: 'owner',
  params: OfStore,
  query: Shape(filter),
  answer: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'text/csv' }),
  problems: [storeMissing],
})
