import { useState } from 'react'
import { answerOf, call, type ProblemBody } from '../../../../web/call.ts'
import { newKey } from '../../../../web/new-key.ts'
import { useFetching, useQuery, useQueryClient } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../returns/contract.ts'
import { ownOrderKey } from './own-order-key.ts'
import type { OwnLine, OwnReturn } from './return-queries.ts'

export interface ReturnDraft {
  readonly kind: OwnReturn['kind']
  readonly reason: OwnReturn['reason']
  /** By place. */
  readonly units: Readonly<Record<string, number>>
  readonly option: string
  readonly detail: string
}

/** What is asked for, as it is filled in. */
function useDraft(lines: readonly OwnLine[]) {
  const [only, ...others] = lines
  const [draft, setDraft] = useState<ReturnDraft>({
    ...{ kind: 'return', reason: 'change-of-mind', option: '', detail: '' },
    units: only && others.length === 0 ? { [only.placeId]: only.here } : {},
  })
  const chosen = Object.entries(draft.units).flatMap(([placeId, quantity]) =>
    quantity > 0 ? { placeId, quantity } : [],
  )
  return {
    draft,
    chosen,
    change: (more: Partial<ReturnDraft>) => setDraft({ ...draft, ...more }),
    /** An exchange is of one product: the first of those chosen. */
    chooseKind: (kind: ReturnDraft['kind']) => {
      const kept = kind === 'exchange' ? chosen.slice(0, 1) : chosen
      const units = Object.fromEntries(kept.map((line) => [line.placeId, line.quantity]))
      setDraft({ ...draft, kind, units })
    },
    chooseUnits: (placeId: string, units: number) =>
      setDraft(
        draft.kind === 'exchange' && !draft.units[placeId]
          ? { ...draft, units: { [placeId]: units }, option: '' }
          : { ...draft, units: { ...draft.units, [placeId]: units } },
      ),
  }
}

/** A request to return goods, with what it would bring back. */
export function useReturn(orderId: string, lines: readonly OwnLine[]) {
  const client = useQueryClient()
  const drafting = useDraft(lines)
  const { draft, chosen } = drafting
  const { pending, problem, send } = useSend()
  const ask = {
    ...{ kind: draft.kind, reason: draft.reason, lines: chosen },
    ...(draft.kind === 'exchange' && draft.option && { exchangeVariantId: draft.option }),
  }
  const missing: 'units' | 'option' | undefined =
    chosen.length === 0
      ? 'units'
      : draft.kind === 'exchange' && draft.option === ''
        ? 'option'
        : undefined
  const isComplete = missing === undefined
  const queryKey = ['return-quote', orderId, JSON.stringify(ask)]
  const { isFetching } = useFetching(queryKey)
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      answerOf(
        call<typeof contract.quoteReturn>('POST /v1/market-orders/:orderId/return-quote', {
          params: { orderId },
          body: ask,
          signal,
        }),
      ),
    enabled: isComplete,
  })
  const quote = isComplete && !query.isError ? query.data : undefined
  const unquoted = isComplete && query.error ? (query.error as unknown as ProblemBody) : undefined
  return {
    ...drafting,
    missing,
    quote,
    pending: pending || (isComplete && isFetching),
    problem: problem ?? unquoted,
    send: async (): Promise<boolean> => {
      if (!quote) return false
      const sent = await send(() =>
        call<typeof contract.requestReturn>('POST /v1/market-orders/:orderId/returns', {
          params: { orderId },
          key: newKey(),
          body: { ...ask, detail: draft.detail, refund: quote.refund.amount },
        }),
      )
      await client.invalidateQueries({ queryKey: ownOrderKey(orderId) })
      if (!sent?.ok) void query.refetch()
      return sent?.ok === true
    },
  }
}
