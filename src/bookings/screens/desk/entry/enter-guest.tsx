import { type FormEvent, useState } from 'react'
import { dayText } from '../../../../kernel/format.ts'
import { useRefreshAll } from '../../../../stores/screens/store-queries.ts'
import { call } from '../../../../web/call.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import { Stepper } from '../../../../web/kit/stepper.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { newKey } from '../../../../web/new-key.ts'
import { useQuery } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../../desk/item-contract.ts'
import { type DayAnswer, dayQuery } from '../day-queries.ts'
import { GuestFields, nobodyTyped, sentGuest } from '../sheet/guest-fields.tsx'
import { useDayText } from '../text.ts'
import { type DeskTime, type DeskTimes, deskTimesQuery } from './entry-queries.ts'
import { useEnteredText } from './use-entered-text.ts'
import { chosenTime, hasBegun, nameOf, usualTime } from './usual-time.ts'

type Kind = 'phone' | 'walk-in'

/** Who was entered last, and when, in words. */
interface Entered {
  readonly id: string
  readonly time: string
  readonly said: string
}

interface EnterGuestProps {
  readonly storeId: string
  readonly date: string
  /** What a guest takes several of: tables. */
  readonly countLabel: string
  /** Where a table seats several, the desk notes how many come. */
  readonly asksParty?: boolean
}

/** Enters who calls, or has walked in, at a time of the shown date; nothing where the date has none. */
export function EnterGuest(props: EnterGuestProps) {
  const t = useDayText()
  const { data: times } = useQuery(deskTimesQuery(props.storeId, props.date))
  const [kind, setKind] = useState<Kind>()
  const [entered, setEntered] = useState<Entered>()
  const { data: day } = useQuery(dayQuery(props.storeId, props.date))
  if (!times || times.data.length === 0) return null
  const kinds = times.date === times.today ? (['phone', 'walk-in'] as const) : (['phone'] as const)
  return (
    <div className="no-print flex flex-wrap gap-2">
      {kinds.map((one) => (
        <Button key={one} kind={one === 'phone' ? 'primary' : 'quiet'} onClick={() => setKind(one)}>
          {t(`enter.kind.${one}`)}
        </Button>
      ))}
      {kind ? (
        <EntryForm
          {...props}
          kind={kind}
          times={times}
          onClose={() => setKind(undefined)}
          onEntered={setEntered}
        />
      ) : null}
      {entered && day?.bookings.some((one) => isThere(one, entered)) ? (
        <Notice tone="good" className="w-full">
          {entered.said}
        </Notice>
      ) : null}
    </div>
  )
}

/** Whether who was entered still comes then: neither canceled nor moved. */
const isThere = ({ id, time, status }: DayAnswer['bookings'][number], entered: Entered) =>
  id === entered.id && time === entered.time && status === 'paid'

/** So long may a note be. */
const NOTE_MOST = 500

interface EntryFormProps extends EnterGuestProps {
  readonly kind: Kind
  readonly times: DeskTimes
  readonly onClose: () => void
  readonly onEntered: (entered: Entered) => void
}

function useEntering({ times: { date, data, now }, onEntered, ...props }: EntryFormProps) {
  const { storeId, kind, asksParty, onClose } = props
  const t = useDayText()
  const enteredText = useEnteredText()
  const refresh = useRefreshAll()
  const [key] = useState(newKey)
  const usual = usualTime(data, kind, Date.parse(now))
  const [typed, setTyped] = useState({
    ...{ at: usual ? nameOf(usual) : '', quantity: 1, party: 2 },
    ...nobodyTyped,
  })
  const { pending, problem, send } = useSend()
  const time = chosenTime(data, typed.at)
  const quantity = Math.min(typed.quantity, time?.remaining ?? 0)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!time) return
    const { door, item } = time
    const party = asksParty ? t('enter.partyNoted', { count: typed.party }) : ''
    const note = [party, typed.note.trim()].filter(Boolean).join(' · ').slice(0, NOTE_MOST)
    const sent = await send(() =>
      call<typeof contract.enterGuest>('POST /v1/stores/:storeId/desk-bookings', {
        ...{ key, params: { storeId } },
        body: { kind, door, item, quantity, ...sentGuest({ ...typed, note }) },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    onClose()
    const name = typed.name.trim()
    const said = enteredText({ date, time: time.time, booker: name ? { name } : null })
    onEntered({ id: sent.answer.id, time: time.time, said })
  }
  const change = (more: Partial<typeof typed>) => setTyped({ ...typed, ...more })
  return { typed, change, time, quantity, pending, problem, submit }
}

function EntryForm(props: EntryFormProps) {
  const { storeId, date, countLabel, asksParty, kind, times, onClose } = props
  const t = useDayText()
  const language = useLanguage()
  const { typed, change, time, quantity, pending, problem, submit } = useEntering(props)
  const isFull = times.data.every(({ remaining }) => remaining === 0)
  return (
    <Dialog title={t(`enter.kind.${kind}`)} onClose={onClose}>
      <form className="grid gap-4" onSubmit={submit}>
        <p className="font-semibold">{dayText(date, language)}</p>
        {isFull ? (
          <p>{t('enter.full')}</p>
        ) : (
          <>
            <Times {...{ times, at: time ? typed.at : '' }} onChoose={(at) => change({ at })} />
            {asksParty ? (
              <Stepper
                {...{ label: t('enter.party'), value: typed.party, min: 1, max: 100 }}
                {...{ lessLabel: t('enter.partyLess'), moreLabel: t('enter.partyMore') }}
                onChange={(party) => change({ party })}
              />
            ) : null}
            {time ? (
              <Stepper
                {...{ label: countLabel, value: quantity }}
                {...{ min: 1, max: time.remaining }}
                {...{ lessLabel: t('enter.less'), moreLabel: t('enter.more') }}
                mostText={t('enter.most', { count: time.remaining })}
                onChange={(quantity) => change({ quantity })}
              />
            ) : null}
            <GuestFields {...{ storeId, kind, typed, change }} />
            <Refused problem={problem} />
            <Submit pending={pending}>{t('enter.save')}</Submit>
          </>
        )}
      </form>
    </Dialog>
  )
}

interface TimesProps {
  readonly times: DeskTimes
  /** Empty: what was chosen is full or gone. */
  readonly at: string
  readonly onChoose: (at: string) => void
}

function Times({ times: { data, now }, at, onChoose }: TimesProps) {
  const t = useDayText()
  const look = (time: DeskTime) => {
    if (time.remaining === 0) return 'optionFull'
    return hasBegun(time, Date.parse(now)) ? 'optionBegun' : 'option'
  }
  return (
    <Select
      required
      label={t('enter.time')}
      value={at}
      onChange={({ target }) => onChoose(target.value)}
    >
      {at ? null : (
        <option value="" disabled>
          {t('enter.again')}
        </option>
      )}
      {data.map((one) => (
        <option key={nameOf(one)} value={nameOf(one)} disabled={one.remaining === 0}>
          {t(`enter.${look(one)}`, { time: one.time, count: one.remaining })}
        </option>
      ))}
    </Select>
  )
}
