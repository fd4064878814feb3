import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { ownZone } from '../../../web/kit/zone.ts'
import type * as contract from '../../finding/contract.ts'

/** What is looked for, as the address of the page says it. */
export interface Finding {
  readonly q?: string
  readonly province?: string
  readonly district?: string
  readonly category?: string
  readonly priceMost?: number
  readonly date?: string
  readonly time?: string
  readonly party?: number
}

export type FoundPage = AnswerOf<typeof contract.findStores>
export type Found = FoundPage['data'][number]

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 100) : undefined
const fitting = (value: unknown, pattern: RegExp): string | undefined => {
  const text = textOf(value)
  return text !== undefined && pattern.test(text) ? text : undefined
}

/** What an address says; what it says wrongly is left out. */
export function readFinding(search: Record<string, unknown>): Finding {
  const [q, province, district, category] = ['q', 'province', 'district', 'category'].map((name) =>
    textOf(search[name]),
  )
  const date = fitting(search.date, /^20\d{2}-\d{2}-\d{2}$/)
  const time = fitting(search.time, /^([01]\d|2[0-3]):[0-5]\d$/)
  const party = Number(fitting(search.party, /^[1-9]\d?$/))
  const priceMost = Number(fitting(search.priceMost, /^\d{1,9}$/))
  return {
    ...(q && { q }),
    ...(province && { province }),
    ...(province && district && { district }),
    ...(category && { category }),
    ...(date && { date }),
    ...(time && { time }),
    ...(party && { party }),
    ...(priceMost && { priceMost }),
  }
}

export const foundQuery = (
  door: string | undefined,
  finding: Finding,
  kind: 'timed' | 'timeless' = 'timed',
) => ({
  queryKey: ['found-stores', door ?? '', JSON.stringify(finding), kind],
  initialPageParam: '',
  queryFn: ({ signal, pageParam: cursor }: Asking & { readonly pageParam: string }) =>
    answerOf(
      call<typeof contract.findStores>('GET /v1/found-stores', {
        query: {
          ...(door && { door }),
          ...finding,
          ...(finding.q && { timeZone: ownZone() }),
          ...(kind === 'timeless' && { timeless: true }),
          ...(cursor && { cursor }),
        },
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: FoundPage) => nextCursor,
})

export const choicesQuery = (door: string | undefined) => ({
  queryKey: ['search-choices', door ?? ''],
  staleTime: 60_000,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listSearchChoices>('GET /v1/search-choices', {
        query: door ? { door } : {},
        signal,
      }),
    ),
})
