import { numberText } from '../../kernel/format.ts'
import { announce } from '../../web/kit/announce.tsx'
import { Loaded } from '../../web/kit/loaded.tsx'
import { Tag } from '../../web/kit/notice.tsx'
import { Page } from '../../web/kit/page.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { ChangeLimit } from './change-limit.tsx'
import { Changes } from './changes.tsx'
import { type Limit, limitsQuery } from './limit-queries.ts'
import { ReleaseDelayCard } from './release-delay.tsx'
import { useLimitText } from './text.ts'

/** The limits that all servers count together, for admins. */
export function Limits() {
  const t = useLimitText()
  const query = useQuery(limitsQuery)
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Loaded query={query}>
        {({ data }) => (
          <ul className="grid gap-4 lg:grid-cols-2">
            {data.map((limit) => (
              <li key={limit.name}>
                <LimitCard limit={limit} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <ReleaseDelayCard />
    </Page>
  )
}

function LimitCard({ limit }: { limit: Limit }) {
  const t = useLimitText()
  const language = useLanguage()
  const client = useQueryClient()
  const name = t(`names.${limit.name}`)
  const count = numberText(limit.refusedInLastDay, language)
  const saved = async () => {
    await client.invalidateQueries({ queryKey: limitsQuery.queryKey })
    announce(t('saved', { name }))
  }
  return (
    <article className="grid gap-4 rounded-3xl border border-line bg-card p-5 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 className="text-lg font-bold">{name}</h2>
        <Tag tone={limit.refusedInLastDay > 0 ? 'warn' : 'plain'}>{t('refused', { count })}</Tag>
      </div>
      <ChangeLimit
        key={`${limit.burst} ${limit.perHour}`}
        limit={limit}
        label={t('changeOf', { name })}
        onSaved={saved}
      />
      <Changes changes={limit.changes} />
    </article>
  )
}
