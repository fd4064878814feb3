import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Shape } from '../../kernel/shape.ts'
import { noticeWays } from './rules.ts'

const NoticeChoice = Shape(
  {
    by: Type.Enum([...noticeWays], {
      description:
        'how you are told of your bookings: by mail, on your phone where the store does that, or both',
    }),
  },
  'NoticeChoice',
)

export const getNoticeChoice = endpoint({
  name: 'getNoticeChoice',
  method: 'GET',
  path: '/v1/me/notices',
  summary: 'How you are told of your bookings',
  role: 'customer',
  exported: 'notices',
  answer: NoticeChoice,
  problems: [],
})

export const chooseNotices = endpoint({
  name: 'chooseNotices',
  method: 'PUT',
  path: '/v1/me/notices',
  summary: 'Choose how you are told of your bookings',
  description:
    'A confirmation is mailed in any case. Where you chose your phone and no message could go there, a mail goes instead.',
  role: 'customer',
  accountsOnly: true,
  body: NoticeChoice,
  answer: NoticeChoice,
  problems: [],
})
