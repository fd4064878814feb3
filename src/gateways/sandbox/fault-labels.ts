import type { FaultName } from './faults.ts'

/** A failure scenario, described for a person. */
export interface FaultScenario {
  readonly number: number
  readonly ko: string
  readonly en: string
  /** The faults that reproduce it; none if it is done by hand. */
  readonly plants: readonly FaultName[]
  /** Additional instructions. */
  readonly hint?: readonly [ko: string, en: string]
}

const scenario = (
  number: number,
  ko: string,
  en: string,
  plants: readonly FaultName[],
  hint?: FaultScenario['hint'],
): FaultScenario => ({ number, ko, en, plants, ...(hint && { hint }) })

/** All scenarios of the sandbox. */
export const faultScenarios: readonly FaultScenario[] = [
  scenario(
    1,
    '결제는 열렸는데 응답이 사라짐',
    'Opened, yet the answer is lost',
    ['reset-after'],
    ['결제를 여는 호출에 주입해요: ready, prepare, create', 'On the call that opens a payment'],
  ),
  scenario(2, '승인되었는데 연결이 끊김', 'Approved, then the line is cut', ['reset-after']),
  scenario(3, '승인되기 전에 연결이 끊김', 'The line is cut before it is approved', [
    'reset-before',
  ]),
  scenario(4, '승인되었는데 응답이 너무 늦음', 'Approved, yet the answer comes too late', ['slow']),
  scenario(5, '승인되었는데 500으로 응답함', 'Approved, yet answered with 500', [
    'status-500-after',
  ]),
  scenario(6, '승인되었는데 응답이 깨짐', 'Approved, yet the answer is broken', [
    'html-502-after',
    'truncated-after',
    'empty-after',
  ]),
  scenario(
    7,
    '두 번째 승인: 이미 처리됨',
    'Approved twice: already done',
    ['code-after'],
    ['코드 예: -702, ALREADY_PROCESSED_PAYMENT, ALREADY_PAID', 'With the code that says so'],
  ),
  scenario(
    8,
    '두 승인이 한꺼번에 옴',
    'Two approvals at once',
    ['code'],
    [
      '돌아온 화면을 두 탭에서 함께 새로 고치거나, 처리 중이라는 코드를 주입해요: -785',
      'Reload the return page in two tabs, or plant the code for "in flight"',
    ],
  ),
  scenario(
    9,
    '돌아온 뒤 승인 전에 시간이 지남',
    'Too late between return and approval',
    ['code'],
    ['코드 예: -723, NOT_FOUND_PAYMENT_SESSION', 'With the code of an expired session'],
  ),
  scenario(
    10,
    '한도 초과, 정지된 카드, 잔액 부족',
    'Above the limit, stopped card, no money',
    ['fail'],
    [
      '결제가 완전히 실패해요. 코드 예: -780, REJECT_CARD_PAYMENT, card_declined',
      'The payment fails for good',
    ],
  ),
  scenario(
    11,
    '거절로 응답했지만 실제로는 승인됨',
    'Told declined, yet it was taken',
    ['code-after'],
    ['코드 예: -780, PROVIDER_ERROR', 'With a code that proves nothing'],
  ),
  scenario(
    12,
    '다른 결제의 키로 돌아옴',
    'Comes back with the key of another payment',
    [],
    [
      '돌아오는 주소의 pg_token, paymentKey, imp_uid를 다른 결제의 것으로 바꿔요.',
      'Put the key of another payment into the return address',
    ],
  ),
  scenario(
    13,
    '금액이나 통화를 다르게 응답함',
    'Answers with another amount or currency',
    ['alter-after'],
    [
      '바꿀 값을 JSON으로 입력해요: {"totalAmount": 1}, {"amount": {"total": 1}}',
      'With the members to lay over the answer',
    ],
  ),
  scenario(
    14,
    '그만두거나 비밀번호를 틀림',
    'Quits, or mistypes the password',
    [],
    ['결제창의 버튼을 눌러요.', 'The buttons of the payment window'],
  ),
  scenario(
    15,
    '결제하고 탭을 닫음',
    'Pays, and closes the tab',
    [],
    ['결제한 뒤 매장으로 돌아가기 전에 탭을 닫아요.', 'Close it before it leads back to the shop'],
  ),
  scenario(
    16,
    '다른 브라우저로 돌아오고 다섯 번 새로 고침',
    'Comes back elsewhere, five times',
    [],
    ['돌아오는 주소를 다른 브라우저에서 열어요.', 'Open the return address in another browser'],
  ),
  scenario(
    17,
    '알림이 승인 응답보다 먼저 옴',
    'The webhook overtakes the answer',
    ['slow'],
    ['승인하는 호출에 주입해요.', 'On the call that approves'],
  ),
  scenario(18, '같은 알림이 다섯 번 옴', 'One webhook, five times at once', [
    'duplicate',
    'duplicate-fresh',
  ]),
  scenario(19, '알림이 뒤바뀌거나 몇 시간 늦음', 'Webhooks hours late, out of order', ['delay']),
  scenario(
    20,
    '알림이 오지 않음',
    'The webhook never comes',
    ['drop'],
    [
      '매장이 200으로 응답하지 않으면 결제사의 시간표대로 다시 보내요.',
      'Not answered with 2xx, it is sent again by the schedule of its gateway',
    ],
  ),
  scenario(21, '가짜 알림', 'A forged webhook', [
    'no-signature',
    'wrong-key',
    'altered-body',
    'stale',
    'future',
    'two-signatures',
  ]),
  scenario(
    22,
    '환불되었는데 응답이 사라짐',
    'Refunded, yet the answer is lost',
    ['reset-after'],
    ['환불하는 호출에 주입해요: cancel, refund', 'On the call that refunds'],
  ),
  scenario(23, '환불이 오래 걸리거나 거절됨', 'A refund that takes long, or is refused', [
    'pending-success',
    'pending-failure',
    'code',
  ]),
  scenario(
    24,
    '늦은 승인, 결제사 화면에서 한 취소',
    'Approved too late; canceled at the console',
    ['slow'],
    [
      '취소는 POST /console/결제사/번호/cancel 로 요청해요.',
      'The console: POST /console/gateway/id/cancel',
    ],
  ),
  scenario(
    25,
    '키가 만료됨, 요청이 너무 많음, 조회가 늦음, 한 글자씩 응답함',
    'Key, quota, lookup lag, a slow drip',
    ['unauthorized', 'too-many', 'missing', 'drip'],
  ),
]

