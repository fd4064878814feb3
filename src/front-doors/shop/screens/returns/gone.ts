import { isCounted } from '../../returns/state-rules.ts'
import type { OwnOrder, ParcelAnswer } from './return-queries.ts'

type Facts = {
  readonly stage: OwnOrder['stage']
  readonly lines: readonly Pick<OwnOrder['lines'][number], 'placeId' | 'packed'>[]
  readonly returns: readonly {
    readonly state: OwnOrder['returns'][number]['state']
    readonly lines: readonly { readonly placeId: string; readonly quantity: number }[]
  }[]
}

/** Whether nothing of a parcel stays with its buyer: all of it goes back, has gone, or was paid back. */
export function isGone(
  { stage, lines, returns }: Facts,
  parcel: { readonly lines: readonly Pick<ParcelAnswer['lines'][number], 'placeId'>[] },
): boolean {
  if (stage === 'canceled') return true
  const back = returns.filter(({ state }) => isCounted(state)).flatMap((given) => given.lines)
  return parcel.lines.every(({ placeId }) => {
    const packed = lines.find((line) => line.placeId === placeId)?.packed ?? 0
    const units = back.reduce(
      (sum, line) => (line.placeId === placeId ? sum + line.quantity : sum),
      0,
    )
    return units >= packed
  })
}
