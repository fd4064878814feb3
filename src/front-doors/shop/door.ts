import { whereChanged } from '../../bookings/answering-door.ts'
import type { FrontDoor } from '../front-door.ts'
import { actWords } from './act-words.ts'
import { forgetCarts } from './carts/operations.ts'
import { moveCarts } from './carts/queries.ts'
import { takeFromCarts } from './carts/taken.ts'
import { sealedForms } from './checkout/form.ts'
import { forgetAttempts } from './coupons/attempts.ts'
import { dataWords } from './data-words.ts'
import { seed } from './demo.ts'
import { eraseBuyer } from './leaving.ts'
import { describe } from './lines.ts'
import { mails } from './mails.ts'
import { cancelProblems } from './parcels/change-rules.ts'
import { feeComesBack, refuseChange } from './parcels/changes.ts'
import { parcelInvariants } from './parcels/invariants.ts'
import { eraseArrived } from './parcels/leaving.ts'
import { writeOverdue } from './parcels/operations.ts'
import { whereTo } from './parcels/recipient.ts'
import { eraseOldRecipients } from './parcels/retention.ts'
import { countSold, mailLow, mailRestocked } from './products/alerts.ts'
import { importProducts } from './products/imports/operations.ts'
import { productInvariants } from './products/invariants.ts'
import { selling } from './products/offers.ts'
import { openings, remaining } from './products/openings.ts'
import { isProductOf, sells } from './products/queries.ts'
import { productPage } from './products/shown.ts'
import { dropUnsent } from './returns/exchange.ts'
import { givenBack } from './returns/given-back.ts'
import { tellsItself } from './returns/queries.ts'
import { quoteRefunded } from './returns/refunded.ts'
import { routes } from './routes.ts'
import en from './screens/messages/en.json' with { type: 'json' }
import ko from './screens/messages/ko.json' with { type: 'json' }

/** Goods of a shop, in stock. */
export const shop: FrontDoor = {
  name: 'shop',
  schema: new URL('./schema/', import.meta.url),
  routes,
  page: {
    list: '/market',
    title: { ko: ko.title, en: en.title },
    lead: { ko: ko.lead, en: en.lead },
    storeBegins: 'name',
    schemaType: () => ({ type: 'Store' }),
    own: {
      orders: { ko: ko.orders, en: en.orders },
      carts: { ko: ko.pages.cart, en: en.pages.cart },
      complete: { ko: ko.pages.complete, en: en.pages.complete },
    },
    ownAtStore: {
      cart: { ko: ko.pages.cart, en: en.pages.cart },
      checkout: { ko: ko.pages.checkout, en: en.pages.checkout },
    },
    below: productPage,
  },
  keys: ['stock/', 'coupon/'],
  ownCheckout: true,
  kinds: [],
  actWords,
  pricePer: [],
  closesForGood: false,
  policies: ['free'],
  words: {
    store: { ko: '상점', en: 'Shop' },
    byStore: { ko: '판매자가', en: 'The seller' },
    gone: { ko: '상품이', en: 'the goods' },
    durationSeconds: 0,
    cancellation: {
      ko: '판매자가 상품을 포장하기 전까지 취소할 수 있으며, 결제하신 금액은 전액 환불됩니다. 받으신 뒤에는 7일 안에 반품을 신청할 수 있습니다.',
      en: en.cancellation,
    },
    ordered: {
      noun: { ko: '주문', en: 'order' },
      confirmed: '완료',
      buyer: { ko: '구매자', en: 'buyer' },
      content: { ko: '상품', en: 'Goods' },
      isListed: true,
    },
  },
  seed,
  dataWords,
  pictured: isProductOf,
  describe,
  sells,
  openings,
  remaining,
  selling,
  invariants: [...productInvariants, ...parcelInvariants],
  mails,
  refuseChange,
  answers: {
    ...whereChanged(cancelProblems),
    cancelOrderByStore: cancelProblems,
  },
  feeComesBack,
  givenBack,
  whereTo,
  tellsItself,
  joined: moveCarts,
  erase: eraseBuyer,
  sealed: [sealedForms],
  consumers: [takeFromCarts, dropUnsent, quoteRefunded],
  jobs: [
    { name: 'mail of restocked goods', restMs: 15_000, run: mailRestocked },
    { name: 'mail of low stock', restMs: 60_000, run: mailLow },
    { name: 'import products', restMs: 1_000, run: importProducts },
    { name: 'count sold goods', restMs: 600_000, run: countSold },
    { name: 'delete old carts', restMs: 60_000, run: forgetCarts },
    { name: 'erase old recipients', restMs: 60_000, run: eraseOldRecipients },
    { name: 'forget wrong coupon codes', restMs: 60_000, run: forgetAttempts },
    { name: 'write down what has arrived', restMs: 30_000, run: writeOverdue },
    { name: 'erase where goods of who left have gone', restMs: 600_000, run: eraseArrived },
  ],
}
