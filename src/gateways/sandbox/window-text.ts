export type Language = 'ko' | 'en'

/** By `?lang`, then Accept-Language, then Korean. */
export function languageOf(asked: string | undefined, accepted: string | undefined): Language {
  if (asked === 'ko' || asked === 'en') return asked
  const preferred = accepted?.split(',').map((range) => range.trim().slice(0, 2).toLowerCase())
  return preferred?.find((language) => language === 'ko' || language === 'en') === 'en'
    ? 'en'
    : 'ko'
}

const ko = {
  title: '샌드박스 결제창',
  notice: '연습용이에요. 실제로 결제되지 않아요.',
  amount: '결제 금액',
  item: '상품',
  order: '주문 번호',
  method: '결제 수단',
  methodNames: {
    MONEY: '머니 (연습)',
    CARD: '카드 (연습)',
    card: '카드 (연습)',
    vbank: '가상계좌 (연습)',
  } as Readonly<Record<string, string>>,
  left: '남은 시간',
  leftValue: (minutes: number, seconds: number) => `${minutes}분 ${seconds}초`,
  leftSoon: '결제 시간이 1분 남았어요.',
  holdOver: '매장에서 자리를 맡아 둔 시간이 지났어요. 지금 결제하면 환불될 수 있어요.',
  money: (amount: number, currency: string) =>
    currency === 'KRW' ? `${amount.toLocaleString('ko-KR')}원` : foreign('ko-KR', amount, currency),
  pay: (amount: string) => `${amount} 결제하기`,
  choices: {
    fail: '비밀번호 틀리기',
    quit: '그만두기',
    deposit: '가상계좌 발급받기',
  },
  busy: '처리하고 있어요…',
  ways: '다른 결과 연습하기',
  back: '매장으로 돌아가기',
  other: 'English',
  otherLabel: '영어로 보기: English',
  over: {
    expired: [
      '결제 시간이 지났어요',
      '제한 시간 안에 결제하지 않아 창이 닫혔어요. 결제는 되지 않았어요.',
    ],
    authenticated: ['인증을 마쳤어요', '매장으로 돌아가면 결제가 끝나요.'],
    paid: ['결제됐어요', '이 결제는 이미 끝났어요.'],
    deposit: ['입금을 기다리고 있어요', '안내된 계좌로 입금하면 결제가 끝나요.'],
    refunded: ['환불됐어요', '매장에서 환불한 결제예요.'],
    quit: ['결제를 그만뒀어요', '결제되지 않았어요.'],
    failed: ['결제하지 못했어요', '결제되지 않았어요. 매장에서 다시 시도해 주세요.'],
    missing: ['결제를 찾을 수 없어요', '주소를 확인해 주세요.'],
  },
} as const

type Words<Value> = Value extends string
  ? string
  : Value extends Readonly<Record<string, string>>
    ? string extends keyof Value
      ? Readonly<Record<string, string>>
      : { readonly [Name in keyof Value]: string }
    : Value extends (...asked: infer Asked) => string
      ? (...asked: Asked) => string
      : { readonly [Name in keyof Value]: Words<Value[Name]> }

const en: Words<typeof ko> = {
  title: 'Sandbox payment window',
  notice: 'For practice. No real money moves.',
  amount: 'Amount to pay',
  item: 'Item',
  order: 'Order',
  method: 'Paid with',
  methodNames: {
    MONEY: 'Money (practice)',
    CARD: 'Card (practice)',
    card: 'Card (practice)',
    vbank: 'Virtual account (practice)',
  },
  left: 'Time left',
  leftValue: (minutes: number, seconds: number) => `${minutes} min ${seconds} s`,
  leftSoon: 'One minute is left to pay.',
  holdOver: 'The shop no longer holds this for you. If you pay now, you may get a refund instead.',
  money: (amount: number, currency: string) => foreign('en-US', amount, currency),
  pay: (amount: string) => `Pay ${amount}`,
  choices: {
    fail: 'Wrong password',
    quit: 'Quit',
    deposit: 'Get an account to pay into',
  },
  busy: 'Working on it…',
  ways: 'Practise another outcome',
  back: 'Back to the shop',
  other: '한국어',
  otherLabel: 'Read in Korean: 한국어',
  over: {
    expired: [
      'The time to pay is over',
      'Nobody paid in time, so this window closed. You were not charged.',
    ],
    authenticated: ['You are authenticated', 'Go back to the shop to finish the payment.'],
    paid: ['Paid', 'This payment is already complete.'],
    deposit: ['Waiting for the deposit', 'Pay into the account you were given to finish.'],
    refunded: ['Refunded', 'The shop has given this payment back.'],
    quit: ['You quit', 'You were not charged.'],
    failed: ['The payment failed', 'You were not charged. Please try again at the shop.'],
    missing: ['There is no such payment', 'Please check the address.'],
  },
}

/** The text of a closed window. */
export type ClosedReason = keyof (typeof ko)['over']

/** Formats minor units with the currency's digits. */
function foreign(language: string, amount: number, currency: string): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0
  return format.format(amount / 10 ** digits)
}

export const textIn: Readonly<Record<Language, Words<typeof ko>>> = { ko, en }
