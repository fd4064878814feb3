import { useState } from 'react'
import { call, type ProblemBody } from '../../../../../web/call.ts'
import { newKey } from '../../../../../web/new-key.ts'
import { useQueryClient } from '../../../../../web/query.ts'
import { useSend } from '../../../../../web/use-send.ts'
import type * as bids from '../../../bid-contract.ts'
import { type LotState, ofAuctions } from '../../lots/lot-queries.ts'
import { withState } from '../room-state.ts'
import type { Room } from '../use-room.ts'

export type Outcome = 'leading' | 'outbid' | 'kept' | 'bought'

/** What the reader is asked to confirm. */
export interface Asked {
  readonly amount: number
  /** One key for each intent: a second press does not bid twice. */
  readonly key: string
  /** It is far above the price: asked with the amount in words. */
  readonly isUnusual: boolean
}

export interface Bidding {
  readonly asked: Asked | undefined
  readonly ask: (amount: number) => void
  readonly drop: () => void
  readonly confirm: () => Promise<void>
  readonly buy: (price: number) => Promise<void>
  readonly pending: boolean
  /** What the last bid has come to, until the next is chosen or somebody else leads. */
  readonly outcome:
    | { readonly is: Outcome; readonly maximum: number; readonly leader: number | null }
    | undefined
  readonly problem: ProblemBody | undefined
}

/** Bids and buys: what is to be confirmed, and what has come of it. */
export function useBidding({ lot: { auctionId, lotId, leader }, learn }: Room): Bidding {
  const client = useQueryClient()
  const { pending, send } = useSend()
  const [asked, setAsked] = useState<Asked>()
  const [outcome, setOutcome] = useState<Bidding['outcome']>()
  const [problem, setProblem] = useState<ProblemBody>()
  const params = { auctionId, lotId }
  if (outcome && outcome.leader !== leader) setOutcome(undefined)

  const ask = (amount: number) => {
    setOutcome(undefined)
    setProblem(undefined)
    setAsked({ amount, key: newKey(), isUnusual: false })
  }
  const settled = async (answer: BidAnswer) => {
    setAsked(undefined)
    setProblem(undefined)
    setOutcome({ is: answer.outcome, maximum: answer.maximum, leader: answer.lot.leader })
    learn((room) => withState(room, answer.lot as LotState))
    await client.invalidateQueries({ queryKey: ofAuctions })
  }
  const refused = async (refusal: ProblemBody) => {
    if (refusal.type === 'bid-unusual' && asked) {
      setAsked({ ...asked, key: newKey(), isUnusual: true })
      return
    }
    if (!refusal.leadsAway) setProblem(refusal)
    setAsked(undefined)
    if (refusal.status !== 0) await client.invalidateQueries({ queryKey: ofAuctions })
  }
  const confirm = async () => {
    if (!asked) return
    const { amount, key, isUnusual } = asked
    const sent = await send(() =>
      call<typeof bids.placeBid>('POST /v1/auctions/:auctionId/lots/:lotId/bids', {
        params,
        key,
        body: { amount, ...(isUnusual && { isSure: true }) },
      }),
    )
    if (sent) await (sent.ok ? settled(sent.answer) : refused(sent.problem))
  }
  const buy = async (price: number) => {
    const sent = await send(() =>
      call<typeof bids.buyLot>('POST /v1/auctions/:auctionId/lots/:lotId/purchase', {
        params,
        key: newKey(),
        body: { price },
      }),
    )
    if (sent) await (sent.ok ? settled(sent.answer) : refused(sent.problem))
  }
  return { asked, ask, drop: () => setAsked(undefined), confirm, buy, pending, outcome, problem }
}

interface BidAnswer {
  readonly outcome: Outcome
  readonly maximum: number
  readonly lot: LotState
}
