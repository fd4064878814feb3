import { isJoined } from './plan-draft.ts'
import { useSeatingText } from './text.ts'
import type { PlanEditor } from './use-plan-editor.ts'
import { useTableText } from './use-table-text.ts'

/** All tables in words: what the picture shows. */
export function TableList({ editor }: { readonly editor: PlanEditor }) {
  const t = useSeatingText()
  const textOf = useTableText()
  const { draft, selected, select, faults } = editor
  return (
    <div className="grid gap-6">
      {draft.areas.map((area) => (
        <section key={area.id} className="grid gap-2">
          <h3 className="font-bold">{area.name}</h3>
          <ul className="grid gap-2">
            {draft.tables
              .filter(({ areaId }) => areaId === area.id)
              .map((table) => (
                <li key={table.id}>
                  <button
                    type="button"
                    aria-pressed={selected === table.id}
                    onClick={() => select(table.id)}
                    className={`flex w-full flex-wrap items-baseline gap-x-3 rounded-2xl border px-3.5 py-2.5 text-left hover:border-accent ${
                      selected === table.id ? 'border-accent bg-blush' : 'border-line bg-card'
                    } ${faults.has(table.id) ? 'text-bad' : ''}`}
                  >
                    <span className="font-bold">
                      {t('table.named', {
                        ...{
                          table: textOf(table.name),
                          least: table.seatsLeast,
                          most: table.seatsMost,
                        },
                      })}
                    </span>
                    <span className="text-sm text-soft">
                      {[
                        table.walkInOnly ? t('table.walkInOnly') : '',
                        joinsText(
                          draft.tables.filter(({ id }) => isJoined(draft, table.id, id)),
                          (names) => t('table.joinedWith', { names }),
                        ),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

const joinsText = (
  others: readonly { readonly name: string }[],
  say: (names: string) => string,
): string => (others.length > 0 ? say(others.map(({ name }) => name).join(', ')) : '')
