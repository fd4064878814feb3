import type { ReactNode } from 'react'
import { Button } from '../../../../web/kit/button.tsx'
import { useDayText } from '../text.ts'

type State<Here extends string> = 'expected' | Here | 'finished' | 'no-show'

interface AttendanceActionsProps<Here extends string> {
  readonly booking: {
    readonly state: State<Here>
    readonly source: string
    /** What the desk may mark now. */
    readonly marks: readonly string[]
    readonly isHeld: boolean
  }
  /** What a guest who has come is called: `seated`. */
  readonly here: Here
  readonly labels: { readonly here: string; readonly finish: string }
  /** A block ends as a visit does. */
  readonly endsBlock?: boolean
  readonly pending: boolean
  readonly onState: (state: State<Here>) => void
  /** What else a door lets the desk do about who is expected or here. */
  readonly children: ReactNode
}

/** Whether a guest came, has gone, or stayed away; each can be taken back. */
export function AttendanceActions<Here extends string>(props: AttendanceActionsProps<Here>) {
  const { booking, here, labels, endsBlock = false, pending, onState, children } = props
  const t = useDayText()
  const { state, source, marks, isHeld } = booking
  const isBlock = source === 'block'
  const isHere = state === here || (endsBlock && isBlock && state === 'expected')
  if (isHeld) return null
  if (state === 'finished' || state === 'no-show')
    return (
      <Button
        kind="quiet"
        pending={pending}
        onClick={() => onState(state === 'finished' && !isBlock ? here : 'expected')}
      >
        {t('undo')}
      </Button>
    )
  const may = (mark: string) => state === 'expected' && marks.includes(mark) && !isBlock
  return (
    <div className="flex flex-wrap gap-2">
      {may('arrived') ? (
        <Button pending={pending} onClick={() => onState(here)}>
          {labels.here}
        </Button>
      ) : null}
      {isHere ? (
        <Button pending={pending} onClick={() => onState('finished')}>
          {labels.finish}
        </Button>
      ) : null}
      {children}
      {may('no-show') ? (
        <Button kind="danger" pending={pending} onClick={() => onState('no-show')}>
          {t('visit.no-show')}
        </Button>
      ) : null}
    </div>
  )
}
