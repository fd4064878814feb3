import { expect, test } from 'vitest'
import demo from '../../demo/shop.json' with { type: 'json' }
import { factLabel } from './fact-labels.ts'

test.each([
  ['제조국', 'en', 'Made in'],
  ['제조국', 'ko', '제조국'],
  ['손잡이 모양', 'en', '손잡이 모양'],
] as const)('the label %s is read in %s as %s', (label, language, said) => {
  expect(factLabel(label, language)).toBe(said)
})

test('every label of the demo has an English name', () => {
  const labels = demo.products.flatMap(({ facts }) => facts.map(({ label }) => label))
  const korean = labels.filter((label) => /[가-힣]/.test(factLabel(label, 'en')))
  expect(korean).toEqual([])
})
