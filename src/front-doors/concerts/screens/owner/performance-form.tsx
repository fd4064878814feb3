import { type FormEvent, useState } from 'react'
import {
  isEmpty,
  isWhole,
  noWall,
  sentWall,
  type Wall,
  wallAt,
} from '../../../../stores/screens/wall.ts'
import { WallFields } from '../../../../stores/screens/wall-fields.tsx'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Submit } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { newKey } from '../../../../web/new-key.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import { type OwnPerformance, useRefreshConcert } from './owner-queries.ts'
import { useOrganiserText } from './text.ts'

interface PerformanceFormProps {
  readonly store: DeskPartProps['store']
  /** Undefined: another one. */
  readonly performance?: OwnPerformance
  readonly onClose: () => void
}

interface Draft {
  readonly startsAt: Wall
  readonly salesFrom: Wall
  readonly salesUntil: Wall
}

const legends = {
  startsAt: 'performances.startsAt',
  salesFrom: 'performances.opens',
  salesUntil: 'performances.salesUntil',
} as const

const isValid = ({ startsAt, salesFrom, salesUntil }: Draft): boolean =>
  isWhole(startsAt) && [salesFrom, salesUntil].every((one) => isEmpty(one) || isWhole(one))

const isSame = (one: Wall, other: Wall): boolean =>
  one.date === other.date && one.time.slice(0, 5) === other.time.slice(0, 5)

/** When a performance begins and is sold. */
export function PerformanceForm({ store, performance, onClose }: PerformanceFormProps) {
  const t = useOrganiserText()
  const { pending, problem, send } = useSend()
  const refresh = useRefreshConcert(store.id)
  const [first] = useState<Draft>(() => ({
    startsAt: performance
      ? wallAt(performance.startsAt, store.timeZone)
      : { date: '', time: '19:00' },
    salesFrom: performance ? wallAt(performance.salesFrom, store.timeZone) : noWall,
    salesUntil: wallAt(performance?.salesUntil ?? null, store.timeZone),
  }))
  const [draft, setDraft] = useState(first)
  const [isTried, setTried] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isValid(draft)) return focusFirstWrong(event.currentTarget)
    const sent = await send(() => request(store.id, performance?.id, draft, first))
    await refresh()
    if (!sent?.ok) return
    onClose()
    announce(t(performance ? 'performances.changed' : 'performances.added'))
  }
  const field = (name: keyof Draft, optional: boolean, hint?: string) => (
    <WallFields
      legend={t(legends[name])}
      wall={draft[name]}
      onChange={(wall) => setDraft({ ...draft, [name]: wall })}
      {...{ optional, isTried, ...(hint && { hint }) }}
    />
  )
  return (
    <Dialog
      title={t(performance ? 'performances.changeTitle' : 'performances.addTitle')}
      onClose={onClose}
    >
      <form noValidate onSubmit={save} className="grid gap-5">
        {field('startsAt', false)}
        {field('salesFrom', true, t('performances.salesFromHint'))}
        {field('salesUntil', true, t('performances.salesUntilHint'))}
        <Refused problem={problem} />
        <DialogActions keep={t('keep')} onKeep={onClose}>
          <Submit pending={pending}>{t('save')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** Of an existing one only what changed is sent: the start of a sold one may not change. */
function request(concertId: string, id: string | undefined, draft: Draft, first: Draft) {
  const from = sentWall(draft.salesFrom)
  const until = sentWall(draft.salesUntil)
  const startsAt = sentWall(draft.startsAt) ?? { date: '', time: '' }
  if (id === undefined)
    return call<typeof owner.addPerformance>('POST /v1/concerts/:concertId/performances', {
      params: { concertId },
      key: newKey(),
      body: { ...startsAt, ...(from && { salesFrom: from }), ...(until && { salesUntil: until }) },
    })
  return call<typeof owner.changePerformance>(
    'PATCH /v1/concerts/:concertId/performances/:performanceId',
    {
      params: { concertId, performanceId: id },
      body: {
        ...(!isSame(draft.startsAt, first.startsAt) && { startsAt }),
        ...(from && !isSame(draft.salesFrom, first.salesFrom) && { salesFrom: from }),
        ...(!isSame(draft.salesUntil, first.salesUntil) && { salesUntil: until ?? null }),
      },
    },
  )
}
