import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Locale } from 'typebox/system'
import { koreanFault } from './korean-faults.ts'
import { readerOf, type Unread } from './reading.ts'
import { type FieldError, malformed } from './rules.ts'

type Part = 'body' | 'query' | 'path'
const partOf = { body: 'body', querystring: 'query', params: 'path', headers: 'query' } as const

/**
 * Validates a part of a request against its compiled schema, after reading it (reading.ts). Nothing is
 * removed or filled in.
 */
export function compileShape({
  schema,
  httpPart = 'body',
}: {
  schema: TSchema
  httpPart?: string
}) {
  const shape = Compile(schema)
  const part = partOf[httpPart as keyof typeof partOf] ?? 'body'
  const read = readerOf(schema, part !== 'body')
  return (given: unknown) => {
    const unread: Unread[] = []
    const value = read ? read(given, '', unread) : given
    if (unread.length === 0 && shape.Check(value)) return { value }
    const errors = shape
      .Errors(value)
      .flatMap((error) => fieldErrors(error, part))
      .filter(({ pointer }) => unread.every((one) => one.pointer !== pointer))
    return {
      error: malformed({ errors: [...unread.map((one) => ({ in: part, ...one })), ...errors] }),
    }
  }
}

type Fault = Parameters<typeof Locale.en_US>[0]

/** One error for each missing or unknown member, so that a form can show it beside its field. */
function fieldErrors(fault: Fault, part: Part): FieldError[] {
  const messages = { ko: koreanFault(fault), en: Locale.en_US(fault) }
  const params = fault.params as Record<string, unknown>
  const members =
    fault.keyword === 'required'
      ? (params.requiredProperties as string[])
      : fault.keyword === 'additionalProperties'
        ? (params.additionalProperties as string[])
        : undefined
  // The false schema of an unknown member reports it a second time.
  if (fault.keyword === 'boolean') return []
  if (!members) return [{ in: part, pointer: fault.instancePath, messages }]
  const is =
    fault.keyword === 'required'
      ? { ko: '필수 항목이에요', en: 'must be given' }
      : { ko: '알 수 없는 항목이에요', en: 'is not a known member' }
  return members.map((name) => ({
    in: part,
    pointer: `${fault.instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    messages: is,
  }))
}
