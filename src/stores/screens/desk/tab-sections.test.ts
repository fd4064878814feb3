import { expect, test } from 'vitest'
import { sectionsOf } from './tab-sections.ts'

const tabsOf = (section: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `${section}-${at}`, title: '', section }))

test('tabs that fit in a row are one section', () => {
  const tabs = [...tabsOf('dining', 3), ...tabsOf('money', 2), ...tabsOf('settings', 4)]
  expect(sectionsOf(tabs)).toEqual([tabs])
})

test('more of them are sections, in the order of their first tabs', () => {
  const [dining, shop, money] = [tabsOf('dining', 3), tabsOf('shop', 9), tabsOf('money', 2)]
  expect(sectionsOf([...dining, ...shop, ...money])).toEqual([dining, shop, money])
})
