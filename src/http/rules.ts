import { type ProblemType, problem, statusOf } from '../kernel/problem.ts'

/** Problems that only the HTTP edge returns. */
export const malformed = problem<{ errors: readonly FieldError[] }>('malformed', 'malformed', {
  ko: '요청 형식이 올바르지 않아요.',
  en: 'The request does not have the right shape.',
})
export const routeMissing = problem('route-missing', 'missing', {
  ko: '요청한 주소를 찾을 수 없어요.',
  en: 'There is nothing at this address.',
})
export const methodRefused = problem<{ allow: readonly string[] }>('method-refused', 'malformed', {
  ko: '이 주소에서는 쓸 수 없는 메서드예요.',
  en: 'This address does not answer to this method.',
})
export const mediaTypeRefused = problem('media-type-refused', 'malformed', {
  ko: '지원하지 않는 형식이에요. JSON은 application/json으로 보내 주세요.',
  en: 'That content type is not accepted here. JSON is sent as application/json.',
})
export const bodyTooLarge = problem('body-too-large', 'large', {
  ko: '보낸 내용이 너무 커요.',
  en: 'The body is too large.',
})
export const addressTooLong = problem('address-too-long', 'malformed', {
  ko: '주소가 너무 길어요.',
  en: 'The address is too long.',
})
export const headersTooLarge = problem('headers-too-large', 'large', {
  ko: '요청의 헤더가 너무 커요.',
  en: 'The headers are too large.',
})
export const requestTimedOut = problem('request-timed-out', 'malformed', {
  ko: '요청이 제시간에 도착하지 않았어요.',
  en: 'The request did not arrive in time.',
})
/** `address`: where this site is. */
export const originRefused = problem<{ address: string }>('origin-refused', 'forbidden', {
  ko: '다른 사이트에서 보낸 요청은 받지 않아요.',
  en: 'Requests from other sites are not accepted.',
})
export const tooManyRequests = problem<{
  retryAfterSeconds: number
  detail: { readonly ko: string; readonly en: string }
}>('too-many-requests', 'limited', {
  ko: '요청이 너무 많아요. 잠시 뒤에 다시 시도해 주세요.',
  en: 'That was too many requests. Try again in a moment.',
})
export const upgradeRequired = problem('upgrade-required', 'malformed', {
  ko: 'WebSocket으로 연결해야 하는 주소예요.',
  en: 'Connect to this address with a WebSocket.',
})
export const unexpected = problem('unexpected', 'unavailable', {
  ko: '일시적인 문제가 발생했어요. 계속되면 요청 번호와 함께 문의해 주세요.',
  en: 'Something went wrong on our side. Tell us the request id and we will find it.',
})

/** One invalid field: its location (RFC 6901) and a message. */
export interface FieldError {
  readonly in: 'body' | 'query' | 'path'
  readonly pointer: string
  readonly messages: { readonly ko: string; readonly en: string }
}

export const notJson: FieldError = {
  in: 'body',
  pointer: '',
  messages: { ko: 'JSON으로 읽을 수 없어요', en: 'cannot be read as JSON' },
}

export const nameTwice: FieldError = {
  in: 'body',
  pointer: '',
  messages: { ko: '같은 이름이 두 번 있어요', en: 'has a name twice' },
}

export const notStorable: FieldError = {
  in: 'body',
  pointer: '',
  messages: {
    ko: '저장할 수 없는 문자가 있어요: U+0000이나 짝이 없는 서로게이트',
    en: 'has a character that cannot be stored: U+0000 or half of a surrogate pair',
  },
}

/** Statuses that only the edge uses; for other problems the kind decides. */
const edgeStatus = new Map<string, number>([
  [methodRefused.type, 405],
  [requestTimedOut.type, 408],
  [addressTooLong.type, 414],
  [mediaTypeRefused.type, 415],
  [upgradeRequired.type, 426],
  [headersTooLarge.type, 431],
  [unexpected.type, 500],
])

export const statusFor = (is: ProblemType<never>): number =>
  edgeStatus.get(is.type) ?? statusOf[is.kind]
