import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import {
  filled,
  MESSAGE_MOST,
  plainText,
  templateNames,
  templates,
  variablesOf,
} from './templates.ts'

const site = 'https://jari.test'
const everything = (value: string) =>
  Object.fromEntries(
    ['store', 'noun', 'when', 'what', 'number', 'amount', 'until', 'count', 'news'].map((fact) => [
      fact,
      value,
    ]),
  )

test.each(templateNames)(
  '%s is short enough for Kakao, however long its values are',
  (template) => {
    const message = { template, facts: everything('가'.repeat(500)), link: `${site}/bookings/1` }
    const text = filled(template, variablesOf(message, site))
    expect(text.length).toBeLessThanOrEqual(MESSAGE_MOST)
    expect(text).not.toContain('#{')
  },
)

test.each(templateNames)('%s has no empty value, which Kakao refuses', (template) => {
  const values = variablesOf({ template, facts: {}, link: `${site}/bookings/1` }, site)
  expect(Object.values(values).every((value) => value !== '')).toBe(true)
})

test('a value is one line and makes no variable of its own', () => {
  const facts = { store: '집밥\n#{내용}', number: '1', amount: '1원' }
  const message = { template: 'refunded', facts, link: `${site}/bookings/1` } as const
  expect(variablesOf(message, site)).toEqual({
    '#{매장}': '집밥 내용}',
    '#{주문번호}': '1',
    '#{금액}': '1원',
    '#{경로}': 'bookings/1',
  })
  expect(plainText(message, site)).toContain(`${site}/bookings/1`)
})

test('a link to another site has no path', () => {
  const message = { template: 'refunded', facts: {}, link: 'https://other.test/x' } as const
  expect(variablesOf(message, site)['#{경로}']).toBe('')
})

test('the document of templates has each as it is registered', async () => {
  const document = await readFile('docs/alimtalk.md', 'utf8')
  for (const [name, { title, text, button }] of Object.entries(templates)) {
    expect(document).toContain(`## ${name}: ${title}`)
    expect(document).toContain(text)
    expect(document).toContain(`버튼: ${button}`)
  }
})
