import type { ProblemBody } from '../../../../web/call.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { useDayText } from '../text.ts'

/** What is refused unless the desk says that it means it. */
const ASKED = ['closed-then', 'time-over', 'off-hours']

interface BookAnywayProps {
  readonly problem: ProblemBody | undefined
  readonly pending: boolean
  /** Left out: what was refused is not asked for any more. */
  readonly onMeant?: (() => void) | undefined
}

/** A refusal; of what is beyond its hours the question whether it is meant. */
export function BookAnyway({ problem, pending, onMeant }: BookAnywayProps) {
  const t = useDayText()
  if (!problem || !ASKED.includes(problem.type)) return <Refused problem={problem} />
  if (!onMeant) return null
  return (
    <Notice tone="warn" title={problem.title}>
      <Button kind="quiet" className="mt-2" pending={pending} onClick={onMeant}>
        {t('enter.anyway')}
      </Button>
    </Notice>
  )
}
