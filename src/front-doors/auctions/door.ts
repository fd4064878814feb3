import { whereChanged } from '../../bookings/answering-door.ts'
import type { FrontDoor } from '../front-door.ts'
import { actWords } from './act-words.ts'
import { refuseChange } from './changes.ts'
import { forgetMessages } from './chat/operations.ts'
import { closeLots } from './close.ts'
import { dataWords } from './data-words.ts'
import { bidAsBots } from './demo/bots.ts'
import { seed } from './demo.ts'
import { returnDeposits } from './deposits.ts'
import { invariants } from './invariants.ts'
import { eraseBidder } from './leaving.ts'
import { describe } from './lines.ts'
import { lotPage } from './lot-page.ts'
import { remindWinners } from './mails/queue.ts'
import { mails } from './mails/write.ts'
import { openings, remaining } from './offered.ts'
import { isLotOf, sells } from './queries.ts'
import { routes } from './routes.ts'
import { DEPOSIT_PREFIX, depositBound, handedOver } from './rules.ts'
import en from './screens/messages/en.json' with { type: 'json' }
import ko from './screens/messages/ko.json' with { type: 'json' }
import { forgetViewers } from './viewers.ts'
import { settleWins } from './wins.ts'

/** Lots that go to the highest bidder. */
export const auctions: FrontDoor = {
  name: 'auctions',
  schema: new URL('./schema/', import.meta.url),
  houseSchema: new URL('./house-schema/', import.meta.url),
  routes,
  page: {
    list: '/auctions',
    title: { ko: ko.title, en: en.title },
    lead: { ko: ko.lead, en: en.lead },
    storeBegins: 'name',
    own: { mine: { ko: ko.mine, en: en.mine } },
    below: lotPage,
  },
  seed,
  dataWords,
  keys: ['lot/', DEPOSIT_PREFIX],
  kinds: [],
  actWords,
  pricePer: [],
  closesForGood: false,
  policies: ['free'],
  words: {
    store: { ko: '경매장', en: 'Auction' },
    byStore: { ko: '판매자가', en: 'The seller' },
    gone: { ko: '물품이', en: 'the lot' },
    durationSeconds: 0,
    cancellation: {
      ko: '결제하신 물품은 판매자가 전달하기 전까지 취소할 수 있으며, 결제하신 금액은 전액 환불됩니다.',
      en: en.cancellation,
    },
    ordered: {
      noun: { ko: '주문', en: 'order' },
      confirmed: '완료',
      buyer: { ko: '낙찰자', en: 'winner' },
      content: { ko: '낙찰 물품', en: 'Lot' },
    },
  },
  passingTopics: ['lot.changed', 'lot.talked'],
  pictured: isLotOf,
  describe,
  sells,
  openings,
  remaining,
  selling: () => undefined,
  invariants,
  mails,
  refuseChange,
  answers: whereChanged([depositBound, handedOver]),
  unbooked: DEPOSIT_PREFIX,
  erase: eraseBidder,
  jobs: [
    { name: 'close lots', restMs: 500, run: closeLots },
    { name: 'settle wins', restMs: 5_000, run: settleWins },
    { name: 'remind winners', restMs: 30_000, run: remindWinners },
    { name: 'return deposits', restMs: 5_000, run: returnDeposits },
    { name: 'forget viewers', restMs: 10_000, run: forgetViewers },
    { name: 'delete old messages of lots', restMs: 60_000, run: forgetMessages },
  ],
  sandboxJobs: [{ name: 'bid on the demo lot', restMs: 5_000, run: bidAsBots }],
}
