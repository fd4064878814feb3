import { numberText } from '../../kernel/format.ts'
import { Proofs } from '../../proofs/screens/proofs.tsx'
import { announce } from '../../web/kit/announce.tsx'
import { buttonLook } from '../../web/kit/button.tsx'
import { Loaded } from '../../web/kit/loaded.tsx'
import { Tag } from '../../web/kit/notice.tsx'
import { Page } from '../../web/kit/page.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { groupOf, limitGroups } from '../groups.ts'
import { ChangeLimit } from './change-limit.tsx'
import { Changes } from './changes.tsx'
import { type Limit, limitsQuery } from './limit-queries.ts'
import { ReleaseDelayCard } from './release-delay.tsx'
import { useLimitText } from './text.ts'

/** So many of those that refused most are named first. */
const BUSIEST_MOST = 5

/** The limits that all servers count together, for admins. */
export function Limits() {
  const t = useLimitText()
  const query = useQuery(limitsQuery)
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Loaded query={query}>{({ data }) => <Groups limits={data} />}</Loaded>
      <ReleaseDelayCard />
      <Proofs />
    </Page>
  )
}

function Groups({ limits }: { readonly limits: readonly Limit[] }) {
  const t = useLimitText()
  const byGroup = Map.groupBy(limits, ({ name }) => groupOf(name))
  return (
    <div className="grid gap-8">
      <Busiest limits={limits} />
      <nav aria-label={t('jump')} className="flex flex-wrap gap-2">
        {limitGroups.map((group) => (
          <a key={group} href={`#${group}`} className={buttonLook('quiet')}>
            {t(`groups.${group}`)}
          </a>
        ))}
      </nav>
      {limitGroups.map((group) => (
        <section key={group} aria-labelledby={group} className="grid gap-4">
          <h2 id={group} tabIndex={-1} className="scroll-mt-24 text-xl font-bold">
            {t(`groups.${group}`)}
          </h2>
          <ul className="grid gap-4 lg:grid-cols-2">
            {(byGroup.get(group) ?? []).map((limit) => (
              <li key={limit.name} id={limit.name} className="scroll-mt-24">
                <LimitCard limit={limit} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** What refused most in the last day, each with a way to its card. */
function Busiest({ limits }: { readonly limits: readonly Limit[] }) {
  const t = useLimitText()
  const language = useLanguage()
  const busiest = limits
    .filter(({ refusedInLastDay }) => refusedInLastDay > 0)
    .toSorted((one, other) => other.refusedInLastDay - one.refusedInLastDay)
    .slice(0, BUSIEST_MOST)
  const most = busiest[0]?.refusedInLastDay ?? 1
  return (
    <section className="grid gap-3 rounded-3xl border border-line bg-card p-5 sm:p-6">
      <h2 className="text-lg font-bold">{t('busiest')}</h2>
      {busiest.length === 0 ? <p className="text-soft">{t('busiestNone')}</p> : null}
      <ol className="grid gap-2">
        {busiest.map(({ name, refusedInLastDay }) => (
          <li key={name} className="grid gap-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <a href={`#${name}`} className="inline-flex min-h-11 items-center underline">
                {t(`names.${name}`)}
              </a>
              <span className="text-soft">
                {t('times', { count: numberText(refusedInLastDay, language) })}
              </span>
            </div>
            <div aria-hidden="true" className="h-2 rounded-full bg-well">
              <div
                className="h-2 rounded-full bg-accent"
                style={{ width: `${(refusedInLastDay / most) * 100}%` }}
              />
            </div>
          </li>
        ))}
      </ol>
    </section>
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
        <h3 className="text-lg font-bold">{name}</h3>
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
