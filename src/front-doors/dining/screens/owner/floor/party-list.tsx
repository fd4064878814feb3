import type { ReactNode } from 'react'
import {
  RecentTag,
  recentLook,
  useRecent,
} from '../../../../../bookings/screens/desk/desk-live.tsx'
import { shortName, useShortNames } from '../../../../../bookings/screens/desk/short-names.ts'
import { Tag, type Tone } from '../../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../../web/kit/states.tsx'
import type { FloorAnswer, FloorParty } from './floor-queries.ts'
import { isLate } from './floor-states.ts'
import { useFloorText } from './text.ts'
import { useTablesText } from './use-tables-text.ts'
import { useTimesText } from './use-times-text.ts'

interface PartyListProps {
  readonly floor: FloorAnswer
  readonly now: number
  readonly onChoose: (party: FloorParty) => void
}

/** Everybody of the day by time: all that the plan shows, in words. */
export function PartyList({ floor, now, onChoose }: PartyListProps) {
  const t = useFloorText()
  const textOf = useTablesText(floor)
  const { timeOf } = useTimesText(floor)
  if (floor.parties.length === 0) return <EmptyState title={t('none')}>{t('noneLead')}</EmptyState>
  return (
    <ul className="grid gap-2">
      {floor.parties.map((party) => (
        <li key={party.id} className="grid">
          <PartyButton bookingId={party.id} onChoose={() => onChoose(party)}>
            <span className="grid min-w-0">
              <span className="truncate font-semibold">
                {timeOf(party)} <PartyName party={party} />
              </span>
              <span className="text-sm text-soft">
                {party.source === 'block' ? '' : `${t('people', { count: party.party })} · `}
                {textOf(party.tableIds)}
              </span>
              {[party.booker?.message, party.note].map((text) =>
                text ? (
                  <span key={text} className="text-sm wrap-anywhere">
                    {text}
                  </span>
                ) : null,
              )}
            </span>
            <span className="grid justify-items-end gap-1">
              <PartyTag party={party} now={now} />
              <RecentTag bookingId={party.id} source={party.source} />
            </span>
          </PartyButton>
        </li>
      ))}
    </ul>
  )
}

/** Who it is, or how they came; on paper shortened, if the store wants it so. */
function PartyName({ party }: { readonly party: FloorParty }) {
  const t = useFloorText()
  const isShort = useShortNames()
  const name = party.booker?.name
  if (!name) return t(`source.${party.source}`)
  if (!isShort) return name
  return (
    <>
      <span className="print:hidden">{name}</span>
      <span className="hidden print:inline">{shortName(name)}</span>
    </>
  )
}

interface PartyButtonProps {
  readonly bookingId: string
  readonly onChoose: () => void
  readonly children: ReactNode
}

/** Stands out for a while after the party has come or changed. */
const PartyButton = ({ bookingId, onChoose, children }: PartyButtonProps) => (
  <button
    type="button"
    onClick={onChoose}
    className={`flex min-h-14 items-center justify-between gap-3 rounded-2xl border border-line px-4 py-2 text-left hover:bg-well ${
      recentLook(useRecent(bookingId)) || 'bg-card'
    }`}
  >
    {children}
  </button>
)

const tones: Partial<Record<FloorParty['state'], Tone>> = { seated: 'good', 'no-show': 'bad' }

/** Its state in a word. */
export function PartyTag({ party, now }: { readonly party: FloorParty; readonly now: number }) {
  const t = useFloorText()
  if (party.isHeld) return <Tag>{t('held')}</Tag>
  if (isLate(party, now)) return <Tag tone="warn">{t('late')}</Tag>
  if (party.source === 'block' && party.state === 'expected') return <Tag>{t('blocked')}</Tag>
  return <Tag tone={tones[party.state] ?? 'plain'}>{t(party.state)}</Tag>
}
