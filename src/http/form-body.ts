import type { Server } from './edge.ts'
import { isStorable } from './json-body.ts'
import { malformed, notStorable } from './rules.ts'

interface FormFields {
  /** Fields that are whole numbers; what is no number stays text, and is refused by the shape. */
  readonly numbers: readonly string[]
  /** Fields that are not read. */
  readonly dropped: readonly string[]
}

/**
 * Also parses bodies of `application/x-www-form-urlencoded` in this scope. As in Django, the last of
 * several fields of one name counts; an empty field counts as left out.
 */
export function formBody(scope: Server, { numbers, dropped }: FormFields): void {
  const form = 'application/x-www-form-urlencoded'
  scope.addContentTypeParser(form, { parseAs: 'string' }, (_, text, done) => {
    const fields = [...new URLSearchParams(text as string)]
      .filter(([name, value]) => value !== '' && !dropped.includes(name))
      .map(([name, value]) => [name, isNumber(name, value) ? Number(value) : value])
    const body: unknown = Object.fromEntries(fields)
    done(isStorable(body) ? null : malformed({ errors: [notStorable] }), body)
  })
  const isNumber = (name: string, value: string) => numbers.includes(name) && /^\d+$/.test(value)
}
