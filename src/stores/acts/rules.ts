import type { ActKind } from '../../kernel/act-kind.ts'
import type { Endpoint } from '../../kernel/endpoint.ts'
import { isId } from '../../kernel/id.ts'

/** How long what was done is kept. */
export const KEPT_DAYS = 365

/** What is said of an operation in the list of what was done, by its name: `[ko, en]`. */
export type ActWords = Readonly<Record<string, readonly [ko: string, en: string]>>

export type Acting = Pick<Endpoint, 'method' | 'path' | 'role' | 'act'>

/** `/v1/<stores>/:storeId…`, whatever a front door calls its stores. */
const OF_STORE = /^\/v1\/(?!me\/)([a-z-]+)\/:(\w+)(?:\/([a-z-]+)|\.|$)/

/**
 * What a call of an endpoint is in the list of what was done at a store; undefined: nothing. Whatever changes a store
 * is in it unless it says more of itself, and so is every file that takes data along. Changes of staff have a list of
 * their own.
 */
export function actOf({ method, path, role, act }: Acting): ActKind | undefined {
  const [, stores, , part = ''] = OF_STORE.exec(path) ?? []
  if (act) return act === 'none' ? undefined : act
  if (role !== 'owner' || stores === undefined || part.startsWith('staff')) return undefined
  if (method === 'GET') return path.endsWith('.csv') ? 'downloaded' : undefined
  return stores === 'stores' ? 'set' : 'offered'
}

type Members = Readonly<Record<string, unknown>>

interface InBoth {
  readonly ko: string
  readonly en: string
}

/** What an order is about, without its guest. */
export interface Subject {
  /** RFC 3339; null: it has no time. */
  readonly startsAt: string | null
  /** `커트 · 민지`, `4명`. */
  readonly what: InBoth
  /** `홀 3`. */
  readonly where: InBoth | null
}

/** What an act was about: before it, if it changed that, and after. */
export interface Subjects {
  readonly was: Subject | null
  readonly became: Subject | null
}

/** What is the same before and after is said once. */
export function subjectsOf(was: Subject | undefined, became: Subject | undefined): Subjects {
  const isSame = JSON.stringify(was) === JSON.stringify(became)
  return { was: (!isSame && was) || null, became: became ?? null }
}

/** The store, the order and the word of an act, as far as the call names them. */
export interface Named {
  readonly storeId: string
  readonly orderId: string | null
  readonly detail: string | null
}

export interface Asked {
  readonly params: Members
  readonly body: unknown
  readonly answer: Members
}

/** Members of a body whose value is one of a few words. */
const WORDS = ['visit', 'state', 'kind'] as const

/**
 * What a call was about; undefined where it names no store. The order is in the path, or in the answer of what makes
 * or refunds one.
 */
export function namedIn({ path, act }: Acting, { params, body, answer }: Asked): Named | undefined {
  const [, , name = ''] = OF_STORE.exec(path) ?? []
  const storeId = params[name]
  if (typeof storeId !== 'string') return undefined
  const made = act === 'entered' ? answer.id : answer.orderId
  const orderId = params.bookingId ?? params.orderId ?? made
  const asked = (typeof body === 'object' && body !== null ? body : {}) as Members
  const detail = act && WORDS.map((word) => asked[word]).find((value) => value !== undefined)
  return {
    storeId: storeId.toLowerCase(),
    orderId: typeof orderId === 'string' && isId(orderId) ? orderId.toLowerCase() : null,
    detail: typeof detail === 'string' && /^[a-z0-9-]{1,40}$/.test(detail) ? detail : null,
  }
}
