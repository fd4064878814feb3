import { Link, useSearch } from '@tanstack/react-router'
import { buttonLook } from '../../../web/kit/button.tsx'
import { useStoresText } from '../text.ts'

/** What a store needs before it can be booked, or may choose; each is done on a tab of its door. */
export interface SetupStep {
  readonly tab: string
  readonly title: string
  /** What it is for, or how it stands. */
  readonly lead: string
  /** Undefined: it may be left as it is. */
  readonly isDone: boolean | undefined
}

interface SetupStepsProps {
  readonly steps: readonly SetupStep[]
  /** Another way to be booked, for which these steps are not needed. */
  readonly other?: Pick<SetupStep, 'tab' | 'title'>
}

/** What is set up of a store that cannot be booked yet, and what comes next; nothing once all of it is done. */
export function SetupSteps({ steps, other }: SetupStepsProps) {
  const t = useStoresText()
  const { tab: here } = useSearch({ from: '/desk/$storeId' })
  const next = steps.find(({ isDone }) => isDone === false)
  if (!next) return null
  return (
    <section
      aria-labelledby="setup"
      className="no-print grid gap-4 rounded-3xl border border-line bg-card p-5"
    >
      <h2 id="setup" className="text-xl font-bold">
        {t('setup.title')}
      </h2>
      <ol className="grid gap-3 sm:grid-cols-2 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none">
        {steps.map((step, at) => (
          <li
            key={step.title}
            aria-current={step === next ? 'step' : undefined}
            className="grid grid-cols-[2rem_minmax(0,1fr)] content-start gap-x-3"
          >
            <Mark {...step} number={at + 1} isNext={step === next} />
            <Link
              to="."
              search={{ tab: step.tab } as never}
              className="flex min-h-8 items-center font-semibold underline"
            >
              {step.title}
            </Link>
            <p className="col-start-2 text-sm text-soft">{step.lead}</p>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {next.tab === here ? (
          <p className="font-semibold">{t('setup.here', { step: next.title })}</p>
        ) : (
          <Link to="." search={{ tab: next.tab } as never} className={buttonLook()}>
            {t('setup.next', { step: next.title })}
          </Link>
        )}
        {other && other.tab !== here ? (
          <Link to="." search={{ tab: other.tab } as never} className={buttonLook('plain')}>
            {other.title}
          </Link>
        ) : null}
      </div>
    </section>
  )
}

interface MarkProps extends Pick<SetupStep, 'isDone'> {
  readonly number: number
  readonly isNext: boolean
}

/** The number of a step; a tick once it is done. */
function Mark({ isDone, number, isNext }: MarkProps) {
  const t = useStoresText()
  const look = isDone
    ? 'border-transparent bg-good-ground text-good'
    : isNext
      ? 'border-accent text-accent'
      : 'border-edge text-soft'
  return (
    <span className={`grid size-8 place-items-center rounded-full border font-bold ${look}`}>
      <span aria-hidden="true">{isDone ? '✓' : number}</span>
      <span className="sr-only">
        {t(isDone ? 'setup.done' : isDone === undefined ? 'setup.optional' : 'setup.open')}
      </span>
    </span>
  )
}
