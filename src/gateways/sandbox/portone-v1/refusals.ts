import type { Answer } from '../answer.ts'

/** PortOne's refusals: sentences, almost no codes. */
export const sentences = {
  unauthorized: '인증에 실패하였습니다. API키와 secret을 확인하세요.',
  noToken: 'Unauthorized',
  tooMany: '요청이 너무 많습니다.',
  busy: '같은 거래의 다른 요청을 처리하고 있습니다.',
  internal: '서버에 오류가 발생하였습니다.',
  noAddress: '존재하지 않는 주소입니다.',
  missing: '존재하지 않는 결제정보입니다.',
  wrong: '요청 파라메터가 올바르지 않습니다.',
  prepared: '결제정보 사전등록에 실패하였습니다(이미 등록된 merchant_uid입니다).',
  notPrepared: '사전등록된 결제정보가 존재하지 않습니다.',
  notCancelable: '취소할 결제건이 존재하지 않습니다.',
  alreadyCanceled: '이미 전액취소된 주문입니다.',
  checksum: '취소 가능 잔액이 일치하지 않습니다.',
  tooMuch: '취소 가능 금액을 초과하였습니다.',
  parts: '취소 금액의 면세금액과 부가세가 올바르지 않습니다.',
  noAccount: '환불받을 계좌정보가 필요합니다.',
} as const

/** Most refusals have HTTP 200; only documented ones have another status. */
export class Refused extends Error {
  readonly status: number
  readonly code: number
  constructor(message: string, status = 200, code = status === 401 ? -1 : 1) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** The envelope of every answer. */
export const answered = (response: object, status = 200): Answer => ({
  status,
  body: { code: 0, message: null, response },
})

export const refused = ({ status, code, message }: Refused): Answer => ({
  status,
  body: { code, message, response: null },
})

/** The members of a request, from JSON or a form; a form writes numbers as text. */
export interface Fields {
  text(name: string): string | null
  whole(name: string): number | null
  flag(name: string): boolean
}

export function fieldsOf(body: unknown): Fields {
  const members = new Map<string, unknown>(
    typeof body === 'object' && body && !Array.isArray(body) ? Object.entries(body) : [],
  )
  const of = (name: string) => members.get(name) ?? null
  return {
    text(name) {
      const value = of(name)
      if (value === null || value === '') return null
      if (typeof value !== 'string') throw new Refused(sentences.wrong, 400)
      return value
    },
    whole(name) {
      const value = of(name)
      if (value === null || value === '') return null
      const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value
      if (!Number.isSafeInteger(number)) throw new Refused(sentences.wrong, 400)
      return number as number
    },
    flag: (name) => of(name) === true || of(name) === 'true',
  }
}

export function needed<Value>(value: Value | null): Value {
  if (value === null) throw new Refused(sentences.wrong, 400)
  return value
}
