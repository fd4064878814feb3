import { type ReactNode, useId } from 'react'
import { Button } from '../../../../../web/kit/button.tsx'
import { Tag } from '../../../../../web/kit/notice.tsx'
import type { TableGroup } from '../../../group-rules.ts'
import type { FloorAnswer } from './floor-queries.ts'
import { type Stay, tableChoices } from './table-choices.ts'
import { useFloorText } from './text.ts'
import { useTablesText } from './use-tables-text.ts'

interface TableChoiceProps {
  readonly floor: FloorAnswer
  readonly stay: Stay
  readonly now: number
  readonly pending: boolean
  readonly onChoose: (tableIds: readonly string[]) => void
}

/** Where a party may sit, best first, each with its seats; where these are too few, it says so. */
export function TableChoice({ floor, stay, now, pending, onChoose }: TableChoiceProps) {
  const t = useFloorText()
  const { fitting, joined, crowded } = tableChoices(floor, stay, now)
  const best = stay.size === undefined ? undefined : (fitting[0] ?? joined[0])
  const part = { floor, best, pending, onChoose }
  if (fitting.length + joined.length + crowded.length === 0)
    return <p className="text-soft">{t('choose.none')}</p>
  return (
    <div className="grid gap-4">
      <Groups {...part} groups={fitting} title={t('choose.fitting')} />
      <Groups {...part} groups={joined} title={t('choose.joined')} />
      <Groups {...part} groups={crowded} title={<Tag tone="warn">{t('crowded')}</Tag>} />
    </div>
  )
}

interface GroupsProps extends Pick<TableChoiceProps, 'floor' | 'pending' | 'onChoose'> {
  readonly title: ReactNode
  readonly groups: readonly TableGroup[]
  readonly best: TableGroup | undefined
}

function Groups({ floor, title, groups, best, pending, onChoose }: GroupsProps) {
  const t = useFloorText()
  const id = useId()
  const textOf = useTablesText(floor)
  if (groups.length === 0) return null
  const areaOf = new Map(floor.areas.map(({ id, name }) => [id, name]))
  return (
    <section aria-labelledby={id} className="grid gap-2">
      <h3 id={id} className="font-semibold">
        {title}
      </h3>
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3">
        {groups.map((group) => {
          const ids = group.tables.map((table) => table.id)
          return (
            <li key={ids.join(' ')} className="grid">
              <Button
                kind={group === best ? 'primary' : 'quiet'}
                pending={pending}
                className="px-2"
                onClick={() => onChoose(ids)}
              >
                <span className="grid">
                  <span>{textOf(ids)}</span>
                  <span className="text-sm font-normal">
                    {floor.areas.length > 1 ? `${areaOf.get(group.areaId) ?? ''} · ` : ''}
                    {t('seats', { least: group.seatsLeast, most: group.seatsMost })}
                  </span>
                  {group === best ? (
                    <span className="text-sm font-normal">{t('choose.best')}</span>
                  ) : null}
                </span>
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
