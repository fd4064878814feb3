/**
 * The same shape, as the serializer works fastest with it: `X or null` becomes a nullable X (it
 * would otherwise be validated to find out which of the two it is), and words get their type.
 * Members that are not in the shape are left out of the answer.
 */
export function serializable(schema: object): object {
  const copy: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(schema)) copy[name] = each(value)
  const { anyOf, enum: words } = copy as { anyOf?: { type?: string }[]; enum?: unknown[] }
  if (words?.every((word) => typeof word === 'string')) return { ...copy, type: 'string' }
  if (anyOf?.length !== 2 || !anyOf.some(({ type }) => type === 'null')) return copy
  const { anyOf: _, ...rest } = copy
  return { ...rest, ...anyOf.find(({ type }) => type !== 'null'), nullable: true }
}

function each(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(each)
  return typeof value === 'object' && value !== null ? serializable(value) : value
}
