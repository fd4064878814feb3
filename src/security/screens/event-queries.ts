import type { AnswerOf } from '../../kernel/endpoint.ts'
import type { Asking } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import type * as contract from '../contract.ts'

type EventPage = AnswerOf<typeof contract.listSecurityEvents>
export type SecurityEvent = EventPage['data'][number]
type OwnPage = AnswerOf<typeof contract.listOwnSecurityEvents>
export type OwnEvent = OwnPage['data'][number]
export type Counts = AnswerOf<typeof contract.countSecurityEvents>
export type EventKind = SecurityEvent['kind']

/** The search of the page's address. */
export interface EventFilter {
  readonly kind?: EventKind | undefined
  readonly accountId?: string | undefined
  readonly refused?: true | undefined
}

type PageAsking = Asking & { readonly pageParam: string }

export const eventsQuery = ({ kind, accountId, refused }: EventFilter) => ({
  queryKey: ['security-events', kind ?? '', accountId ?? '', refused ? 'refused' : ''],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: PageAsking) =>
    answerOf(
      call<typeof contract.listSecurityEvents>('GET /v1/security-events', {
        query: {
          ...(kind && { kind }),
          ...(accountId && { accountId }),
          ...(refused && { refused }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: EventPage) => nextCursor,
})

export const countsQuery = {
  queryKey: ['security-event-counts'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.countSecurityEvents>('GET /v1/security-event-counts', { signal }),
    ),
}

export const ownEventsQuery = {
  queryKey: ['me', 'security-events'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }: PageAsking) =>
    answerOf(
      call<typeof contract.listOwnSecurityEvents>('GET /v1/me/security-events', {
        query: { limit: 10, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    ),
  getNextPageParam: ({ nextCursor }: OwnPage) => nextCursor,
}
