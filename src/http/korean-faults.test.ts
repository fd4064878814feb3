import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { koreanFault } from './korean-faults.ts'

test.each([
  [Type.Object({}), '글', 'JSON 객체 형식으로 보내 주세요'],
  [Type.Integer(), 1.5, '정수 형식으로 보내 주세요'],
  [Type.String({ minLength: 8 }), 'short', '8자 이상 입력해 주세요'],
  [Type.Integer({ minimum: 1 }), 0, '1 이상의 값을 입력해 주세요'],
  [Type.Integer({ maximum: 100 }), 101, '100 이하의 값을 입력해 주세요'],
  [Type.Enum(['table', 'person']), 'chair', '사용할 수 있는 값이 아니에요'],
  [Type.String({ pattern: '^a$' }), 'b', '형식이 올바르지 않아요'],
])('%o refuses %o with "%s"', (shape, value, expected) => {
  expect(Compile(shape).Errors(value).map(koreanFault)).toContain(expected)
})
