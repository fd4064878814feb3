import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Email, OrNull, Shape, TimeOfDay, Uuid } from '../../kernel/shape.ts'
import { OfStore } from '../contract.ts'
import { storeMissing } from '../rules.ts'
import * as rules from './rules.ts'
import * as texts from './text-rules.ts'

const settings = {
  /** What is told of by mail. */
  topics: Type.Array(Type.Enum([...rules.noticeTopics]), { maxItems: rules.noticeTopics.length }),
  /** Where; none: at the address of the owner. */
  addresses: Type.Array(Email, { maxItems: rules.ADDRESSES_MOST }),
}
const NoticeSettingsView = Shape({ ...settings, ownerAddress: OrNull(Type.String()) })

export const getNoticeSettings = endpoint({
  name: 'getNoticeSettings',
  method: 'GET',
  path: '/v1/stores/:storeId/notice-settings',
  summary: 'What a store you own is told of by mail, and at which addresses',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  answer: NoticeSettingsView,
  problems: [storeMissing],
})

export const changeNoticeSettings = endpoint({
  name: 'changeNoticeSettings',
  method: 'PUT',
  path: '/v1/stores/:storeId/notice-settings',
  summary: 'Choose what a store is told of by mail, and at which addresses, five at most',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Shape(settings),
  answer: NoticeSettingsView,
  problems: [storeMissing, rules.addressTwice],
})

const textSettings = {
  guests: Type.Boolean({
    description: 'guests are told on their phones what becomes of a booking',
  }),
  most: Type.Integer({
    minimum: 0,
    maximum: texts.CAP_MOST,
    description: 'messages in a month, of the store’s time zone; what is beyond goes by mail only',
  }),
  topics: Type.Array(Type.Enum([...rules.noticeTopics]), {
    maxItems: rules.noticeTopics.length,
    description: 'news of which the store is told on phones',
  }),
  quiet: OrNull(Shape({ from: TimeOfDay, until: TimeOfDay })),
  phones: Type.Array(Uuid, {
    maxItems: texts.PHONES_MOST,
    description: 'accounts of people who work there, at whose verified numbers the store is told',
  }),
}
const TextSettingsView = Shape(
  {
    ...textSettings,
    isOffered: Type.Boolean({ description: 'false: this site sends no messages to phones' }),
    sent: Type.Integer({ description: 'messages of this month' }),
    people: Type.Array(Shape({ accountId: Uuid, name: Type.String(), phone: Type.String() }), {
      description: 'who may be chosen, with the last digits of their numbers',
    }),
  },
  'TextSettings',
)

export const getTextSettings = endpoint({
  name: 'getTextSettings',
  method: 'GET',
  path: '/v1/stores/:storeId/text-settings',
  summary:
    'What a store you own has told on phones, to whom, and how many messages that were this month',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  answer: TextSettingsView,
  problems: [storeMissing],
})

export const changeTextSettings = endpoint({
  name: 'changeTextSettings',
  method: 'PUT',
  path: '/v1/stores/:storeId/text-settings',
  summary: 'Choose what a store has told on phones, to whom, and how many messages a month at most',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Shape(textSettings),
  answer: TextSettingsView,
  problems: [storeMissing, texts.quietEmpty, texts.phoneUnfit],
})
