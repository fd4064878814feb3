/** A UUID typed by its noun: an `Id<'Order'>` is not assignable to an `Id<'Place'>`. */
export type Id<Noun extends string> = string & { readonly noun?: Noun }

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether PostgreSQL can read a stranger's text as an id. */
export const isId = (text: string): boolean => UUID.test(text)

/** A stranger's text as an id, in PostgreSQL's spelling; undefined where it is none. */
export const parseId = (text: string): string | undefined =>
  isId(text) ? text.toLowerCase() : undefined
