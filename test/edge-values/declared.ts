import { Compile } from 'typebox/compile'
import type { Endpoint } from '../../src/kernel/endpoint.ts'
import type { EdgeRequest } from './requests.ts'

export interface EdgeAnswer {
  readonly status: number
  readonly contentType: string
  readonly text: string
}

interface Declared {
  /** Problems are declared once for all operations. */
  readonly $ref?: string
  readonly content?: Readonly<Record<string, { readonly examples?: object }>>
}

/** `/openapi.json`, as far as it says what an operation may answer. */
export interface Document {
  readonly components: { readonly responses?: Readonly<Record<string, Declared>> }
  readonly paths: Readonly<
    Record<string, Record<string, { readonly responses: Readonly<Record<string, Declared>> }>>
  >
}

/** What is wrong with an answer: 5xx, or a status, problem or body that the reference does not declare. */
export function judge(
  document: Document,
): (asked: EdgeRequest, answer: EdgeAnswer) => string | undefined {
  const shared = document.components.responses ?? {}
  const shapes = new Map<Endpoint, ReturnType<typeof Compile>>()
  const shapeOf = (endpoint: Endpoint) => {
    const shape = shapes.get(endpoint) ?? Compile(endpoint.answer)
    shapes.set(endpoint, shape)
    return shape
  }
  return ({ operation: { endpoint, method, path } }, { status, contentType, text }) => {
    if (status >= 500) return 'failed'
    const template = path.replaceAll(/:(\w+)/g, '{$1}')
    const given = document.paths[template]?.[method.toLowerCase()]?.responses[status]
    const declared = given?.$ref ? shared[given.$ref.split('/').at(-1) ?? ''] : given
    if (!declared) return `undeclared status${status >= 400 ? ` ${problemIn(text)}` : ''}`
    const [mediaType = ''] = contentType.split(';')
    const content = declared.content?.[mediaType]
    if (!content) return `undeclared media type ${mediaType}`
    if (mediaType === 'application/problem+json') {
      const problem = problemIn(text)
      return Object.hasOwn(content.examples ?? {}, problem)
        ? undefined
        : `undeclared problem ${problem}`
    }
    if (mediaType !== 'application/json') return undefined
    const shape = shapeOf(endpoint)
    const value: unknown = JSON.parse(text)
    if (shape.Check(value)) return undefined
    const [first] = shape.Errors(value)
    return `undeclared answer: ${first?.instancePath} ${first?.message}`
  }
}

const problemIn = (text: string): string => {
  try {
    return (JSON.parse(text) as { type: string }).type.split('/').at(-1) ?? ''
  } catch {
    return text.slice(0, 60)
  }
}
