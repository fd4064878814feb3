import { useState } from 'react'
import { Button } from '../../../../web/kit/button.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import { Chevron } from '../seats/chevron.tsx'
import { numbersOf, type RowDraft, type SectionDraft } from './draft.ts'
import type { OwnLevel } from './owner-queries.ts'
import { useOrganiserText } from './text.ts'

interface SectionEditorProps {
  readonly section: SectionDraft
  readonly levels: readonly OwnLevel[]
  readonly onChange: (section: SectionDraft) => void
  readonly onRemove: () => void
}

const ROWS_MOST = 200
const SEATS_MOST = 500

/** One section: its name and level, how many rows it has, and each row. */
export function SectionEditor({ section, levels, onChange, onRemove }: SectionEditorProps) {
  const t = useOrganiserText()
  const { name, level, rows } = section
  const seats = rows.reduce((sum, row) => sum + row.seats, 0)
  return (
    <details className="rounded-3xl border border-line bg-card">
      <summary className="flex min-h-12 flex-wrap items-center gap-2 px-4 py-2 sm:px-5">
        <Chevron />
        <span className="mr-auto font-bold">{name || t('editor.nameless')}</span>
        <span className="text-sm text-soft">{t('editor.facts', { rows: rows.length, seats })}</span>
      </summary>
      <div className="grid gap-4 px-4 pb-4 sm:px-5">
        <div className="grid items-start gap-3 sm:grid-cols-2">
          <Field
            label={t('editor.section')}
            maxLength={20}
            value={name}
            onChange={({ target }) => onChange({ ...section, name: target.value })}
          />
          <Select
            label={t('editor.level')}
            required
            value={level}
            onChange={({ target }) => onChange({ ...section, level: target.value })}
          >
            <LevelOptions levels={levels} />
          </Select>
          <NumberField
            label={t('editor.rows')}
            value={rows.length}
            most={ROWS_MOST}
            onChange={(count) => onChange({ ...section, rows: withRows(rows, count) })}
          />
          <NumberField
            label={t('editor.seatsEach')}
            hint={t('editor.seatsEachHint')}
            value={rows[0]?.seats ?? 10}
            most={SEATS_MOST}
            onChange={(each) =>
              onChange({ ...section, rows: rows.map((row) => ({ ...row, seats: each })) })
            }
          />
        </div>
        <ol className="grid gap-3">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its position
            <li key={index}>
              <RowEditor
                {...{ row, levels }}
                onChange={(changed) =>
                  onChange({
                    ...section,
                    rows: rows.map((one, at) => (at === index ? changed : one)),
                  })
                }
              />
            </li>
          ))}
        </ol>
        <Button kind="danger" className="justify-self-start" onClick={onRemove}>
          {t('editor.removeSection')}
        </Button>
      </div>
    </details>
  )
}

const LevelOptions = ({ levels }: Pick<SectionEditorProps, 'levels'>) =>
  levels.map(({ code, name }) => (
    <option key={code} value={code}>
      {name}
    </option>
  ))

/** More rows are like the last one, with the next number as their name. */
function withRows(rows: readonly RowDraft[], count: number): RowDraft[] {
  const last = rows.at(-1)
  return Array.from(
    { length: count },
    (_, index) => rows[index] ?? { row: String(index + 1), seats: last?.seats ?? 10 },
  )
}

interface NumberFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: number
  readonly most: number
  readonly onChange: (value: number) => void
}

/** A whole number from 1; what cannot be one is corrected when the field is left. */
function NumberField({ label, hint, value, most, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState<string>()
  const read = (text: string) => Math.min(most, Math.max(1, Math.round(Number(text)) || 1))
  return (
    <Field
      label={label}
      {...(hint && { hint })}
      required
      type="number"
      inputMode="numeric"
      min={1}
      max={most}
      value={typed ?? value}
      onChange={({ target }) => {
        setTyped(target.value)
        if (/^\d+$/.test(target.value)) onChange(read(target.value))
      }}
      onBlur={() => setTyped(undefined)}
    />
  )
}

interface RowEditorProps extends Pick<SectionEditorProps, 'levels'> {
  readonly row: RowDraft
  readonly onChange: (row: RowDraft) => void
}

function RowEditor({ row, levels, onChange }: RowEditorProps) {
  const t = useOrganiserText()
  const { seats, from = 1, gaps, wheelchair, companion, level } = row
  return (
    <details className="rounded-2xl bg-well">
      <summary className="flex min-h-11 items-center gap-2 px-4">
        <Chevron />
        <span className="mr-auto font-semibold">{t('editor.row', { row: row.row })}</span>
        <span className="text-sm text-soft">
          {t('editor.rowFacts', { first: from, last: from + seats - 1 })}
        </span>
      </summary>
      <div className="grid items-start gap-3 px-4 pb-4 sm:grid-cols-2">
        <Field
          label={t('editor.rowName')}
          maxLength={20}
          value={row.row}
          onChange={({ target }) => onChange({ ...row, row: target.value })}
        />
        <Select
          label={t('editor.rowLevel')}
          value={level ?? ''}
          onChange={({ target }) => {
            const { level: _, ...rest } = row
            onChange(target.value ? { ...rest, level: target.value } : rest)
          }}
        >
          <option value="">{t('editor.sameLevel')}</option>
          <LevelOptions levels={levels} />
        </Select>
        <NumberField
          label={t('editor.rowSeats')}
          value={seats}
          most={SEATS_MOST}
          onChange={(count) => onChange({ ...row, seats: count })}
        />
        <NumberField
          label={t('editor.rowFrom')}
          value={from}
          most={9999}
          onChange={(first) => onChange({ ...row, from: first })}
        />
        <NumbersField
          label={t('editor.gaps')}
          hint={t('editor.gapsHint')}
          numbers={gaps}
          onChange={(numbers) => onChange({ ...row, gaps: numbers })}
        />
        <NumbersField
          label={t('editor.wheelchair')}
          numbers={wheelchair}
          onChange={(numbers) => onChange({ ...row, wheelchair: numbers })}
        />
        <NumbersField
          label={t('editor.companion')}
          numbers={companion}
          onChange={(numbers) => onChange({ ...row, companion: numbers })}
        />
      </div>
    </details>
  )
}

interface NumbersFieldProps {
  readonly label: string
  readonly hint?: string
  readonly numbers: readonly number[] | undefined
  readonly onChange: (numbers: number[]) => void
}

/** Numbers of seats, `5, 15`. */
function NumbersField({ label, hint, numbers = [], onChange }: NumbersFieldProps) {
  const t = useOrganiserText()
  const [typed, setTyped] = useState(numbers.join(', '))
  const read = numbersOf(typed)
  return (
    <Field
      label={label}
      hint={hint ?? t('editor.numbersHint')}
      inputMode="text"
      value={typed}
      error={read ? undefined : t('editor.numbersWrong')}
      onChange={({ target }) => {
        setTyped(target.value)
        const changed = numbersOf(target.value)
        if (changed) onChange(changed)
      }}
    />
  )
}
