import { useState } from 'react'
import { CancelGuest } from '../../../../../bookings/screens/desk/cancel-guest.tsx'
import { dayQuery } from '../../../../../bookings/screens/desk/day-queries.ts'
import type { Done } from '../../../../../bookings/screens/desk/undo-bar.tsx'
import { wallDateAt } from '../../../../../kernel/format.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { useQuery } from '../../../../../web/query.ts'
import type { FloorAnswer, FloorParty } from './floor-queries.ts'
import { useFloorText } from './text.ts'
import { useTimesText } from './use-times-text.ts'

interface CancelPartyProps {
  readonly restaurantId: string
  readonly floor: Pick<FloorAnswer, 'date' | 'timeZone'>
  readonly party: FloorParty
  readonly onDone: (done: Done) => void
}

/** Cancels a booking as the list of its day does, which knows what was paid and what goes back. */
export function CancelParty({ restaurantId, floor, party, onDone }: CancelPartyProps) {
  const t = useFloorText()
  const { timeOf } = useTimesText(floor)
  const [isOpen, setOpen] = useState(false)
  const date = wallDateAt(new Date(party.startsAt), floor.timeZone)
  const { data: day } = useQuery(dayQuery(restaurantId, date))
  const guest = day?.bookings.find(({ id, status }) => id === party.id && status === 'paid')
  const who = `${timeOf(party)} ${party.booker?.name || t(`source.${party.source}`)}`
  return (
    <>
      <Button kind="plain-danger" disabled={!guest} onClick={() => setOpen(true)}>
        {t('actions.cancel')}
      </Button>
      {isOpen && guest ? (
        <CancelGuest
          storeId={restaurantId}
          guest={{ ...guest, date: party.date, time: party.time }}
          onClose={() => setOpen(false)}
          onDone={(said) => onDone({ said: `${who} · ${said}` })}
        />
      ) : null}
    </>
  )
}
