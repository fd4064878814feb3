import { myStoresQuery, type StorePage } from '../../../stores/screens/store-queries.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Failure, Skeleton } from '../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../web/query.ts'
import { weightOf } from './capacity-draft.ts'
import { useSharedText } from './text.ts'

interface RoomChoiceProps {
  /** The weight of each chosen store, as it is typed. */
  readonly weights: ReadonlyMap<string, string>
  /** Of stores that share another one: its name. */
  readonly elsewhere: ReadonlyMap<string, string>
  readonly isTried: boolean
  readonly error: string | undefined
  readonly onChange: (weights: ReadonlyMap<string, string>) => void
}

/** Which of the owner's stores share a capacity, and with which weight. */
export function RoomChoice(props: RoomChoiceProps) {
  const { weights, elsewhere, isTried, error, onChange } = props
  const t = useSharedText()
  const list = useInfiniteQuery<StorePage>(myStoresQuery)
  const stores = list.data?.pages.flatMap(({ data }) => data) ?? []
  const write = (storeId: string, weight: string | undefined) => {
    const changed = new Map(weights)
    if (weight === undefined) changed.delete(storeId)
    else changed.set(storeId, weight)
    onChange(changed)
  }
  return (
    <fieldset data-wrong={error ? true : undefined} aria-describedby="shared-rooms-hint">
      <legend className="font-semibold">{t('form.rooms')}</legend>
      <p id="shared-rooms-hint" className="mb-2 text-sm text-soft">
        {weights.size > 1 ? t('form.weightHint') : t('form.roomsHint')}
      </p>
      {list.isError && !list.data ? (
        <Failure problem={list.error} onRetry={() => list.refetch()} />
      ) : null}
      {list.isPending ? <Skeleton className="h-24" /> : null}
      <ul className="grid max-h-72 overflow-y-auto rounded-xl border border-line px-3 py-1">
        {stores.map(({ id, name }) => (
          <li key={id} className="flex min-h-12 flex-wrap items-center justify-between gap-x-3">
            <RoomCheck
              name={name}
              other={elsewhere.get(id)}
              isChosen={weights.has(id)}
              onChange={(isChosen) => write(id, isChosen ? '1' : undefined)}
            />
            {weights.size > 1 && weights.has(id) ? (
              <input
                aria-label={t('form.weight', { name })}
                aria-invalid={(isTried && !weightOf(weights.get(id) ?? '')) || undefined}
                inputMode="numeric"
                value={weights.get(id)}
                onChange={({ target }) => write(id, target.value)}
                className="field max-w-20 text-right"
              />
            ) : null}
          </li>
        ))}
        {list.hasNextPage ? (
          <li>
            <Button
              kind="plain"
              pending={list.isFetchingNextPage}
              onClick={() => list.fetchNextPage()}
            >
              {t('more')}
            </Button>
          </li>
        ) : null}
      </ul>
      {error ? <p className="mt-1.5 text-sm font-medium text-bad">{error}</p> : null}
    </fieldset>
  )
}

interface RoomCheckProps {
  readonly name: string
  readonly other: string | undefined
  readonly isChosen: boolean
  readonly onChange: (isChosen: boolean) => void
}

function RoomCheck({ name, other, isChosen, onChange }: RoomCheckProps) {
  const t = useSharedText()
  return (
    <label className="flex min-h-11 min-w-0 grow cursor-pointer items-center gap-3 has-disabled:cursor-default has-disabled:text-soft">
      <input
        type="checkbox"
        className="size-6 shrink-0"
        checked={isChosen}
        disabled={other !== undefined}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span className="grid">
        {name}
        {other === undefined ? null : (
          <span className="text-sm">{t('form.elsewhere', { name: other })}</span>
        )}
      </span>
    </label>
  )
}
