import { type FormEvent, useState } from 'react'
import { WhenFields } from '../../../../../bookings/screens/desk/sheet/when-fields.tsx'
import { Submit } from '../../../../../web/kit/button.tsx'
import { Stepper } from '../../../../../web/kit/stepper.tsx'
import { offTimesOf, timesOf } from './date-times.ts'
import { type ArrangeBody, type FloorAnswer, type FloorParty, useFloorOf } from './floor-queries.ts'
import { Where } from './party-fields.tsx'
import { stayAt, tableOptions, usualMinutes } from './table-choices.ts'
import { useFloorText } from './text.ts'

interface ChangePartyProps {
  readonly restaurantId: string
  readonly floor: FloorAnswer
  readonly party: FloorParty
  readonly now: number
  readonly pending: boolean
  readonly onChange: (body: ArrangeBody) => void
  /** What was refused is not asked for any more. */
  readonly onEdit: () => void
  /** Nothing was changed. */
  readonly onClose: () => void
}

/** Another time, size, table or stay; only what differs is sent. */
export function ChangeParty(props: ChangePartyProps) {
  const { restaurantId, floor, party, now, pending, onChange, onEdit, onClose } = props
  const t = useFloorText()
  const before = { date: party.date, time: party.time, table: '', minutes: '', party: party.party }
  const [typed, setTyped] = useState(before)
  const change = (more: Partial<typeof typed>) => {
    onEdit()
    setTyped({ ...typed, ...more })
  }
  const ofDate = useFloorOf(restaurantId, floor, typed.date) ?? floor
  const [times, offTimes] = [timesOf(ofDate), offTimesOf(ofDate)]
  const isBlock = party.source === 'block'
  const ownMinutes = (Date.parse(party.endsAt) - Date.parse(party.startsAt)) / 60_000
  const usual = typed.party === before.party ? ownMinutes : usualMinutes(floor, typed.party)
  const stay = stayAt({ ...typed, minutes: Number(typed.minutes) || usual }, floor.timeZone)
  const size = isBlock ? undefined : typed.party
  const options = tableOptions(ofDate, { ...stay, id: party.id, size }, now)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body: ArrangeBody = {
      ...(typed.date !== before.date && { date: typed.date }),
      ...(typed.time !== before.time && { time: typed.time }),
      ...(typed.party !== before.party && { party: typed.party }),
      ...(typed.table && { tableIds: [typed.table] }),
      ...(typed.minutes && { minutes: Number(typed.minutes) }),
    }
    if (Object.keys(body).length > 0) onChange(body)
    else onClose()
  }
  return (
    <form className="grid gap-4" onSubmit={submit}>
      {isBlock ? null : party.amount > 0 ? (
        <p className="text-soft">{t('paidSize')}</p>
      ) : (
        <Stepper
          {...{ label: t('party'), value: typed.party, min: 1, max: 100 }}
          {...{ lessLabel: t('less'), moreLabel: t('more') }}
          onChange={(count) => change({ party: count })}
        />
      )}
      <WhenFields {...{ typed, change, times, offTimes }} today={floor.today} />
      <Where
        {...{ typed, change, options, isBlock }}
        noTable={t('keepTable')}
        noMinutes={t('keepMinutes')}
      />
      {party.source === 'online' ? <p className="text-soft">{t('guestTold')}</p> : null}
      <Submit pending={pending}>{t('saveChange')}</Submit>
    </form>
  )
}
