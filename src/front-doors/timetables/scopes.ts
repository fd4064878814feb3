import type { ScopeWords } from '../../accounts/api-keys/rules.ts'

/** Scopes of API keys at shops. */
export const scopes: readonly ScopeWords[] = [
  {
    scope: 'timetables:reserve',
    title: { ko: '자리 예약', en: 'Reserve places' },
    does: {
      ko: '오늘 남은 자리를 예약하고 반환해요.',
      en: 'Takes places that are left today, and gives them back.',
    },
  },
  {
    scope: 'timetables:write',
    title: { ko: '시간 관리', en: 'Manage times' },
    does: {
      ko: '매장의 예약 시간을 추가, 수정, 삭제해요.',
      en: 'Adds, changes and deletes the times of a shop.',
    },
  },
  {
    scope: 'shops:read',
    title: { ko: '매장 찾기', en: 'Find shops' },
    does: {
      ko: '사장님의 이메일로 매장 번호를 조회해요.',
      en: 'Finds the id of a shop by the e-mail of its owner.',
    },
  },
]
