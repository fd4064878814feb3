import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { TilesSkeleton } from '../../../stores/screens/list/store-tile.tsx'
import { useDoors } from '../../../stores/screens/use-door.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { MoreButton } from '../../../web/kit/more-button.tsx'
import { Failure } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useInfiniteQuery } from '../../../web/query.ts'
import { ConditionChips } from './condition-chips.tsx'
import { Filters } from './filters.tsx'
import { type Finding, type FoundPage, foundQuery } from './finding-queries.ts'
import { FoundList } from './found-store.tsx'
import { isWhen, NoneFree, NothingFound } from './nothing-found.tsx'
import { SearchBox } from './search-box.tsx'
import { useFindingText } from './text.ts'
import { Timeless } from './timeless.tsx'

interface FindingProps {
  /** The front door whose stores are looked for; undefined: all. */
  readonly door?: string
  readonly finding: Finding
  readonly onChange: (finding: Finding) => void
  /** Shown where there is nothing at all. */
  readonly none?: ReactNode
}

/** A search for stores, and what it finds. */
export function FindStores({ door, finding, onChange, none }: FindingProps) {
  return (
    <div className="grid gap-6">
      <div className="grid gap-3">
        <SearchBox
          q={finding.q ?? ''}
          onSearch={(q) => {
            const { q: _, ...narrowed } = finding
            onChange({ ...narrowed, ...(q && { q }) })
          }}
        />
        <Filters {...{ door, finding, onChange }} />
      </div>
      <Results {...{ door, finding, onChange, none }} />
    </div>
  )
}

interface ResultsProps extends Omit<FindingProps, 'door'> {
  readonly door: string | undefined
}

function Results({ door, finding, onChange, none }: ResultsProps) {
  const isEverywhere = door === undefined
  const t = useFindingText()
  const list = useInfiniteQuery<FoundPage>(foundQuery(door, finding))
  if (list.isPending) return <TilesSkeleton count={6} />
  if (list.isError && !list.data)
    return <Failure problem={list.error} onRetry={() => list.refetch()} />
  const found = list.data.pages.flatMap(({ data }) => data)
  const understood = list.data.pages[0]?.understood
  const isAsked = Object.keys(finding).length > 0
  // Goods have no dates: without what was understood of when and how many.
  const goods = understood?.words || finding.q
  const elsewhere = isEverywhere && goods ? <Elsewhere q={goods} /> : null
  if (found.length === 0 && !isAsked && none) return none
  const hasTimes = found.some(({ times }) => times.length > 0)
  const timeless = list.data.pages[0]?.timeless ?? 0
  return (
    <>
      {understood ? <ConditionChips {...{ door, finding, understood, onChange }} /> : null}
      {found.length === 0 && timeless === 0 ? (
        <NothingFound
          {...{ finding, onChange, elsewhere }}
          fewerWords={list.data.pages[0]?.fewerWords ?? null}
          understood={understood}
        />
      ) : (
        <>
          {understood && isWhen(understood) && !hasTimes ? (
            <NoneFree {...{ finding, onChange, understood }} />
          ) : null}
          <FoundList {...{ found, door }} isDated={understood?.date != null} />
        </>
      )}
      <MoreButton of={list}>{t('more')}</MoreButton>
      {timeless > 0 ? <Timeless {...{ door, finding }} count={timeless} /> : null}
      {found.length > 0 ? <p className="flex flex-wrap justify-center gap-3">{elsewhere}</p> : null}
    </>
  )
}

interface ElsewhereProps {
  readonly q: string
}

/** Links to what doors find by the same words that is no store. */
function Elsewhere({ q }: ElsewhereProps) {
  const doors = useDoors()
  useLanguage() // the doors say their words in it
  return doors.map(({ name, finds }) =>
    finds ? (
      <Link key={name} to={finds.page as '/'} search={{ q }} className={buttonLook('quiet')}>
        {finds.label(q)}
      </Link>
    ) : null,
  )
}
