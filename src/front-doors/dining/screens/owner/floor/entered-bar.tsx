import { useEnteredText } from '../../../../../bookings/screens/desk/entry/use-entered-text.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { Notice } from '../../../../../web/kit/notice.tsx'
import type { FloorAnswer, FloorParty } from './floor-queries.ts'
import { useFloorText } from './text.ts'
import { useTablesText } from './use-tables-text.ts'

interface EnteredBarProps {
  readonly floor: FloorAnswer
  readonly entered: FloorParty
  readonly onMove: () => void
}

/** Which table somebody got, and the way to another one while they are on the floor that is shown. */
export function EnteredBar({ floor, entered, onMove }: EnteredBarProps) {
  const t = useFloorText()
  const enteredText = useEnteredText()
  const textOf = useTablesText(floor)
  const party = floor.parties.find(({ id }) => id === entered.id)
  const { tableIds } = party ?? entered
  return (
    <Notice tone="good">
      <span className="flex flex-wrap items-center justify-between gap-3">
        {enteredText(entered)} {textOf(tableIds)}
        {party ? (
          <Button kind="quiet" onClick={onMove}>
            {t('actions.move')}
          </Button>
        ) : null}
      </span>
    </Notice>
  )
}
