import { useState } from 'react'
import { DateSteps } from '../../../../../bookings/screens/desk/date-steps.tsx'
import { useDeskPoll } from '../../../../../bookings/screens/desk/desk-live.tsx'
import { PrintButton } from '../../../../../bookings/screens/desk/print-button.tsx'
import type { EnterKind } from '../../../../../bookings/screens/desk/sheet/guest-fields.tsx'
import { type Done, UndoBar } from '../../../../../bookings/screens/desk/undo-bar.tsx'
import { dayLongText, wallDateAt } from '../../../../../kernel/format.ts'
import type { DeskPartProps } from '../../../../../web/door.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { Loaded } from '../../../../../web/kit/loaded.tsx'
import { Notice } from '../../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import { useQuery } from '../../../../../web/query.ts'
import { EnterParty } from './enter-party.tsx'
import { EnteredBar } from './entered-bar.tsx'
import { FloorPlan } from './floor-plan.tsx'
import { type FloorAnswer, type FloorParty, floorQuery, useRefreshFloor } from './floor-queries.ts'
import { isLate, type TableNow, tableAt } from './floor-states.ts'
import { PartyList } from './party-list.tsx'
import { type Doing, PartySheet } from './party-sheet.tsx'
import { ShownChoice } from './shown-choice.tsx'
import {
  firstShown,
  instantOf,
  isToday,
  minutesBefore,
  quarterAhead,
  quarterOf,
  type Shown,
  stillShown,
} from './shown-time.ts'
import { useFloorText } from './text.ts'

/** The floor of a day: where everybody sits, and who comes. Where none is asked, it goes on with the next one. */
export function Floor({ store, date }: DeskPartProps) {
  const query = useQuery({ ...floorQuery(store.id, date), refetchInterval: useDeskPoll(10_000) })
  return (
    <Loaded query={query}>
      {(floor) => <FloorOf key={date ?? ''} restaurantId={store.id} floor={floor} />}
    </Loaded>
  )
}

type Open =
  | { readonly party: FloorParty['id']; readonly doing?: Doing; readonly before?: Entering }
  | Entering

/** Who is entered, and where and when, if a table was tapped. */
interface Entering {
  readonly kind: EnterKind
  readonly tableId?: string
  readonly time?: string | undefined
  readonly minutes?: number
}

/** What was done last: what can be undone, or who was entered. */
type Last = { readonly done: Done } | { readonly entered: FloorParty }

interface FloorOfProps {
  readonly restaurantId: string
  readonly floor: FloorAnswer
}

function FloorOf({ restaurantId, floor }: FloorOfProps) {
  const t = useFloorText()
  const [open, setOpen] = useState<Open>()
  const [last, setLast] = useState<Last>()
  const [chosen, setShown] = useState(() => firstShown(floor))
  const shown = stillShown(chosen, floor)
  const [areaId, setArea] = useState('')
  if (floor.tables.length === 0)
    return <EmptyState title={t('noTables')}>{t('noTablesLead')}</EmptyState>
  const now = Date.parse(floor.now)
  return (
    <div className="grid grid-cols-1 gap-2 sm:gap-4">
      <div className="flex flex-wrap items-center gap-2 sm:gap-x-4">
        <Heading floor={floor} />
        <ShownChoice {...{ floor, shown, areaId }} onTime={setShown} onArea={setArea} />
      </div>
      <div className="no-print flex flex-wrap gap-1.5 sm:gap-2">
        <EnterButtons
          kinds={isToday(floor) ? ['phone', 'walk-in', 'block'] : ['phone', 'block']}
          onChoose={(kind) => setOpen({ kind })}
        />
      </div>
      {floor.closed ? <Notice tone="warn" title={t('closed')} /> : null}
      <Late floor={floor} now={now} />
      <Tables {...{ floor, now, shown, areaId }} onOpen={setOpen} />
      {last ? (
        <LastBar {...{ restaurantId, floor, last }} onLast={setLast} onOpen={setOpen} />
      ) : null}
      {open ? (
        <Opened {...{ restaurantId, floor, now, open }} onOpen={setOpen} onLast={setLast} />
      ) : null}
    </div>
  )
}

interface LastBarProps extends FloorOfProps {
  readonly last: Last
  readonly onLast: (last: Last | undefined) => void
  readonly onOpen: (open: Open) => void
}

