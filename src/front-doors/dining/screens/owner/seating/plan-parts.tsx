import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../../../../web/kit/button.tsx'
import { Notice, Refused } from '../../../../../web/kit/notice.tsx'
import { AreaTabs } from './area-tabs.tsx'
import { PlanCanvas } from './plan-canvas.tsx'
import { withTable } from './plan-draft.ts'
import { TableList } from './table-list.tsx'
import { TablePanel } from './table-panel.tsx'
import { useSeatingText } from './text.ts'
import type { PlanEditor } from './use-plan-editor.ts'

interface EditorProps {
  readonly editor: PlanEditor
}

/** The plan as a picture or a list, the table that is edited, and what saving changes. */
export function PlanParts({ editor }: EditorProps) {
  const t = useSeatingText()
  const { draft, selected, change, select } = editor
  const [isList, setList] = useState(false)
  const [chosen, setArea] = useState<string>()
  const table = draft.tables.find(({ id }) => id === selected)
  const area = draft.areas.find(({ id }) => id === (table?.areaId ?? chosen)) ?? draft.areas[0]
  const showArea = (id: string) => {
    setArea(id)
    select(undefined)
  }
  return (
    <>
      <p className="max-w-prose text-soft">{t('plan.lead')}</p>
      <Refused problem={editor.problem} />
      <Done editor={editor} />
      <SaveBar editor={editor} />
      <div className="flex flex-wrap items-end justify-between gap-3">
        <AreaTabs {...{ draft, change }} here={area?.id} onShow={showArea} />
        <div className="flex flex-wrap gap-2">
          <Button kind="quiet" aria-pressed={isList} onClick={() => setList(!isList)}>
            {t(isList ? 'plan.asPicture' : 'plan.asList')}
          </Button>
          {area ? (
            <Button
              kind="quiet"
              onClick={() => {
                const next = withTable(draft, area.id, 4)
                change(next)
                select(next.tables.at(-1)?.id)
              }}
            >
              {t('plan.add')}
            </Button>
          ) : null}
        </div>
      </div>
      <div className="grid items-start gap-6 grid-cols-1 lg:grid-cols-[minmax(0,1fr)_20rem]">
        {isList ? (
          <TableList editor={editor} />
        ) : (
          <PlanCanvas editor={editor} areaId={area?.id ?? ''} />
        )}
        {table ? (
          <TablePanel key={table.id} editor={editor} table={table} />
        ) : (
          <p className="rounded-2xl bg-well px-4 py-3 text-soft">{t('plan.choose')}</p>
        )}
      </div>
    </>
  )
}

/** What saving changes, the way back, and the button. */
function SaveBar({ editor: { changes, canSave, undo, save, pending } }: EditorProps) {
  const t = useSeatingText()
  const parts = (['added', 'changed', 'removed', 'joins', 'areas'] as const).filter(
    (name) => changes[name] > 0,
  )
  return (
    <div className="sticky top-16 z-10 flex flex-wrap items-center justify-between gap-3 rounded-2xl border border-line bg-card px-4 py-2.5">
      <p role="status" className="text-[0.9375rem]">
        {canSave
          ? parts.map((name) => t(`plan.changes.${name}`, { count: changes[name] })).join(' · ')
          : t('plan.unchanged')}
      </p>
      <div className="flex gap-2">
        <Button kind="quiet" disabled={!undo} onClick={() => undo?.()}>
          {t('plan.undo')}
        </Button>
        <Button pending={pending} disabled={!canSave} onClick={() => save()}>
          {t('save')}
        </Button>
      </div>
    </div>
  )
}

/** It was saved; tables that went may have bookings. */
function Done({ editor: { done } }: EditorProps) {
  const t = useSeatingText()
  if (!done) return null
  const count = done.leftBookings
  return (
    <Notice tone={count > 0 ? 'warn' : 'good'} title={t('saved')}>
      {count > 0 ? (
        <>
          {t('plan.left', { count })}{' '}
          <Link to="." search={{ tab: 'bookings' }} className="font-semibold underline">
            {t('plan.seeBookings')}
          </Link>
        </>
      ) : null}
    </Notice>
  )
}
