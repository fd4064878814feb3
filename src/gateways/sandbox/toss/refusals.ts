/** Toss's refusals, by its own codes: the HTTP status, and the text in Korean and in English. */
const known: Readonly<Record<string, readonly [status: number, ko: string, en: string]>> = {
  ALREADY_PROCESSED_PAYMENT: [400, '이미 처리된 결제입니다.', 'Already processed.'],
  PROVIDER_ERROR: [400, '일시적인 오류입니다.', 'A temporary error.'],
  CARD_PROCESSING_ERROR: [400, '카드사에서 오류가 났습니다.', 'The card company failed.'],
  INVALID_REJECT_CARD: [400, '카드 사용이 거절되었습니다.', 'The card was refused.'],
  INVALID_STOPPED_CARD: [400, '정지된 카드입니다.', 'The card is stopped.'],
  INVALID_CARD_EXPIRATION: [400, '유효기간이 다릅니다.', 'The expiry date is wrong.'],
  BELOW_MINIMUM_AMOUNT: [400, '100원부터 결제합니다.', 'Below the least amount.'],
  INVALID_REQUEST: [400, '잘못된 요청입니다.', 'The request is wrong.'],
  DUPLICATED_ORDER_ID: [400, '이미 쓴 주문번호입니다.', 'The order id is used up.'],
  INVALID_API_KEY: [400, '잘못된 시크릿 키입니다.', 'The secret key is wrong.'],
  INVALID_IDEMPOTENCY_KEY: [400, '멱등키는 300자까지입니다.', 'The idempotency key is too long.'],
  INVALID_TRANSACTION_KEY: [400, '잘못된 페이징 키입니다.', 'There is no such transaction.'],
  ALREADY_CANCELED_PAYMENT: [400, '이미 취소된 결제입니다.', 'Already canceled.'],
  NOT_MATCHES_REFUNDABLE_AMOUNT: [400, '잔액이 다릅니다.', 'The balance is another one.'],
  REFUND_REJECTED: [400, '환불이 거절되었습니다.', 'The refund was refused.'],
  INVALID_REFUND_ACCOUNT_INFO: [400, '환불 계좌를 확인해 주세요.', 'The refund account is wrong.'],
  INVALID_CLIENT_KEY: [400, '잘못된 클라이언트 키입니다.', 'The client key is wrong.'],
  UNAUTHORIZED_KEY: [401, '인증되지 않은 키입니다.', 'The key is not known.'],
  INCORRECT_BASIC_AUTH_FORMAT: [403, "':'를 포함해 인코딩해 주세요.", "Encode it with ':'."],
  FORBIDDEN_REQUEST: [403, '허용되지 않은 요청입니다.', 'This is not allowed.'],
  FORBIDDEN_CONSECUTIVE_REQUEST: [403, '잠시 뒤에 다시 해 주세요.', 'Too soon after the last one.'],
  REJECT_CARD_PAYMENT: [403, '한도가 넘었거나 잔액이 모자랍니다.', 'Above the limit, or no money.'],
  REJECT_CARD_COMPANY: [403, '카드사가 거절했습니다.', 'The card company refused.'],
  REJECT_ACCOUNT_PAYMENT: [403, '잔액이 모자랍니다.', 'Not enough money.'],
  NOT_CANCELABLE_AMOUNT: [403, '취소할 수 없는 금액입니다.', 'This amount cannot be canceled.'],
  NOT_CANCELABLE_PAYMENT: [403, '취소할 수 없는 결제입니다.', 'This cannot be canceled.'],
  NOT_ALLOWED_PARTIAL_REFUND: [403, '부분 환불이 안 됩니다.', 'It goes back whole only.'],
  NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT: [
    403,
    '입금 전에는 부분 환불이 안 됩니다.',
    'Nothing was paid in yet.',
  ],
  EXCEED_MAX_REFUND_DUE: [403, '환불 기간이 지났습니다.', 'The time to refund is over.'],
  EXCEED_CANCEL_LIMIT: [403, '취소 한도를 넘었습니다.', 'Above the limit of cancels.'],
  NOT_FOUND_PAYMENT: [404, '존재하지 않는 결제입니다.', 'There is no such payment.'],
  NOT_FOUND_PAYMENT_SESSION: [404, '결제 시간이 지났습니다.', 'The session is gone.'],
  NOT_FOUND: [404, '존재하지 않는 정보입니다.', 'There is no such address.'],
  IDEMPOTENT_REQUEST_PROCESSING: [409, '앞의 요청을 처리하고 있습니다.', 'It is being worked on.'],
  FAILED_INTERNAL_SYSTEM_PROCESSING: [500, '내부 오류입니다.', 'An internal error.'],
  FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING: [500, '결제하지 못했습니다.', 'It did not work.'],
  UNKNOWN_PAYMENT_ERROR: [500, '결제에 실패했습니다.', 'The payment failed.'],
  FAILED_REFUND_PROCESS: [500, '은행 응답이 늦습니다.', 'The bank is slow to answer.'],
  FAILED_METHOD_HANDLING_CANCEL: [500, '취소하지 못했습니다.', 'The cancel did not work.'],
  FAILED_PARTIAL_REFUND: [500, '은행 점검 중입니다.', 'The bank is closed.'],
}

export class Refused extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

/** The HTTP status (400 if unlisted) and text of a code. */
export function told(code: string, language: 'ko' | 'en') {
  const [status, ko, en] = (Object.hasOwn(known, code) && known[code]) || [400, code, code]
  return { status, body: { code, message: language === 'en' ? en : ko } }
}

/** The members of a request. A missing, overlong or malformed one is refused. */
export function fieldsOf(body: unknown) {
  const members = new Map(typeof body === 'object' && body ? Object.entries(body) : [])
  const textOrNull = (name: string, most: number): string | null => {
    const value: unknown = members.get(name) ?? null
    if (value === null) return null
    if (typeof value !== 'string' || value === '' || [...value].length > most)
      throw new Refused('INVALID_REQUEST')
    return value
  }
  const wholeOrNull = (name: string): number | null => {
    const value: unknown = members.get(name) ?? null
    if (value === null) return null
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw new Refused('INVALID_REQUEST')
    return value as number
  }
  const needed = <Value>(value: Value | null): Value => {
    if (value === null) throw new Refused('INVALID_REQUEST')
    return value
  }
  return {
    textOrNull,
    wholeOrNull,
    text: (name: string, most: number) => needed(textOrNull(name, most)),
    whole: (name: string) => needed(wholeOrNull(name)),
    /** Unparsed. */
    any: (name: string): unknown => members.get(name) ?? null,
  }
}

export type Fields = ReturnType<typeof fieldsOf>
