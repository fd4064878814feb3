import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { CurrencyCode, Line, OrNull, Shape } from '../../kernel/shape.ts'
import { OfStore } from '../contract.ts'
import { storeMissing } from '../rules.ts'
import * as rules from './rules.ts'

const sections = Type.Array(
  Shape(
    {
      name: Line({ least: 0, most: 40 }),
      items: Type.Array(
        Shape(
          {
            name: Line({ most: 80 }),
            description: Line({ least: 0, most: 300 }),
            /** Minor units; null: it is said on the spot. */
            price: OrNull(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
            soldOut: Type.Boolean(),
          },
          'MenuItem',
        ),
        { maxItems: rules.ITEMS_MOST },
      ),
    },
    'MenuSection',
  ),
  { maxItems: rules.SECTIONS_MOST },
)

const MenuView = Shape({ currency: CurrencyCode, sections }, 'Menu')

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
  summary: 'Replace the whole menu of a store, in the order in which it is shown',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Shape({ sections }, 'MenuDraft'),
  answer: MenuView,
  problems: [storeMissing, rules.menuTooLong],
})
