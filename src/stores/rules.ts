import { problem } from '../kernel/problem.ts'

export const timeZoneUnknown = problem('time-zone-unknown', 'invalid', {
  ko: '알 수 없는 시간대입니다.',
  en: 'That time zone is not known.',
})
