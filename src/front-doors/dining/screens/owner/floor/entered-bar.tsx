import { DoneNotice } from '../../../../../bookings/screens/desk/done-notice.tsx'
import { useEnteredText } from '../../../../../bookings/screens/desk/entry/use-entered-text.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import type { FloorAnswer, FloorParty } from './floor-queries.ts'
import { useFloorText } from './text.ts'
import { useTablesText } from './use-tables-text.ts'

interface EnteredBarProps {
  readonly floor: FloorAnswer
  readonly entered: FloorParty
  readonly onMove: () => void
  readonly onGone: () => void
}

/** Which table somebody got, and the way to another one while they are on the floor that is shown. */
export function EnteredBar({ floor, entered, onMove, onGone }: EnteredBarProps) {
  const t = useFloorText()
  const enteredText = useEnteredText()
  const textOf = useTablesText(floor)
  const party = floor.parties.find(({ id }) => id === entered.id)
  const { tableIds } = party ?? entered
  return (
    <DoneNotice said={`${enteredText(entered)} ${textOf(tableIds)}`} onGone={onGone}>
      {party ? (
        <Button kind="quiet" className="px-3" onClick={onMove}>
          {t('actions.move')}
        </Button>
      ) : null}
    </DoneNotice>
  )
}
