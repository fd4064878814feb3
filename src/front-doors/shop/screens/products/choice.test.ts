import { expect, test } from 'vitest'
import { fewLeft, firstChoice, mostOf, valueState, variantOf } from './choice.ts'

const variant = (variantId: string, values: string[], left: number) => ({
  ...{ variantId, values, left, price: 1 },
})
const shirt = {
  options: [
    { name: '색상', values: ['파랑', '하양'] },
    { name: '크기', values: ['M', 'L'] },
  ],
  variants: [
    variant('1', ['파랑', 'M'], 3),
    variant('2', ['파랑', 'L'], 0),
    variant('3', ['하양', 'M'], 10),
  ],
}

test('what there is no choice about is chosen already', () => {
  expect(firstChoice({ options: [], variants: [variant('1', [], 1)] })).toEqual([])
  expect(firstChoice(shirt)).toEqual([undefined, undefined])
  const blue = { ...shirt, variants: shirt.variants.slice(0, 2) }
  expect(firstChoice(blue)).toEqual(['파랑', undefined])
})

test('a variant is found once every option is chosen', () => {
  expect(variantOf(shirt, ['파랑', undefined])).toBeUndefined()
  expect(variantOf(shirt, ['파랑', 'L'])?.variantId).toBe('2')
  expect(variantOf(shirt, ['하양', 'L'])).toBeUndefined()
  expect(variantOf({ options: [], variants: [variant('1', [], 1)] }, [])?.variantId).toBe('1')
})

test.each([
  ['M', [undefined, undefined], 'there'],
  ['L', ['파랑', undefined], 'sold-out'],
  ['L', ['하양', 'M'], 'none'],
] as const)('the size %s with %j is %s', (value, chosen, state) => {
  expect(valueState(shirt, chosen, 1, value)).toBe(state)
})

test('one may take what is left, up to what an order may have', () => {
  expect(mostOf({ maxPerOrder: 5 }, variant('1', [], 3))).toBe(3)
  expect(mostOf({ maxPerOrder: 5 }, variant('1', [], 10))).toBe(5)
  expect([
    fewLeft(variant('1', [], 9)),
    fewLeft(variant('1', [], 10)),
    fewLeft(variant('1', [], 0)),
  ]).toEqual([true, false, false])
})
