import { expect, test } from 'vitest'
import { Problem } from '../../kernel/problem.ts'
import { isAppCode, mayAdminister, mayUseRecovery, mayUseStep, plainCode } from './rules.ts'

const said = (answer: unknown) => (answer instanceof Problem ? answer.type : answer)

test.each([
  ['a wrong code', undefined, 100, 'code-wrong'],
  ['one that was used', 100, 100, 'code-used'],
  ['one that is older than the last', 99, 100, 'code-used'],
  ['the next one', 101, 100, 101],
] as const)('a code of the app: %s', (_, step, lastStep, answer) => {
  expect(said(mayUseStep(step, { isConfirmed: true, lastStep }))).toBe(answer)
})

test.each([
  [undefined, 'code-wrong'],
  [{ isUsed: true }, 'code-used'],
  [{ isUsed: false }, true],
] as const)('a recovery code that is kept as %o', (kept, answer) => {
  expect(said(mayUseRecovery(kept))).toBe(answer)
})

test.each([
  ['123 456', '123456', true],
  ['7K3QX-9M2PA', '7K3QX9M2PA', false],
  ['7k3qx-9m2pa', '7K3QX9M2PA', false],
])('%s is read as %s', (typed, plain, isApp) => {
  expect(plainCode(typed)).toBe(plain)
  expect(isAppCode(plain)).toBe(isApp)
})

test.each([
  ['an owner', { role: 'owner', isStrong: true }, false, false],
  ['an administrator with a password alone', { role: 'admin', isStrong: false }, false, false],
  ['the same in a sandbox', { role: 'admin', isStrong: false }, true, true],
  ['an administrator with two factors', { role: 'admin', isStrong: true }, false, true],
  ['a key of an administrator', { role: 'admin', key: {} }, true, false],
])('%s', (_, caller, isSandbox, may) => {
  expect(mayAdminister(caller, { isSandbox })).toBe(may)
})