/** At the bottom of the screen, until it is closed: the plan above stays free. */
function LastBar({ restaurantId, floor, last, onLast, onOpen }: LastBarProps) {
  const refresh = useRefreshFloor(restaurantId)
  const onGone = () => onLast(undefined)
  return (
    <div className="no-print sticky bottom-2 z-10 short:static">
      {'done' in last ? (
        <UndoBar key={last.done.said} done={last.done} {...{ refresh, onGone }} />
      ) : (
        <EnteredBar
          {...{ floor, entered: last.entered, onGone }}
          onMove={() => onOpen({ party: last.entered.id, doing: 'move' })}
        />
      )}
    </div>
  )
}

interface OpenedProps extends FloorOfProps {
  readonly now: number
  readonly open: Open
  readonly onOpen: (open: Open | undefined) => void
  readonly onLast: (last: Last) => void
}

/** The dialog of a party, as long as it is on the floor, or of who is entered. */
function Opened({ restaurantId, floor, now, open, onOpen, onLast }: OpenedProps) {
  const onClose = () => onOpen(undefined)
  if ('kind' in open)
    return (
      <EnterParty
        {...{ restaurantId, floor, now, onClose, ...open }}
        onEntered={(entered) => onLast({ entered })}
      />
    )
  const { doing, before } = open
  const party = floor.parties.find(({ id }) => id === open.party)
  return party ? (
    <PartySheet
      key={party.id}
      {...{ restaurantId, floor, party, now, doing, onClose }}
      onEnter={before && (() => onOpen(before))}
      onDone={(done) => onLast({ done })}
    />
  ) : null
}

function Heading({ floor: { date, today, timeZone, now } }: Pick<FloorOfProps, 'floor'>) {
  const t = useFloorText()
  const language = useLanguage()
  return (
    <>
      <h2 className="hidden text-2xl font-bold print:block">{dayLongText(date, language)}</h2>
      <DateSteps date={date} today={today} tab="floor" />
      {date === today && date < wallDateAt(new Date(now), timeZone) ? (
        <p className="no-print text-soft">{t('goesOn')}</p>
      ) : null}
    </>
  )
}

interface TablesProps {
  readonly floor: FloorAnswer
  readonly now: number
  readonly shown: Shown
  /** Empty: all areas. */
  readonly areaId: string
  readonly onOpen: (open: Open) => void
}

/** The plan at a time that is chosen, and everybody of the day. */
function Tables({ floor, now, shown, areaId, onOpen }: TablesProps) {
  const t = useFloorText()
  const at = instantOf(shown, floor)
  const tables = floor.tables
    .filter((table) => !areaId || table.areaId === areaId)
    .map((table) => tableAt(table, floor.parties, { at, now }))
  const time = quarterOf(shown, floor)
  const enterAt = (tableId: string): Entering => ({
    ...{ kind: time === undefined ? 'walk-in' : 'phone', tableId, time },
  })
  const choose = ({ table: { id }, party: has, state }: TableNow) => {
    if (!has || state === 'free') return onOpen(enterAt(id))
    const minutes = state === 'soon' ? minutesBefore(has, time ?? quarterAhead(0, floor), floor) : 0
    onOpen({ party: has.id, ...(minutes > 0 && { before: { ...enterAt(id), minutes } }) })
  }
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <section aria-label={t('plan')}>
        <FloorPlan {...{ floor, tables }} onChoose={choose} />
      </section>
      <section aria-label={t('list')} className="grid gap-2 print:break-before-page">
        <div className="flex items-center justify-between gap-2">
          <h2 className="text-lg font-bold">{t('list')}</h2>
          <PrintButton />
        </div>
        <PartyList {...{ floor, now }} onChoose={({ id }) => onOpen({ party: id })} />
      </section>
    </div>
  )
}

interface EnterButtonsProps {
  readonly kinds: readonly EnterKind[]
  readonly onChoose: (kind: EnterKind) => void
}

function EnterButtons({ kinds, onChoose }: EnterButtonsProps) {
  const t = useFloorText()
  return kinds.map((kind) => (
    <Button
      key={kind}
      kind={kind === 'phone' ? 'primary' : 'quiet'}
      className="max-sm:px-2.5"
      onClick={() => onChoose(kind)}
    >
      {t(`add.${kind}`)}
    </Button>
  ))
}

function Late({ floor, now }: { readonly floor: FloorAnswer; readonly now: number }) {
  const t = useFloorText()
  const late = floor.parties.filter((party) => isLate(party, now)).length
  const count = floor.parties.filter(
    ({ state, source, startsAt }) =>
      state === 'expected' && source !== 'block' && Date.parse(startsAt) <= now,
  ).length
  return late > 0 ? (
    <Notice tone="warn" className="max-sm:px-3 max-sm:py-1">
      <p className="font-semibold">{t('waiting', { count, late })}</p>
    </Notice>
  ) : null
}
