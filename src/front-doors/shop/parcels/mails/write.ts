import { findAccount } from '../../../../accounts/queries.ts'
import { mailAddressOf } from '../../../../accounts/rules.ts'
import { guestUrl } from '../../../../bookings/guests/token.ts'
import type { DoorMails } from '../../../../bookings/mails/door-mails.ts'
import type { Engine } from '../../../../engine.ts'
import { oneLine } from '../../../../kernel/calendar.ts'
import { readNow } from '../../../../postgres/now.ts'
import { readNoticeSettings } from '../../../../stores/notices/queries.ts'
import { readReturn } from '../../returns/queries.ts'
import { readDeskOrders } from '../desk-queries.ts'
import { listGoods, readParcels } from '../queries.ts'
import { openRecipient } from '../recipient.ts'
import { asOf } from '../rules.ts'
import { namesOf, whatOf } from '../view.ts'
import { readShopMail } from './queries.ts'
import * as returnTexts from './return-texts.ts'
import * as texts from './texts.ts'

type ShopMail = NonNullable<Awaited<ReturnType<typeof readShopMail>>>

/**
 * A mail about a parcel or a return: to the buyer, or of a new return to the seller. Undefined where it is
 * none, or no longer true, or whom it is for is gone.
 */
export const writeOrderMail: DoorMails['write'] = async (engine, { storeId, mailId }) => {
  const mail = await readShopMail(engine.cell(storeId), storeId, mailId)
  if (!mail) return undefined
  const isToSeller = mail.kind === 'return-requested' || mail.kind === 'return-withdrawn'
  const recipient = isToSeller ? await sellerOf(engine, mail) : await buyerOf(engine, mail)
  if (!recipient) return undefined
  const { publicUrl } = engine
  const facts: texts.Facts = {
    name: recipient.name,
    shop: oneLine(mail.storeName),
    orderNumber: mail.orderNumber,
    order: recipient.hasSession
      ? `${publicUrl}/bookings/${mail.orderId}`
      : guestUrl(engine, { storeId, id: mail.orderId }),
    desk: `${publicUrl}/desk/${storeId}?tab=returns`,
  }
  const written =
    mail.kind === 'shipped' || mail.kind === 'delivered'
      ? await writeParcel(engine, mail, facts)
      : await writeReturn(engine, mail, facts)
  return written && { ...written, to: recipient.to }
}

/** The address of the order form: a guest has no other, and who has left still gets their goods. */
async function buyerOf(engine: Engine, { storeId, orderId, buyerId }: ShopMail) {
  const account = buyerId ? await findAccount(engine.house, buyerId) : undefined
  const [order] = await readDeskOrders(engine.cell(storeId), storeId, [orderId])
  const typed = order && openRecipient(engine, order)
  const isUnproven = account && !account.isGuest && !account.isVerified
  const to = isUnproven ? undefined : (typed?.email ?? account?.email)
  const name = oneLine(typed?.name || account?.name || '')
  return to ? { name, to, hasSession: account !== undefined && !account.isGuest } : undefined
}

/** Where a seller is told of other things too, if they want to be told of returns. */
async function sellerOf(engine: Engine, { storeId }: ShopMail) {
  const { topics, addresses, ownerId } = await readNoticeSettings(engine.cell(storeId), storeId)
  if (!topics.includes('returns')) return undefined
  const owner = await findAccount(engine.house, ownerId)
  const own = owner && mailAddressOf(owner)
  const to = own && addresses.length > 0 ? addresses : own
  return owner && to ? { name: oneLine(owner.name), to, hasSession: true } : undefined
}

async function goodsOf(
  engine: Engine,
  { storeId, orderId }: ShopMail,
  lines: Parameters<typeof whatOf>[1][],
) {
  const cell = engine.cell(storeId)
  const names = await namesOf(cell, storeId, await listGoods(cell, storeId, [orderId]))
  const said = lines.map((line) => whatOf(names, line))
  return {
    ko: said.map(({ ko }) => oneLine(ko)).join(', '),
    en: said.map(({ en }) => oneLine(en)).join(', '),
  }
}

async function writeParcel(engine: Engine, mail: ShopMail, facts: texts.Facts) {
  const cell = engine.cell(mail.storeId)
  const [found] = await readParcels(cell, mail.storeId, [mail.aboutId])
  if (!found) return undefined
  const { now } = await readNow(cell)
  const parcel = asOf(found, now)
  const goods = await goodsOf(engine, mail, [...parcel.lines])
  if (mail.kind === 'shipped')
    return parcel.shippedAt && !parcel.deliveredAt
      ? texts.shipped({ ...facts, goods, parcel })
      : undefined
  return parcel.deliveredAt && !parcel.confirmedAt
    ? texts.delivered({ ...facts, goods, parcel })
    : undefined
}

async function writeReturn(engine: Engine, mail: ShopMail, facts: texts.Facts) {
  const cell = engine.cell(mail.storeId)
  const given = await readReturn(cell, mail.storeId, mail.aboutId)
  if (!given || given.state === 'canceled' || `return-${given.state}` !== mail.kind)
    return undefined
  const [order] = await readDeskOrders(cell, mail.storeId, [mail.orderId])
  const goods = await goodsOf(engine, mail, [...given.lines])
  const currency = order?.currency ?? 'KRW'
  return returnTexts.aboutReturn(given.state, { ...facts, goods, given, currency })
}
