import { findAccount } from '../../../accounts/queries.ts'
import { mailAddressOf } from '../../../accounts/rules.ts'
import type { DoorMails } from '../../../bookings/mails/door-mails.ts'
import type { Engine } from '../../../engine.ts'
import { oneLine } from '../../../kernel/calendar.ts'
import type { Id } from '../../../kernel/id.ts'
import type { MailContent } from '../../../mail/content.ts'
import { readNoticeSettings } from '../../../stores/notices/queries.ts'
import { listLow, readOnSale, readStockMail } from './alert-queries.ts'
import { readShop, readTitles } from './queries.ts'
import { titleOf } from './rules.ts'

/** In one mail to a seller. */
const LISTED_MOST = 50

/** A mail about stock; undefined where it is none, or no longer true, or whom it is for is gone. */
export const writeStockMail: DoorMails['write'] = async (engine, { storeId, mailId }) => {
  const mail = await readStockMail(engine.cell(storeId), storeId, mailId)
  if (!mail) return undefined
  const { accountId, variantId } = mail
  if (!variantId) return writeLow(engine, storeId)
  return accountId ? writeRestocked(engine, { storeId, variantId, accountId }) : undefined
}

async function writeRestocked(
  engine: Engine,
  {
    storeId,
    variantId,
    accountId,
  }: { storeId: Id<'Store'>; variantId: Id<'Variant'>; accountId: Id<'Account'> },
): Promise<MailContent | undefined> {
  const cell = engine.cell(storeId)
  const [account, variant, [named]] = await Promise.all([
    findAccount(engine.house, accountId),
    readOnSale(cell, storeId, variantId),
    readTitles(cell, [{ storeId, variantId }]),
  ])
  const to = account && mailAddressOf(account)
  if (!to || !named || !variant?.left) return undefined
  const [name, title] = [oneLine(account.name), oneLine(named.title)]
  const link = `${engine.publicUrl}/market/${storeId}/products/${named.productId}`
  return {
    to,
    subject: `다시 입고되었습니다: ${title} (Back in stock)`,
    text: `${name} 님, 기다리시던 상품이 다시 입고되었습니다. 수량이 적을 수 있으니 서둘러 확인해 주세요.

${title}
${link}

이 알림은 한 번만 보내드립니다.


Hello ${name}, what you have waited for is back in stock. There may be only a few.

${title}
${link}

You get this mail once.
`,
  }
}

async function writeLow(engine: Engine, storeId: Id<'Store'>): Promise<MailContent | undefined> {
  const cell = engine.cell(storeId)
  const [shop, low, { topics, addresses, ownerId }] = await Promise.all([
    readShop(cell, storeId),
    listLow(cell, storeId, LISTED_MOST),
    readNoticeSettings(cell, storeId),
  ])
  const owner = await findAccount(engine.house, ownerId)
  const own = owner && mailAddressOf(owner)
  if (!shop || !own || low.length === 0 || !topics.includes('stock')) return undefined
  const list = (unit: (left: number) => string) =>
    low
      .map(({ title, values, sku, left }) =>
        oneLine(`- ${titleOf(title, values)} (${sku}): ${unit(left)}`),
      )
      .join('\n')
  const desk = `${engine.publicUrl}/desk/${storeId}?tab=products`
  const [name, market] = [oneLine(owner.name), oneLine(shop.name)]
  return {
    to: addresses.length > 0 ? addresses : own,
    subject: `재고가 얼마 남지 않았습니다: ${market} (Low stock)`,
    text: `${name} 님, 재고가 얼마 남지 않은 상품이 있습니다.

${list((left) => (left === 0 ? '품절' : `${left}개 남음`))}

상품 관리: ${desk}


Hello ${name}, some of your goods are low in stock.

${list((left) => (left === 0 ? 'sold out' : `${left} left`))}

Your products: ${desk}
`,
  }
}
