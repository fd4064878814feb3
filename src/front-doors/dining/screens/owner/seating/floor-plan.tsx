import type { DeskPartProps } from '../../../../../web/door.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { Loaded } from '../../../../../web/kit/loaded.tsx'
import { EmptyState } from '../../../../../web/kit/states.tsx'
import { useQuery } from '../../../../../web/query.ts'
import { menuText } from '../../text.ts'
import { SoldApart } from '../sold-apart.tsx'
import { type Preset, presetPlan, presets } from './plan-draft.ts'
import { PlanParts } from './plan-parts.tsx'
import { floorPlanQuery, type Plan } from './seating-queries.ts'
import { useSeatingText } from './text.ts'
import { type PlanEditor, usePlanEditor } from './use-plan-editor.ts'

/** The tables of a restaurant. */
export function FloorPlan({ store }: DeskPartProps) {
  const query = useQuery(floorPlanQuery(store.id))
  return (
    <div className="grid gap-6">
      <h2 className="sr-only">{menuText()('tabs.tables')}</h2>
      <SoldApart restaurantId={store.id} other="times" />
      <Loaded query={query}>{(plan) => <Editor restaurantId={store.id} saved={plan} />}</Loaded>
    </div>
  )
}

function Editor({ restaurantId, saved }: { restaurantId: string; saved: Plan }) {
  const editor = usePlanEditor(restaurantId, saved)
  const isEmpty = saved.areas.length === 0 && editor.draft.areas.length === 0
  return isEmpty ? <Beginning editor={editor} /> : <PlanParts editor={editor} />
}

/** No table yet: begin with a few, and change them. */
function Beginning({ editor }: { readonly editor: PlanEditor }) {
  const t = useSeatingText()
  return (
    <EmptyState
      title={t('plan.none')}
      action={
        <div className="grid gap-3">
          {(Object.keys(presets) as Preset[]).map((preset) => (
            <Button
              key={preset}
              kind={preset === 'fours' ? 'primary' : 'quiet'}
              onClick={() => editor.change(presetPlan(preset, t('plan.hall')))}
            >
              {t(`plan.preset.${preset}`)}
            </Button>
          ))}
        </div>
      }
    >
      {t('plan.noneLead')}
    </EmptyState>
  )
}
