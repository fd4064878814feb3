import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Locale } from 'typebox/system'
import { type FieldError, malformed } from './rules.ts'

type Part = 'body' | 'query' | 'path'
const partOf = { body: 'body', querystring: 'query', params: 'path', headers: 'query' } as const

/**
 * Validates a part of a request against its compiled schema. Nothing is removed, coerced or filled
 * in.
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
  const fromText = part === 'body' ? undefined : textReaders(schema)
  return (given: unknown) => {
    const value = fromText ? readTexts(given as Record<string, unknown>, fromText) : given
    if (shape.Check(value)) return { value }
    return {
      error: malformed({
        errors: shape.Errors(value).flatMap((error) => fieldErrors(error, part)),
      }),
    }
  }
}

/** URL parameters are text: numbers and booleans are parsed strictly or refused. */
function textReaders(schema: TSchema) {
  const { properties = {} } = schema as { properties?: Record<string, { type?: string }> }
  const readers = Object.entries(properties).flatMap(([name, { type }]) =>
    type === 'integer' || type === 'number' || type === 'boolean' ? [[name, type] as const] : [],
  )
  return readers.length > 0 ? readers : undefined
}

function readTexts(
  given: Record<string, unknown>,
  readers: readonly (readonly [string, 'integer' | 'number' | 'boolean'])[],
): Record<string, unknown> {
  const read = { ...given }
  for (const [name, type] of readers) {
    const text = read[name]
    if (typeof text !== 'string') continue
    if (type === 'boolean') read[name] = text === 'true' || (text === 'false' ? false : text)
    else if (/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) read[name] = Number(text)
  }
  return read
}

type Fault = Parameters<typeof Locale.en_US>[0]

/** One error for each missing or unknown member, so that a form can show it beside its field. */
function fieldErrors(fault: Fault, part: Part): FieldError[] {
  const messages = { ko: Locale.ko_KR(fault), en: Locale.en_US(fault) }
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
      ? { ko: '꼭 있어야 합니다', en: 'must be given' }
      : { ko: '알 수 없는 항목입니다', en: 'is not a known member' }
  return members.map((name) => ({
    in: part,
    pointer: `${fault.instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    messages: is,
  }))
}
