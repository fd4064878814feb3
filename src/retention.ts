import { UNVERIFIED_DAYS } from './accounts/address/rules.ts'
import { GUEST_DAYS } from './accounts/guests/rules.ts'
import { FAREWELL_DAYS } from './accounts/mails/rules.ts'
import { BOOKER_DAYS, UNPAID_BOOKER_DAYS } from './bookings/retention.ts'
import { ENTRY_DAYS } from './bookings/waitlist/retention.ts'
import { TICKET_DAYS } from './door-line/retention.ts'
import { KEEP_DAYS as EVENT_DAYS } from './events/rules.ts'
import { KEEP_DAYS as ANSWER_DAYS } from './http/idempotency.ts'
import { WEBHOOK_DAYS } from './payments/webhook-rules.ts'
import { KEPT_DAYS as SECURITY_DAYS } from './security/rules.ts'
import { KEPT_DAYS as ACT_DAYS } from './stores/acts/rules.ts'
import { BUSINESS_YEARS } from './stores/business/retention.ts'
import type { Words } from './terms/texts.ts'

/** One kind of data, why it is kept that long, and what deletes it. */
interface Kept {
  readonly what: Words
  readonly basis: Words
  /** Undefined: until the account is deleted. */
  readonly for?: { readonly days: number } | { readonly years: number }
  /** The job that deletes it; without one nothing personal is left in it when the account has been deleted. */
  readonly job?: string
}

const consumerLaw = {
  ko: '전자상거래법 시행령 제6조',
  en: 'Enforcement Decree of the E-Commerce Act, art. 6',
}
const contract = { ko: '계약의 이행', en: 'keeping the contract' }
const security = { ko: '부정 이용 방지와 보안', en: 'security and prevention of abuse' }

/**
 * How long everything personal is kept: the privacy notice says it from here, and the days are those of the jobs
 * themselves (docs/decisions/0061).
 */
export const retention: readonly Kept[] = [
  {
    what: { ko: '회원 정보', en: 'account' },
    basis: contract,
  },
  {
    what: { ko: '계약·청약철회 기록', en: 'records of contracts and withdrawals' },
    basis: consumerLaw,
    for: { years: 5 },
  },
  {
    what: { ko: '대금 결제 기록', en: 'records of payments' },
    basis: consumerLaw,
    for: { years: 5 },
  },
  {
    what: {
      ko: '예약자 이름·연락처, 받는 분 이름·연락처·주소 (이용하거나 받은 뒤)',
      en: 'name and phone of a booker, after use; name, phone and address of a recipient, after delivery',
    },
    basis: { ko: '분쟁 해결', en: 'settling disputes' },
    for: { days: BOOKER_DAYS },
    job: 'erase old bookers',
  },
  {
    what: {
      ko: '결제하지 않은 예약·주문의 예약자와 받는 분 정보',
      en: 'bookers and recipients of what was not paid',
    },
    basis: contract,
    for: { days: UNPAID_BOOKER_DAYS },
    job: 'erase old bookers',
  },
  {
    what: {
      ko: '빈자리 알림 신청 (그 시간이 지난 뒤)',
      en: 'entries on waitlists, after their time',
    },
    basis: contract,
    for: { days: ENTRY_DAYS },
    job: 'remove old waitlist entries',
  },
  {
    what: {
      ko: '현장 웨이팅의 이름·연락처·순번',
      en: 'name, phone and number of who waited at a door',
    },
    basis: contract,
    for: { days: TICKET_DAYS },
    job: 'remove old tickets of lines',
  },
  {
    what: { ko: '이메일을 확인하지 않은 계정', en: 'accounts whose address nobody verified' },
    basis: contract,
    for: { days: UNVERIFIED_DAYS },
    job: 'remove old unverified accounts',
  },
  {
    what: {
      ko: '탈퇴 안내 메일을 받을 주소 (보낼 때까지)',
      en: 'the address of who left, until their last mail is sent',
    },
    basis: contract,
    for: { days: FAREWELL_DAYS },
    job: 'send mails about accounts',
  },
  {
    what: { ko: '주문하지 않은 비회원 정보', en: 'guests who bought nothing' },
    basis: contract,
    for: { days: GUEST_DAYS },
    job: 'remove old guests',
  },
  {
    what: { ko: '접속·보안 기록', en: 'records of access and security' },
    basis: {
      ko: '통신비밀보호법 (3개월)',
      en: 'Protection of Communications Secrets Act (3 months)',
    },
    for: { days: SECURITY_DAYS },
    job: 'delete old security events',
  },
  {
    what: { ko: '매장에서 한 작업 기록', en: 'records of who did what at a store' },
    basis: { ko: '분쟁 해결', en: 'settling disputes' },
    for: { days: ACT_DAYS },
    job: 'delete old store acts',
  },
  {
    what: {
      ko: '종료한 매장의 사업자 정보 (종료한 뒤)',
      en: 'who sold at a store, after it closed',
    },
    basis: consumerLaw,
    for: { years: BUSINESS_YEARS },
    job: 'forget old businesses',
  },
  {
    what: { ko: '결제대행사 통지 원문', en: 'notices of payment companies, as received' },
    basis: security,
    for: { days: WEBHOOK_DAYS },
    job: 'delete old webhooks',
  },
  {
    what: { ko: '요청 처리 기록', en: 'answers to repeated requests' },
    basis: security,
    for: { days: ANSWER_DAYS },
    job: 'delete old idempotency keys',
  },
  {
    what: { ko: '서비스 내부 처리 기록', en: 'internal events' },
    basis: security,
    for: { days: EVENT_DAYS },
    job: 'delete old events',
  },
]

const lengthOf = ({ for: kept }: Kept): Words => {
  if (!kept) return { ko: '탈퇴할 때까지', en: 'until the account is deleted' }
  if ('years' in kept) return { ko: `${kept.years}년`, en: `${kept.years} years` }
  return { ko: `${kept.days}일`, en: `${kept.days} days` }
}

const lineOf = (kept: Kept, language: keyof Words): string =>
  `- ${kept.what[language]}: ${lengthOf(kept)[language]} (${kept.basis[language]})`

const textIn = (language: keyof Words, some: readonly Kept[] = retention): string =>
  some.map((kept) => lineOf(kept, language)).join('\n')

const byLaw = retention.filter(({ job, for: kept }) => !job && kept && 'years' in kept)

/** What stays for years after somebody has left, as their last mail says it. */
export const keptByLaw: Words = { ko: textIn('ko', byLaw), en: textIn('en', byLaw) }

/** As the privacy notice says it. */
export const retentionText: Words = { ko: textIn('ko'), en: textIn('en') }
