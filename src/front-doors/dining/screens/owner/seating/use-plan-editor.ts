import { useState } from 'react'
import { profileQuery } from '../../../../../stores/profile/screens/profile-query.ts'
import { call } from '../../../../../web/call.ts'
import { useQueryClient } from '../../../../../web/query.ts'
import { useSend } from '../../../../../web/use-send.ts'
import type * as owner from '../../../seating-owner-contract.ts'
import { freeTimesKey } from '../../restaurants/parties/party-queries.ts'
import { changesOf, faultsOf, isChanged } from './plan-draft.ts'
import { floorPlanQuery, type Plan } from './seating-queries.ts'

/** A plan while it is edited: each change can be undone until it is saved. */
export function usePlanEditor(restaurantId: string, saved: Plan) {
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const [past, setPast] = useState<readonly Plan[]>([])
  const [draft, setDraft] = useState(saved)
  const [selected, select] = useState<string>()
  const [isTried, setTried] = useState(false)
  const [done, setDone] = useState<{ readonly leftBookings: number }>()
  const changes = changesOf(saved, draft)
  const faults = faultsOf(draft)
  const [last, setLast] = useState<string>()
  /** Changes of one kind in a row, as letters of a name are, are undone together. */
  const change = (next: Plan, kind?: string) => {
    if (kind === undefined || kind !== last) setPast([...past, draft])
    setLast(kind)
    setDraft(next)
    setDone(undefined)
  }
  const undo = () => {
    setDraft(past.at(-1) ?? draft)
    setPast(past.slice(0, -1))
    setLast(undefined)
  }
  const save = async () => {
    setTried(true)
    const [wrong] = faults.keys()
    if (wrong) return select(wrong)
    const { areas, tables, joins } = draft
    const sent = await send(() =>
      call<typeof owner.putFloorPlan>('PUT /v1/restaurants/:restaurantId/floor-plan', {
        params: { restaurantId },
        body: { areas, tables: tables.map((one) => ({ ...one, name: one.name.trim() })), joins },
      }),
    )
    if (!sent) return
    if (!sent.ok) return select(wrongTable(sent.problem) ?? selected)
    const { leftBookings, ...plan } = sent.answer
    setPast([])
    setLast(undefined)
    setTried(false)
    setDraft(plan)
    setDone({ leftBookings })
    client.setQueryData(floorPlanQuery(restaurantId).queryKey, plan)
    void client.invalidateQueries({ queryKey: freeTimesKey(restaurantId) })
    void client.invalidateQueries({ queryKey: profileQuery(restaurantId).queryKey })
  }
  return {
    ...{ draft, change, selected, select, save, pending, problem, done, changes },
    faults: isTried ? faults : new Map<string, never>(),
    canSave: isChanged(changes),
    undo: past.length > 0 ? undo : undefined,
  }
}

export type PlanEditor = ReturnType<typeof usePlanEditor>

/** The table that a refusal names. */
function wrongTable(problem: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof problem.tableId === 'string') return problem.tableId
  const [first] = Array.isArray(problem.tableIds) ? problem.tableIds : []
  return typeof first === 'string' ? first : undefined
}
