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
import { isLate, tableAt } from './floor-states.ts'
import { PartyList } from './party-list.tsx'
import { type Doing, PartySheet } from './party-sheet.tsx'
import { ShownChoice } from './shown-choice.tsx'
import { firstShown, instantOf, isToday, quarterOf, stillShown } from './shown-time.ts'
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
  | { readonly party: FloorParty['id']; readonly doing?: Doing }
  | { readonly kind: EnterKind; readonly tableId?: string; readonly time?: string | undefined }

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
  const refresh = useRefreshFloor(restaurantId)
  if (floor.tables.length === 0)
    return <EmptyState title={t('noTables')}>{t('noTablesLead')}</EmptyState>
  const now = Date.parse(floor.now)
  const party = open && 'party' in open && floor.parties.find(({ id }) => id === open.party)
  const close = () => setOpen(undefined)
  return (
    <div className="grid grid-cols-1 gap-4">
      <Heading floor={floor} />
      <div className="no-print flex flex-wrap gap-2">
        <EnterButtons
          kinds={isToday(floor) ? ['phone', 'walk-in', 'block'] : ['phone', 'block']}
          onChoose={(kind) => setOpen({ kind })}
        />
        <PrintButton />
      </div>
      {floor.closed ? <Notice tone="warn" title={t('closed')} /> : null}
      <Late floor={floor} now={now} />
      {last ? (
        <div className="no-print sticky top-16 z-10 short:static">
          {'done' in last ? (
            <UndoBar done={last.done} refresh={refresh} onGone={() => setLast(undefined)} />
          ) : (
            <EnteredBar
              {...{ floor, entered: last.entered }}
              onMove={() => setOpen({ party: last.entered.id, doing: 'move' })}
            />
          )}
        </div>
      ) : null}
      <Tables {...{ floor, now }} onOpen={setOpen} />
      {party ? (
        <PartySheet
          key={party.id}
          {...{ restaurantId, floor, party, now }}
          doing={open.doing}
          onClose={close}
          onDone={(done) => setLast({ done })}
        />
      ) : null}
      {open && 'kind' in open ? (
        <EnterParty
          {...{ restaurantId, floor, ...open }}
          onClose={close}
          onEntered={(entered) => setLast({ entered })}
        />
      ) : null}
    </div>
  )
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
  readonly onOpen: (open: Open) => void
}

/** The plan at a time that is chosen, and everybody of the day. */
function Tables({ floor, now, onOpen }: TablesProps) {
  const t = useFloorText()
  const [chosen, setShown] = useState(() => firstShown(floor))
  const shown = stillShown(chosen, floor)
  const [areaId, setArea] = useState('')
  const at = instantOf(shown, floor)
  const tables = floor.tables
    .filter((table) => !areaId || table.areaId === areaId)
    .map((table) => tableAt(table, floor.parties, { at, now }))
  const time = quarterOf(shown, floor)
  return (
    <>
      <ShownChoice {...{ floor, shown, areaId }} onTime={setShown} onArea={setArea} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <section aria-label={t('plan')}>
          <FloorPlan
            {...{ floor, tables }}
            onChoose={({ table: { id: tableId }, party: has, state }) => {
              if (has && state !== 'free') onOpen({ party: has.id })
              else onOpen({ kind: time === undefined ? 'walk-in' : 'phone', tableId, time })
            }}
          />
        </section>
        <section aria-label={t('list')} className="grid gap-2 print:break-before-page">
          <h2 className="text-lg font-bold">{t('list')}</h2>
          <PartyList {...{ floor, now }} onChoose={({ id }) => onOpen({ party: id })} />
        </section>
      </div>
    </>
  )
}

interface EnterButtonsProps {
  readonly kinds: readonly EnterKind[]
  readonly onChoose: (kind: EnterKind) => void
}

function EnterButtons({ kinds, onChoose }: EnterButtonsProps) {
  const t = useFloorText()
  return kinds.map((kind) => (
    <Button key={kind} kind={kind === 'phone' ? 'primary' : 'quiet'} onClick={() => onChoose(kind)}>
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
  return late > 0 ? <Notice tone="warn" title={t('waiting', { count, late })} /> : null
}
