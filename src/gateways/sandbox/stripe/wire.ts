import { Refused } from './refusals.ts'

/** A parsed form: `metadata[order]=1&expand[]=charge` is a tree of strings. */
export interface Tree {
  readonly [name: string]: string | Tree
}

/** Parses a form or a query. An unclosed name such as `a[b` is refused. */
export function readForm(text: string): Tree {
  const tree: Record<string, unknown> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const path = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name)
    if (!path) throw new Refused('parameter_unknown', { param: name })
    const inner = [...(path[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map(([, key]) => key ?? '')
    put(tree, [path[1] ?? '', ...inner], value)
  }
  return tree as Tree
}

function put(tree: Record<string, unknown>, [first = '', ...rest]: string[], value: string): void {
  const key = first === '' ? String(Object.keys(tree).length) : first
  if (rest.length === 0) {
    tree[key] = value
    return
  }
  const under = tree[key]
  if (typeof under !== 'object') tree[key] = Object.create(null)
  put(tree[key] as Record<string, unknown>, rest, value)
}

/** The members of a request. One that is missing or malformed is refused as Stripe does. */
export interface Fields {
  text(name: string, most?: number): string
  textOrNull(name: string, most?: number): string | null
  whole(name: string): number
  wholeOrNull(name: string): number | null
  flag(name: string): boolean
  /** Metadata. An empty value removes the key. */
  texts(name: string): Readonly<Record<string, string>>
  list(name: string): readonly string[]
  under(name: string): Fields
  /** Refuses unknown parameters. */
  only(...names: readonly string[]): void
}

export function fieldsOf(tree: Tree): Fields {
  const textOrNull = (name: string, most = 5000) => {
    const value = tree[name] ?? null
    if (value === null || value === '') return null
    if (typeof value !== 'string' || [...value].length > most)
      throw new Refused('parameter_invalid_string_empty', { param: name })
    return value
  }
  const wholeOrNull = (name: string) => {
    const value = textOrNull(name)
    if (value === null) return null
    if (!/^-?\d{1,15}$/.test(value)) throw new Refused('parameter_invalid_integer', { param: name })
    return Number(value)
  }
  const needed = <Value>(name: string, value: Value | null): Value => {
    if (value === null) throw new Refused('parameter_missing', { param: name })
    return value
  }
  const inner = (name: string): Tree => {
    const value = tree[name]
    return typeof value === 'object' ? value : {}
  }
  return {
    textOrNull,
    wholeOrNull,
    text: (name, most) => needed(name, textOrNull(name, most)),
    whole: (name) => needed(name, wholeOrNull(name)),
    flag: (name) => tree[name] === 'true',
    texts: (name) =>
      Object.fromEntries(
        Object.entries(inner(name)).map(([key, value]) => {
          if (typeof value !== 'string' || key.length > 40 || [...value].length > 500)
            throw new Refused('parameter_invalid_string_empty', { param: `${name}[${key}]` })
          return [key, value]
        }),
      ),
    list(name) {
      const value = tree[name]
      if (typeof value === 'string') return [value]
      return Object.values(inner(name)).filter((one) => typeof one === 'string')
    },
    under: (name) => fieldsOf(inner(name)),
    only(...names) {
      const odd = Object.keys(tree).find((name) => !names.includes(name) && name !== 'expand')
      if (odd) throw new Refused('parameter_unknown', { param: odd })
    },
  }
}

/** The `expand` paths, such as `latest_charge.refunds`. */
export type Expand = readonly string[]

/** The `expand` paths below `name`; undefined if `name` is not expanded. */
export function under(expand: Expand, name: string): Expand | undefined {
  const paths = expand.filter((path) => path === name || path.startsWith(`${name}.`))
  if (paths.length === 0) return undefined
  return paths.flatMap((path) => (path === name ? [] : path.slice(name.length + 1)))
}

/** One page of a list, newest first, by Stripe's cursors. */
export function pageOf<Item extends { id: string }>(
  items: readonly Item[],
  ask: Fields,
  url: string,
) {
  const limit = ask.wholeOrNull('limit') ?? 10
  if (limit < 1 || limit > 100) throw new Refused('parameter_invalid_integer', { param: 'limit' })
  const place = (name: string) => {
    const id = ask.textOrNull(name)
    const at = items.findIndex((item) => item.id === id)
    if (id !== null && at === -1) throw new Refused('resource_missing', { param: name })
    return at
  }
  const after = place('starting_after')
  const before = place('ending_before')
  if (before === -1) {
    const rest = items.slice(after + 1)
    return { object: 'list', url, has_more: rest.length > limit, data: rest.slice(0, limit) }
  }
  const rest = items.slice(0, before)
  return { object: 'list', url, has_more: rest.length > limit, data: rest.slice(-limit) }
}

/** Whether an instant fits `created`: an exact second, or between bounds. */
export function createdFits(ask: Fields, at: Date): boolean {
  const seconds = Math.floor(at.getTime() / 1000)
  const bounds = ask.under('created')
  const fits = (name: string, holds: (bound: number) => boolean) => {
    const bound = bounds.wholeOrNull(name)
    return bound === null || holds(bound)
  }
  return (
    fits('gt', (bound) => seconds > bound) &&
    fits('gte', (bound) => seconds >= bound) &&
    fits('lt', (bound) => seconds < bound) &&
    fits('lte', (bound) => seconds <= bound)
  )
}
