import { useId } from 'react'
import { MoreButton } from '../../../web/kit/more-button.tsx'
import { Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useInfiniteQuery } from '../../../web/query.ts'
import { type Acts, actsQuery } from './staff-queries.ts'
import { useStaffText } from './text.ts'
import { whenText } from './when.ts'

/** Who did what and when, latest first. */
export function ActList({ storeId }: { readonly storeId: string }) {
  const t = useStaffText()
  const id = useId()
  const list = useInfiniteQuery<Acts>(actsQuery(storeId))
  const acts = list.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <h2 id={id} className="text-xl font-bold">
        {t('acts.title')}
      </h2>
      {list.isPending ? (
        <Loading>
          <Skeleton className="h-24" />
        </Loading>
      ) : null}
      {list.isError && !list.data ? (
        <Failure problem={list.error} onRetry={() => list.refetch()} />
      ) : null}
      {list.data && acts.length === 0 ? <p className="text-soft">{t('acts.none')}</p> : null}
      <ol className="grid divide-y divide-line">
        {acts.map((act) => (
          <li key={act.id} className="py-3">
            <Act act={act} />
          </li>
        ))}
      </ol>
      <MoreButton of={list}>{t('acts.more')}</MoreButton>
    </section>
  )
}

function Act({ act: { act, at, by, about, role } }: { readonly act: Acts['data'][number] }) {
  const t = useStaffText()
  const language = useLanguage()
  const said = {
    by: by ?? t('acts.nobody'),
    about: about ?? t('acts.forgotten'),
    role: t(`roles.${role}`),
  }
  return (
    <>
      <p className="break-words">{t(`acts.${act}`, said)}</p>
      <time dateTime={at} className="text-sm text-soft">
        {whenText(at, language, { timed: true })}
      </time>
    </>
  )
}
