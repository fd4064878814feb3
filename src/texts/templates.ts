import { oneLine } from '../kernel/calendar.ts'

/** What a message may say, with the name of its variable in a template. */
const variables = {
  store: '매장',
  noun: '구분',
  when: '일시',
  what: '내용',
  number: '주문번호',
  amount: '금액',
  until: '기한',
  count: '건수',
  news: '소식',
} as const

export type Fact = keyof typeof variables

interface Template {
  /** What it is called where templates are registered. */
  readonly title: string
  /** As it is registered with Kakao: `#{매장}` is a variable. */
  readonly text: string
  /** Opens the page of the link, whose path is the variable `#{경로}`. */
  readonly button: string
}

const details = '매장: #{매장}\n일시: #{일시}\n내용: #{내용}\n주문 번호: #{주문번호}'

/** The templates of every kind of message, as they are to be registered with Kakao (docs/alimtalk.md). */
export const templates = {
  confirmed: {
    title: '예약 확정',
    text: `#{구분} 확정 안내\n\n#{구분} 확정이 완료되었습니다.\n\n${details}`,
    button: '예약 확인하기',
  },
  changed: {
    title: '예약 변경',
    text: `#{구분} 변경 안내\n\n#{구분} 내용이 아래와 같이 변경되었습니다.\n\n${details}`,
    button: '예약 확인하기',
  },
  'change-proposed': {
    title: '시간 변경 제안',
    text: `시간 변경 제안 안내\n\n매장에서 #{구분} 시간 변경을 제안했습니다.\n\n매장: #{매장}\n바꿀 일시: #{일시}\n주문 번호: #{주문번호}\n답하실 기한: #{기한}\n\n기한까지 답이 없으면 원래 시간 그대로입니다.`,
    button: '제안 확인하기',
  },
  canceled: {
    title: '예약 취소',
    text: `#{구분} 취소 안내\n\n#{구분} 취소가 완료되었습니다.\n\n${details}\n환불 금액: #{금액}`,
    button: '취소 내역 보기',
  },
  'partly-canceled': {
    title: '예약 일부 취소',
    text: '#{구분} 일부 취소 안내\n\n#{구분}의 일부가 취소되었습니다.\n\n매장: #{매장}\n취소한 내용: #{내용}\n주문 번호: #{주문번호}\n환불 금액: #{금액}',
    button: '취소 내역 보기',
  },
  refunded: {
    title: '환불 완료',
    text: '환불 안내\n\n결제하신 금액이 환불되었습니다.\n\n매장: #{매장}\n주문 번호: #{주문번호}\n환불 금액: #{금액}',
    button: '환불 내역 보기',
  },
  'reminder-day': {
    title: '이용 하루 전 알림',
    text: `#{구분} 알림\n\n이용하실 날이 다가와 안내해 드립니다.\n\n${details}\n\n오시기 어렵다면 아래에서 미리 변경하거나 취소해 주시기 바랍니다.`,
    button: '예약 확인하기',
  },
  'reminder-hours': {
    title: '이용 두 시간 전 알림',
    text: `#{구분} 알림\n\n곧 이용하실 시간입니다.\n\n${details}`,
    button: '예약 확인하기',
  },
  'place-free': {
    title: '빈자리 알림',
    text: '빈자리 안내\n\n신청하신 시간에 빈자리가 생겼습니다.\n\n매장: #{매장}\n일시: #{일시}\n내용: #{내용}\n잡아 둔 기한: #{기한}\n\n기한이 지나면 다음 분께 안내됩니다.',
    button: '빈자리 예약하기',
  },
  ready: {
    title: '입장 안내',
    text: '입장 안내\n\n기다리신 순서가 되었습니다. 매장 입구로 와 주시기 바랍니다.\n\n매장: #{매장}\n내용: #{내용}\n입장 기한: #{기한}',
    button: '대기 내역 보기',
  },
  'store-news': {
    title: '매장 소식',
    text: '매장 알림\n\n#{매장}에 새 소식이 #{건수}건 있습니다.\n\n최근 소식: #{소식}',
    button: '관리 화면 열기',
  },
} as const satisfies Readonly<Record<string, Template>>

export type TemplateName = keyof typeof templates
export const templateNames = Object.keys(templates) as readonly TemplateName[]

/** A message to a phone: what it says, and where its button leads. */
export interface PhoneMessage {
  readonly template: TemplateName
  readonly facts: Readonly<Partial<Record<Fact, string>>>
  /** A page of ours: `https://…/bookings/…`. */
  readonly link: string
}

/** Kakao refuses a longer message; that of the longest template with all values at their most is shorter. */
export const MESSAGE_MOST = 1_000
const VALUE_MOST = 100
const PATH_MOST = 200
/** Kakao refuses an empty value. */
const NOTHING = '-'

const PATH = '경로'

/** The values of the variables of a message, as Kakao takes them: `{ '#{매장}': '집밥', … }`. */
export function variablesOf(
  { template, facts, link }: PhoneMessage,
  publicUrl: string,
): Readonly<Record<string, string>> {
  const used = (Object.keys(variables) as Fact[]).filter((fact) =>
    templates[template].text.includes(`#{${variables[fact]}}`),
  )
  const path = link.startsWith(`${publicUrl}/`) ? link.slice(publicUrl.length + 1) : ''
  return {
    ...Object.fromEntries(used.map((fact) => [`#{${variables[fact]}}`, factOf(facts[fact])])),
    [`#{${PATH}}`]: path.slice(0, PATH_MOST),
  }
}

/** One line, and nothing that would be a variable itself. */
function factOf(fact = ''): string {
  const line = oneLine(fact).replaceAll('#{', '').trim()
  return (line.length > VALUE_MOST ? `${line.slice(0, VALUE_MOST - 1)}…` : line) || NOTHING
}

/** The text of a template with its variables filled in. */
export const filled = (template: TemplateName, values: Readonly<Record<string, string>>): string =>
  templates[template].text.replaceAll(/#\{[^}]+\}/g, (name) => values[name] ?? name)

/** The same message where there is no Kakao, with its link: a text message of any length. */
export const plainText = (message: PhoneMessage, publicUrl: string): string =>
  `[자리] ${filled(message.template, variablesOf(message, publicUrl))}\n\n${message.link}`
