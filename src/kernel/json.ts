/** JSON with the members of each object in one order: the same for the same value. */
export const canonical = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, inner) => (isObject(inner) ? sorted(inner) : inner))

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sorted = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))

/** Parses JSON; undefined if invalid. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
