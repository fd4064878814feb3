import { useState } from 'react'
import { useDeskPoll } from '../../../../../bookings/screens/desk/desk-live.tsx'
import { PrintButton } from '../../../../../bookings/screens/desk/print-button.tsx'
import type { EnterKind } from '../../../../../bookings/screens/desk/sheet/guest-fields.tsx'
import { type Done, UndoBar } from '../../../../../bookings/screens/desk/undo-bar.tsx'
import { dayLongText } from '../../../../../kernel/format.ts'
import type { DeskPartProps } from '../../../../../web/door.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { Loaded } from '../../../../../web/kit/loaded.tsx'
import { Notice } from '../../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import { useQuery } from '../../../../../web/query.ts'
import { EnterParty } from './enter-party.tsx'
import { FloorPlan } from './floor-plan.tsx'
import { type FloorAnswer, type FloorParty, floorQuery, useRefreshFloor } from './floor-queries.ts'
import { isLate, tableAt } from './floor-states.ts'
import { PartyList } from './party-list.tsx'
import { PartySheet } from './party-sheet.tsx'
import { useFloorText } from './text.ts'

const HOUR_MS = 60 * 60_000

/** The floor of a day: where everybody sits, and who comes. */
export function Floor({ store, date }: DeskPartProps) {
  const query = useQuery({ ...floorQuery(store.id, date), refetchInterval: useDeskPoll(10_000) })
  return (
    <Loaded query={query}>
      {(floor) => <FloorOf key={floor.date} restaurantId={store.id} floor={floor} />}
    </Loaded>
  )
}

type Open =
  | { readonly party: FloorParty['id'] }
  | { readonly kind: EnterKind; readonly tableId?: string }

interface FloorOfProps {
  readonly restaurantId: string
  readonly floor: FloorAnswer
}

function FloorOf({ restaurantId, floor }: FloorOfProps) {
  const t = useFloorText()
  const language = useLanguage()
  const [open, setOpen] = useState<Open>()
  const [done, setDone] = useState<Done>()
  const refresh = useRefreshFloor(restaurantId)
  const [ahead, setAhead] = useState(0)
  const [areaId, setArea] = useState('')
  if (floor.tables.length === 0)
    return <EmptyState title={t('noTables')}>{t('noTablesLead')}</EmptyState>
  const now = Date.parse(floor.now)
  const tables = floor.tables
    .filter((table) => !areaId || table.areaId === areaId)
    .map((table) => tableAt(table, floor.parties, { at: now + ahead * HOUR_MS, now }))
  const party = open && 'party' in open && floor.parties.find(({ id }) => id === open.party)
  const close = () => setOpen(undefined)
  return (
    <div className="grid gap-4">
      <h2 className="hidden text-2xl font-bold print:block">{dayLongText(floor.date, language)}</h2>
      <div className="no-print flex flex-wrap gap-2">
        <EnterButtons onChoose={(kind) => setOpen({ kind })} />
        <PrintButton />
      </div>
      <Late floor={floor} now={now} />
      {done ? <UndoBar {...{ done, refresh }} onGone={() => setDone(undefined)} /> : null}
      <div className="no-print flex flex-wrap gap-4">
        <Choice
          label={t('when')}
          value={String(ahead)}
          options={[0, 1, 2, 3].map((count) => ({
            value: String(count),
            text: count === 0 ? t('now') : t('ahead', { count }),
          }))}
          onChoose={(value) => setAhead(Number(value))}
        />
        {floor.areas.length > 1 ? (
          <Choice
            label={t('areas')}
            value={areaId}
            options={[
              { value: '', text: t('all') },
              ...floor.areas.map(({ id, name }) => ({ value: id, text: name })),
            ]}
            onChoose={setArea}
          />
        ) : null}
      </div>
      <div className="grid items-start gap-5 md:grid-cols-[1fr_20rem]">
        <section aria-label={t('plan')}>
          <FloorPlan
            {...{ floor, tables }}
            onChoose={({ table, party: has, state }) =>
              setOpen(
                has && state !== 'free'
                  ? { party: has.id }
                  : { kind: 'walk-in', tableId: table.id },
              )
            }
          />
        </section>
        <section aria-label={t('list')} className="grid gap-2 print:break-before-page">
          <h2 className="text-lg font-bold">{t('list')}</h2>
          <PartyList {...{ floor, now }} onChoose={({ id }) => setOpen({ party: id })} />
        </section>
      </div>
      {party ? (
        <PartySheet {...{ restaurantId, floor, party, now }} onClose={close} onDone={setDone} />
      ) : null}
      {open && 'kind' in open ? (
        <EnterParty {...{ restaurantId, floor, now, ...open }} onClose={close} />
      ) : null}
    </div>
  )
}

function EnterButtons({ onChoose }: { readonly onChoose: (kind: EnterKind) => void }) {
  const t = useFloorText()
  return (['phone', 'walk-in', 'block'] as const).map((kind) => (
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

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly text: string }[]
  readonly onChoose: (value: string) => void
}

/** One of a few, as buttons in a row. */
const Choice = ({ label, value, options, onChoose }: ChoiceProps) => (
  <fieldset className="flex flex-wrap gap-1">
    <legend className="sr-only">{label}</legend>
    {options.map((option) => (
      <button
        key={option.value}
        type="button"
        aria-pressed={option.value === value}
        onClick={() => onChoose(option.value)}
        className={`min-h-11 rounded-xl border px-4 font-semibold ${
          option.value === value
            ? 'border-transparent bg-accent text-on-accent forced-colors:border-[Highlight]'
            : 'border-edge bg-card hover:bg-well'
        }`}
      >
        {option.text}
      </button>
    ))}
  </fieldset>
)
