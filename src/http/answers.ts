/**
 * Adapts a schema to the serializer: `X or null` becomes a nullable X (a union would be validated
 * to pick its branch), and string enums get a type. Members outside of the schema are dropped.
 */
export function serializable(schema: object): object {
  const copy: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(schema)) copy[name] = serializableValue(value)
  const { anyOf, enum: words } = copy as { anyOf?: { type?: string }[]; enum?: unknown[] }
  if (words?.every((word) => typeof word === 'string')) return { ...copy, type: 'string' }
  if (anyOf?.length !== 2 || !anyOf.some(({ type }) => type === 'null')) return copy
  const { anyOf: _, ...rest } = copy
  return { ...rest, ...anyOf.find(({ type }) => type !== 'null'), nullable: true }
}

function serializableValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(serializableValue)
  return typeof value === 'object' && value !== null ? serializable(value) : value
}
