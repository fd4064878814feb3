import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import compile from 'icu-minify/compile'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '..')
const folders = globSync('**/messages/ko.json', { cwd: source }).map((file) => join(file, '..'))

/** All texts of a catalogue by dotted key. */
function textsOf(folder: string, language: 'ko' | 'en'): Map<string, string> {
  const texts = new Map<string, string>()
  const walk = (part: object, way: string) => {
    for (const [key, value] of Object.entries(part))
      if (typeof value === 'string') texts.set(way + key, value)
      else walk(value, `${way}${key}.`)
  }
  walk(JSON.parse(readFileSync(join(source, folder, `${language}.json`), 'utf8')), '')
  return texts
}

/** Arguments and tags of a text, without plural branches. */
const namesIn = (text: string): string[] =>
  [...new Set(text.match(/(?<=\{)\w+(?=[,}])|(?<=<)\w+(?=>)/g))].toSorted()

const LATIN_ALLOWED =
  /https?:\/\/[\w.]+|English|Google|Jari|CJ|JPEG|PNG|WebP|AVIF|CSV|QR|SHA-256|MB|API|Authorization: Bearer/g

test('catalogues are found', () => {
  expect(folders.length).toBeGreaterThan(3)
})

test.each(folders)('%s says the same in both languages', (folder) => {
  const korean = textsOf(folder, 'ko')
  const english = textsOf(folder, 'en')
  expect([...english.keys()]).toEqual([...korean.keys()])
  for (const [key, text] of korean)
    expect([key, namesIn(english.get(key) ?? '')]).toEqual([key, namesIn(text)])
})

test.each(folders)('every text of %s can be compiled', (folder) => {
  for (const language of ['ko', 'en'] as const)
    for (const text of textsOf(folder, language).values()) expect(() => compile(text)).not.toThrow()
})

test.each(folders)('%s has no Latin leftovers in Korean', (folder) => {
  for (const [key, text] of textsOf(folder, 'ko')) {
    if (key === 'nameElsewhere') continue
    const words = text.replaceAll(/\{\w+(, (plural,|number))?|=\d+ |other |one |<\/?\w+>/g, '')
    expect([key, words.replaceAll(LATIN_ALLOWED, '').match(/[A-Za-z]{2,}/)]).toEqual([key, null])
  }
})

/** Endings of the formal register. */
const FORMAL = /(니다|니까|십시오)(?=[.?!…:,)]|$)/
/** A consent and a notice that the law asks for are written as the terms are. */
const FORMAL_KEYS = new Set(['agree', 'agreeMixed', 'operator.broker'])

test.each(folders)('%s speaks 해요체', (folder) => {
  for (const [key, text] of textsOf(folder, 'ko'))
    if (!FORMAL_KEYS.has(key)) expect([key, FORMAL.test(text)]).toEqual([key, false])
})

const DECLARED = /\bproblem(?:<[^(]*>)?\(\s*'([\w-]+)',\s*'\w+',\s*\{\s*ko: '([^']*)'/g

test('titles of problems speak 해요체', () => {
  const files = globSync('**/*.ts', { cwd: source }).filter((file) => !file.endsWith('.test.ts'))
  const titles = files.flatMap((file) => [
    ...readFileSync(join(source, file), 'utf8').matchAll(DECLARED),
  ])
  expect(titles.length).toBeGreaterThan(200)
  for (const [, type, title] of titles)
    expect([type, FORMAL.test(title ?? '')]).toEqual([type, false])
})
