import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { guards } from './guards.ts'
import { mutants } from './mutants.ts'

test.each([...guards, ...mutants])('$what: its place is in $file, once', async ({ file, is }) => {
  const text = await readFile(file, 'utf8')
  expect(text.split(is)).toHaveLength(2)
})