/** The label of each fault's button. */
export const faultLabels: Readonly<Record<FaultName, readonly [ko: string, en: string]>> = {
  'reset-before': ['하기 전에 끊기', 'cut before'],
  'reset-after': ['하고 나서 끊기', 'cut after'],
  slow: ['늦게 응답하기', 'answer late'],
  drip: ['한 글자씩 응답하기', 'drip'],
  'status-500-after': ['500으로 응답하기', 'answer 500'],
  'html-502-after': ['502 HTML', '502 HTML'],
  'truncated-after': ['잘린 JSON', 'half a JSON'],
  'empty-after': ['빈 200', 'empty 200'],
  'alter-after': ['바꿔 응답하기', 'alter'],
  code: ['하지 않고 코드로 거절', 'refuse by code'],
  'code-after': ['하고 나서 코드로 거절', 'done, yet a code'],
  fail: ['완전히 실패', 'fail for good'],
  unauthorized: ['키가 만료됨', 'key is dead'],
  'too-many': ['요청이 너무 많음', 'too many'],
  missing: ['없다고 하기', 'not found'],
  'pending-success': ['10분 뒤 완료', 'done in 10 min'],
  'pending-failure': ['10분 뒤 실패', 'fails in 10 min'],
  drop: ['보내지 않기', 'never send'],
  delay: ['늦게 보내기', 'send late'],
  duplicate: ['같은 번호로 다섯 번', 'five, one id'],
  'duplicate-fresh': ['새 번호로 다섯 번', 'five, new ids'],
  'no-signature': ['서명 없이', 'no signature'],
  'wrong-key': ['틀린 키', 'wrong key'],
  'altered-body': ['변조된 본문', 'altered body'],
  stale: ['한 시간 전', 'an hour old'],
  future: ['한 시간 뒤', 'an hour ahead'],
  'two-signatures': ['서명 둘', 'two signatures'],
}
