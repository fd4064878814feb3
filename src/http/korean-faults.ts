import type { Locale } from 'typebox/system'

type Fault = Parameters<typeof Locale.en_US>[0]

const types: Readonly<Record<string, string>> = {
  string: '문자열',
  integer: '정수',
  number: '숫자',
  boolean: 'true 또는 false',
  array: '목록',
  object: 'JSON 객체',
  null: 'null',
}

const comparisons: Readonly<Record<string, string>> = {
  '<=': '이하',
  '<': '미만',
  '>=': '이상',
  '>': '초과',
}

/** What is wrong with a member, in plain Korean. */
export function koreanFault(fault: Fault): string {
  const params = fault.params as Record<string, unknown>
  const { limit } = params
  switch (fault.keyword) {
    case 'type':
      return `${[params.type]
        .flat()
        .map((type) => types[`${type}`] ?? type)
        .join(' 또는 ')} 형식으로 보내 주세요`
    case 'minLength':
      return `${limit}자 이상 입력해 주세요`
    case 'maxLength':
      return `${limit}자 이하로 입력해 주세요`
    case 'minItems':
      return `${limit}개 이상 보내 주세요`
    case 'maxItems':
      return `${limit}개 이하로 보내 주세요`
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `${limit} ${comparisons[`${params.comparison}`] ?? ''}의 값을 입력해 주세요`
    case 'enum':
    case 'const':
    case 'anyOf':
    case 'oneOf':
      return '사용할 수 있는 값이 아니에요'
    case 'uniqueItems':
      return '같은 값을 두 번 보낼 수 없어요'
    default:
      return '형식이 올바르지 않아요'
  }
}
