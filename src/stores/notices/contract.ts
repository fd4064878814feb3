import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Email, OrNull, Shape } from '../../kernel/shape.ts'
import { OfStore } from '../contract.ts'
import { storeMissing } from '../rules.ts'
import * as rules from './rules.ts'

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
