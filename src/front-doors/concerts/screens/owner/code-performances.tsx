import { dayText } from '../../../../kernel/format.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { isOver } from '../concerts/performance-choice.tsx'
import { type OwnPerformance, ownPerformancesQuery } from './owner-queries.ts'
import { useOrganiserText } from './text.ts'

/** The date and time of a performance. */
export const usePerformanceName = () => {
  const language = useLanguage()
  return ({ date, time }: Pick<OwnPerformance, 'date' | 'time'>) =>
    `${dayText(date, language)} ${time}`
}

interface CodePerformancesProps extends Pick<DeskPartProps, 'store'> {
  /** Undefined: all of them. */
  readonly chosen: readonly string[] | undefined
  readonly error: string | undefined
  readonly onChange: (chosen: readonly string[] | undefined) => void
}

/** For which performances a code is: for all, or for some that are chosen. */
export function CodePerformances({ store, chosen, error, onChange }: CodePerformancesProps) {
  const t = useOrganiserText()
  const nameOf = usePerformanceName()
  const { data } = useQuery(ownPerformancesQuery(store.id))
  const coming = data?.data.filter(({ status }) => !isOver(status)) ?? []
  const row = 'flex min-h-11 cursor-pointer items-center gap-3'
  return (
    <fieldset
      data-wrong={error ? true : undefined}
      aria-describedby={error ? 'code-performances-error' : undefined}
    >
      <legend className="mb-1.5 font-semibold">{t('codes.performances')}</legend>
      {[undefined, []].map((wanted) => (
        <label key={wanted ? 'some' : 'all'} className={row}>
          <input
            type="radio"
            name="code-performances"
            className="size-6 shrink-0"
            checked={(chosen === undefined) === (wanted === undefined)}
            onChange={() => onChange(wanted)}
          />
          {t(wanted ? 'codes.some' : 'codes.every')}
        </label>
      ))}
      {chosen ? (
        <div className="ml-9 grid max-h-60 overflow-y-auto rounded-xl border border-line px-3 py-1">
          {coming.map((performance) => (
            <label key={performance.id} className={row}>
              <input
                type="checkbox"
                className="size-6 shrink-0"
                checked={chosen.includes(performance.id)}
                onChange={({ target }) =>
                  onChange(
                    target.checked
                      ? [...chosen, performance.id]
                      : chosen.filter((id) => id !== performance.id),
                  )
                }
              />
              {nameOf(performance)}
            </label>
          ))}
          {coming.length === 0 ? <p className="py-2 text-soft">{t('performances.none')}</p> : null}
        </div>
      ) : null}
      {error ? (
        <p id="code-performances-error" className="mt-1.5 text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}
