import { type BookerTexts, openBooker } from '../../../bookings/booker.ts'
import type { Said } from '../../../bookings/said.ts'
import type { Engine } from '../../../engine.ts'
import { oneLine } from '../../../kernel/calendar.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { openForm } from '../checkout/form.ts'
import { readDeskOrders } from './desk-queries.ts'

/** Where goods go, opened for their seller and their buyer only. */
export interface Recipient {
  readonly name: string
  readonly phone: string
  readonly email: string | null
  readonly postalCode: string
  /** With the city in front. */
  readonly address: string
  readonly detail: string
  readonly memo: string
  /** For the cash receipt, as it was typed; null: none was asked for. */
  readonly cashReceipt: string | null
}

/** Null once the buyer has left. */
export function openRecipient(
  engine: Pick<Engine, 'keyRing'>,
  { form, booker }: { readonly form: string | null; readonly booker: BookerTexts | null },
): Recipient | null {
  const named = booker && openBooker(engine, booker)
  if (!form)
    return (
      named && {
        ...{ name: named.name, phone: named.phone, email: null, postalCode: '', address: '' },
        ...{ detail: '', memo: named.message, cashReceipt: null },
      }
    )
  const typed = openForm(engine, form)
  return {
    name: named?.name ?? `${typed.last_name}${typed.first_name}`,
    phone: typed.phone ?? named?.phone ?? '',
    email: typed.email,
    postalCode: typed.postal_code,
    address: `${typed.city} ${typed.address}`,
    detail: typed.detail ?? '',
    memo: typed.memo ?? '',
    cashReceipt: typed.cashReceipt || null,
  }
}

/** Who gets the goods of an order, and where, for the mail to its buyer. */
export async function whereTo(
  engine: Pick<Engine, 'keyRing'>,
  on: Queryable,
  { storeId, id }: { readonly storeId: Id<'Store'>; readonly id: Id<'Order'> },
): Promise<Said | undefined> {
  const [order] = await readDeskOrders(on, storeId, [id])
  const to = order?.form ? openRecipient(engine, order) : null
  if (!to) return undefined
  const name = oneLine(to.name)
  const address = oneLine(`(${to.postalCode}) ${to.address} ${to.detail}`.trim())
  return {
    ko: `받는 분: ${name}\n배송지: ${address}`,
    en: `Recipient: ${name}\nDeliver to: ${address}`,
  }
}
