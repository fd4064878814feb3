import { type TSchema, Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { CurrencyCode, Line, OrNull, Shape, Uuid } from '../../kernel/shape.ts'
import { OfStore } from '../contract.ts'
import { PictureView } from '../pictures/contract.ts'
import { storeMissing } from '../rules.ts'
import * as rules from './rules.ts'

const words = {
  name: Line({ most: 80 }),
  description: Line({ least: 0, most: 300 }),
  /** Minor units; null: it is said on the spot. */
  price: OrNull(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
  soldOut: Type.Boolean(),
}
const sectionsOf = <Item extends TSchema>(item: Item, name: string) =>
  Type.Array(
    Shape(
      {
        name: Line({ least: 0, most: 40 }),
        items: Type.Array(item, { maxItems: rules.ITEMS_MOST }),
      },
      name,
    ),
    { maxItems: rules.SECTIONS_MOST },
  )

const ItemView = Shape(
  {
    /** What its picture is of: `?of=` at the store's pictures. */
    id: Uuid,
    ...words,
    picture: OrNull(PictureView),
  },
  'MenuItem',
)
const ItemDraft = Shape(
  {
    /** Of an item that there is, which keeps its picture; left out: a new one. */
    id: Type.Optional(Uuid),
    ...words,
  },
  'MenuItemDraft',
)

const MenuView = Shape(
  { currency: CurrencyCode, sections: sectionsOf(ItemView, 'MenuSection') },
  'Menu',
)

export const getMenu = endpoint({
  name: 'getMenu',
  method: 'GET',
  path: '/v1/stores/:storeId/menu',
  summary: 'What a store serves or does, with prices, to be read; empty until its owner has said',
  role: 'anyone',
  params: OfStore,
  answer: MenuView,
  problems: [storeMissing],
})

export const setMenu = endpoint({
  name: 'setMenu',
  method: 'PUT',
  path: '/v1/stores/:storeId/menu',
  summary:
    'Replace the whole menu of a store, in the order in which it is shown; items that are left out lose their pictures',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Shape({ sections: sectionsOf(ItemDraft, 'MenuSectionDraft') }, 'MenuDraft'),
  answer: MenuView,
  problems: [storeMissing, rules.menuTooLong],
})
