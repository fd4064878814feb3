import { Tag, type Tone } from '../../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../../web/kit/states.tsx'
import type { FloorAnswer, FloorParty } from './floor-queries.ts'
import { isLate } from './floor-states.ts'
import { useFloorText } from './text.ts'

interface PartyListProps {
  readonly floor: FloorAnswer
  readonly now: number
  readonly onChoose: (party: FloorParty) => void
}

/** Everybody of the day by time: all that the plan shows, in words. */
export function PartyList({ floor, now, onChoose }: PartyListProps) {
  const t = useFloorText()
  if (floor.parties.length === 0) return <EmptyState title={t('none')}>{t('noneLead')}</EmptyState>
  const nameOf = new Map(floor.tables.map(({ id, name }) => [id, name]))
  return (
    <ul className="grid gap-2">
      {floor.parties.map((party) => (
        <li key={party.id} className="grid">
          <button
            type="button"
            onClick={() => onChoose(party)}
            className="flex min-h-14 items-center justify-between gap-3 rounded-2xl border border-line bg-card px-4 py-2 text-left hover:bg-well"
          >
            <span className="grid min-w-0">
              <span className="truncate font-semibold">
                {party.time} {party.booker?.name || t(`source.${party.source}`)}
              </span>
              <span className="text-sm text-soft">
                {party.source === 'block' ? '' : `${t('people', { count: party.party })} · `}
                {t('table', {
                  name: party.tableIds.map((id) => nameOf.get(id) ?? '–').join(' + '),
                })}
              </span>
            </span>
            <PartyTag party={party} now={now} />
          </button>
        </li>
      ))}
    </ul>
  )
}

const tones: Partial<Record<FloorParty['state'], Tone>> = { seated: 'good', 'no-show': 'bad' }

/** Its state in a word. */
export function PartyTag({ party, now }: { readonly party: FloorParty; readonly now: number }) {
  const t = useFloorText()
  if (party.isHeld) return <Tag>{t('held')}</Tag>
  if (isLate(party, now)) return <Tag tone="warn">{t('late')}</Tag>
  if (party.source === 'block' && party.state === 'expected') return <Tag>{t('blocked')}</Tag>
  return <Tag tone={tones[party.state] ?? 'plain'}>{t(party.state)}</Tag>
}
