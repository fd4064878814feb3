/** A schema as far as an example is concerned. */
interface Schema {
  readonly type?: string
  readonly examples?: readonly unknown[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly minimum?: number
  readonly pattern?: string
}

/** Texts of members that say by their name what they are. */
const TEXTS: Readonly<Record<string, string>> = {
  name: '맛있는 집밥',
  title: '맛있는 집밥 12월 1일 19:30',
  description: '매일 아침 장을 봅니다.',
  timeZone: 'Asia/Seoul',
  gateway: 'kakaopay',
  door: 'dining',
  frontDoor: 'dining',
  orderNumber: '20261201193000-7K3M9QX2',
  number: '20261201193000-7K3M9QX2',
  reason: '주방 사정으로 취소합니다.',
  note: '은행 내역과 대조했습니다.',
  ko: '테이블 3개',
  en: '3 tables',
  alt: '창가 자리',
}

/** An example of a schema; undefined where only a pattern could tell. */
export function exampleOf(schema: Schema, name = ''): unknown {
  if (schema.examples) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return exampleOf(schema.anyOf[0] ?? {}, name)
  if (schema.properties) return exampleOfMembers(schema.properties)
  if (schema.type === 'array') return schema.items && [exampleOf(schema.items, name)]
  return exampleOfValue(schema, name)
}

function exampleOfMembers(properties: Readonly<Record<string, Schema>>): object | undefined {
  const members = Object.entries(properties).map(
    ([name, schema]) => [name, exampleOf(schema, name)] as const,
  )
  if (members.some(([, value]) => value === undefined)) return undefined
  return Object.fromEntries(members)
}

function exampleOfValue({ type, minimum, pattern }: Schema, name: string): unknown {
  if (type === 'integer' || type === 'number') return minimum ?? 1
  if (type === 'boolean') return false
  if (type === 'null') return null
  if (type === 'object') return {}
  if (type !== 'string') return undefined
  if (pattern !== undefined && pattern !== '\\S') return undefined
  return TEXTS[name] ?? 'text'
}
