import { Button } from '../../../../../web/kit/button.tsx'
import { Field } from '../../../../../web/kit/field.tsx'
import { Select } from '../../../../../web/kit/select.tsx'
import { Stepper } from '../../../../../web/kit/stepper.tsx'
import { isJoined, withChange, withJoinToggled, withoutTable } from './plan-draft.ts'
import type { Table } from './seating-queries.ts'
import { useSeatingText } from './text.ts'
import type { PlanEditor } from './use-plan-editor.ts'
import { useTableText } from './use-table-text.ts'

interface TablePanelProps {
  readonly editor: PlanEditor
  readonly table: Table
}

/** The table that is selected. */
export function TablePanel({ editor, table }: TablePanelProps) {
  const t = useSeatingText()
  const textOf = useTableText()
  const { draft, change, select, faults } = editor
  const fault = faults.get(table.id)
  const set = (part: Partial<Table>) =>
    change(withChange(draft, table.id, part), `${table.id} ${Object.keys(part)}`)
  return (
    <section
      aria-labelledby="table-panel"
      className="grid gap-4 rounded-2xl border border-line bg-card p-4"
    >
      <h3 id="table-panel" className="text-lg font-bold">
        {textOf(table.name)}
      </h3>
      <Field
        label={t('table.name')}
        required
        maxLength={40}
        value={table.name}
        error={fault === 'name' ? t('nameMissing') : fault === 'twice' ? t('nameTwice') : undefined}
        onChange={({ target }) => set({ name: target.value })}
      />
      <Sizes {...{ table, set }} isWrong={fault === 'seats'} />
      <Select
        label={t('table.area')}
        required
        value={table.areaId}
        onChange={({ target }) => set({ areaId: target.value })}
      >
        {draft.areas.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <label className="flex min-h-11 items-start gap-3">
        <input
          type="checkbox"
          className="mt-1.5"
          checked={table.walkInOnly}
          onChange={({ target }) => set({ walkInOnly: target.checked })}
        />
        <span className="grid gap-0.5">
          <span className="font-semibold">{t('table.walkInOnly')}</span>
          <span className="text-sm text-soft">{t('table.walkInOnlyLead')}</span>
        </span>
      </label>
      <Joins {...{ editor, table }} />
      <Button
        kind="danger"
        className="justify-self-start"
        onClick={() => {
          change(withoutTable(draft, table.id))
          select(undefined)
        }}
      >
        {t('table.remove')}
      </Button>
    </section>
  )
}

interface SizesProps {
  readonly table: Table
  readonly set: (part: Partial<Table>) => void
  readonly isWrong: boolean
}

function Sizes({ table, set, isWrong }: SizesProps) {
  const t = useSeatingText()
  const steps = (name: 'seatsLeast' | 'seatsMost' | 'width' | 'height', max: number) => (
    <Stepper
      label={t(`table.${name}`)}
      value={table[name]}
      min={1}
      max={max}
      onChange={(value) => set({ [name]: value })}
      lessLabel={t('less', { what: t(`table.${name}`) })}
      moreLabel={t('more', { what: t(`table.${name}`) })}
    />
  )
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-4" data-wrong={isWrong || undefined}>
        {steps('seatsLeast', 100)}
        {steps('seatsMost', 100)}
      </div>
      {isWrong ? <p className="text-sm font-medium text-bad">{t('table.seatsWrong')}</p> : null}
      <Select
        label={t('table.shape')}
        required
        value={table.shape}
        onChange={({ target }) => set({ shape: target.value === 'round' ? 'round' : 'square' })}
      >
        <option value="square">{t('table.square')}</option>
        <option value="round">{t('table.round')}</option>
      </Select>
      <div className="flex flex-wrap gap-4">
        {steps('width', 50)}
        {steps('height', 50)}
      </div>
    </div>
  )
}

/** With which tables of its area it may be pushed together. */
function Joins({ editor: { draft, change }, table }: TablePanelProps) {
  const t = useSeatingText()
  const others = draft.tables.filter(({ id, areaId }) => areaId === table.areaId && id !== table.id)
  if (others.length === 0) return null
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-semibold">{t('table.joins')}</legend>
      <p className="text-sm text-soft">{t('table.joinsLead')}</p>
      <div className="flex flex-wrap gap-2">
        {others.map(({ id, name }) => (
          <label
            key={id}
            className="grid min-h-11 min-w-11 cursor-pointer place-items-center rounded-xl border border-edge bg-card px-2 text-sm font-semibold has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="checkbox"
              className="sr-only"
              checked={isJoined(draft, table.id, id)}
              onChange={() => change(withJoinToggled(draft, table.id, id))}
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
