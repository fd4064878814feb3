import type { Static } from 'typebox'
import { Type } from 'typebox'
import type { SealedColumn } from '../../../accounts/erasure.ts'
import type { Engine } from '../../../engine.ts'
import { Email, Line, PersonName, Phone, Shape } from '../../../kernel/shape.ts'
import { PostalCode } from '../../../postcodes/contract.ts'

const MEMO_MOST = 100

const formOfOld = {
  first_name: PersonName,
  last_name: PersonName,
  email: Email,
  /** Street and number, or lot. */
  address: Line({ most: 200 }),
  postal_code: PostalCode,
  city: Line({ most: 60 }),
}

const further = {
  /** Floor, flat. */
  detail: Type.Optional(Line({ least: 0, most: 100 })),
  /** For who delivers it. */
  memo: Type.Optional(Line({ least: 0, most: MEMO_MOST })),
  /** The number that a cash receipt is made out to. */
  cashReceipt: Type.Optional(
    Type.String({ pattern: '^(\\d[\\d-]{8,20}\\d)?$', examples: ['010-1234-5678'] }),
  ),
}

/** Where the goods of an order go, and to whom. */
export const OrderForm = Shape({ ...formOfOld, phone: Phone, ...further }, 'OrderForm')
/** The same from callers of old, who know no phone number. */
export const OldOrderForm = Shape({ ...formOfOld, phone: Type.Optional(Phone), ...further })

export type DeliveryForm = Static<typeof OldOrderForm>

export const sealForm = ({ keyRing }: Engine, form: DeliveryForm): string =>
  keyRing.seal(JSON.stringify(form))

export const openForm = ({ keyRing }: Pick<Engine, 'keyRing'>, sealed: string): DeliveryForm =>
  JSON.parse(keyRing.open(sealed)) as DeliveryForm

/** For the key rotation. */
export const sealedForms: SealedColumn = {
  table: 'deliveries',
  keys: ['store_id', 'order_id'],
  columns: ['form'],
}
