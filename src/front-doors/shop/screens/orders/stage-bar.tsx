import { Button } from '../../../../web/kit/button.tsx'

interface StageBarProps<Stage extends string> {
  readonly legend: string
  readonly stages: readonly Stage[]
  readonly stage: Stage
  readonly nameOf: (stage: Stage) => string
  /** How many are at it; undefined: not counted. */
  readonly countOf: (stage: Stage) => number | undefined
  readonly onStage: (stage: Stage) => void
}

/** Narrows a list to what is at one stage. */
export function StageBar<Stage extends string>(props: StageBarProps<Stage>) {
  const { legend, stages, stage, nameOf, countOf, onStage } = props
  return (
    <fieldset className="no-print -mx-1 flex min-w-0 gap-2 overflow-x-auto px-1 py-1">
      <legend className="sr-only">{legend}</legend>
      {stages.map((one) => (
        <Button
          key={one}
          kind={one === stage ? 'primary' : 'quiet'}
          className="shrink-0 px-4"
          aria-pressed={one === stage}
          onClick={() => onStage(one)}
        >
          {nameOf(one)}
          <Count count={countOf(one)} />
        </Button>
      ))}
    </fieldset>
  )
}

const Count = ({ count }: { readonly count: number | undefined }) =>
  count === undefined ? null : <span className="font-normal">{count}</span>
