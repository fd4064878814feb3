import { Button } from '../../../../../web/kit/button.tsx'
import { Tag } from '../../../../../web/kit/notice.tsx'
import type { FloorAnswer, FloorParty } from './floor-queries.ts'
import { type SwapWith as Choice, swapsFor } from './floor-states.ts'
import { useFloorText } from './text.ts'
import { useTablesText } from './use-tables-text.ts'
import { useTimesText } from './use-times-text.ts'

interface SwapWithProps {
  readonly floor: FloorAnswer
  readonly party: FloorParty
  readonly pending: boolean
  readonly label: string
  readonly onSwap: (choice: Choice) => void
}

/** The parties that may change tables with this one. Where one gets fewer seats than it has guests, it says so. */
export function SwapWith({ floor, party, pending, label, onSwap }: SwapWithProps) {
  const t = useFloorText()
  const textOf = useTablesText(floor)
  const { timeOf } = useTimesText(floor)
  const choices = swapsFor(party, floor.tables, floor.parties)
  if (choices.length === 0) return <p className="text-soft">{t('swapNone')}</p>
  return (
    <section aria-labelledby="swap-with" className="grid gap-2">
      <h3 id="swap-with" className="font-semibold">
        {label}
      </h3>
      <ul className="grid gap-2">
        {choices.map(({ other, isCrowded }) => (
          <li key={other.id} className="grid">
            <Button kind="quiet" pending={pending} onClick={() => onSwap({ other, isCrowded })}>
              <span className="flex grow flex-wrap items-center justify-between gap-2 text-left">
                <span>
                  {timeOf(other)} {other.booker?.name || t(`source.${other.source}`)}
                  {other.source === 'block' ? '' : ` · ${t('people', { count: other.party })}`}
                  {' · '}
                  {textOf(other.tableIds)}
                </span>
                {isCrowded ? <Tag tone="warn">{t('crowded')}</Tag> : null}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
