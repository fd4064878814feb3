import { useState } from 'react'
import { flushSync } from 'react-dom'
import { numberText } from '../../kernel/format.ts'
import { Proofs } from '../../proofs/screens/proofs.tsx'
import { announce } from '../../web/kit/announce.tsx'
import { Field } from '../../web/kit/field.tsx'
import { Loaded } from '../../web/kit/loaded.tsx'
import { Tag } from '../../web/kit/notice.tsx'
import { Page } from '../../web/kit/page.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { groupOf, type LimitGroup, limitGroups } from '../groups.ts'
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

/** The groups with or without one. */
const withGroup = (group: LimitGroup, isIn: boolean) => (known: ReadonlySet<LimitGroup>) =>
  new Set([...known].filter((one) => one !== group).concat(isIn ? group : []))

/** The limits by group, folded; those that are looked for are shown at once, and fold and open as others do. */
function Groups({ limits }: { readonly limits: readonly Limit[] }) {
  const t = useLimitText()
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState<ReadonlySet<LimitGroup>>(new Set())
  const [folded, setFolded] = useState<ReadonlySet<LimitGroup>>(new Set())
  const words = typed.trim().toLowerCase().split(/\s+/)
  const found = limits.filter(({ name }) =>
    words.every((word) => `${name} ${t(`names.${name}`)}`.toLowerCase().includes(word)),
  )
  const isSearched = typed.trim() !== ''
  const byGroup = Map.groupBy(isSearched ? found : limits, ({ name }) => groupOf(name))
  const search = (text: string) => {
    setTyped(text)
    setFolded(new Set())
  }
  const toggle = (group: LimitGroup, isOpen: boolean) =>
    isSearched ? setFolded(withGroup(group, !isOpen)) : setOpen(withGroup(group, isOpen))
  const show = (name: Limit['name']) => {
    flushSync(() => {
      search('')
      setOpen(withGroup(groupOf(name), true))
    })
    document.getElementById(name)?.scrollIntoView()
    document.getElementById(name)?.focus()
  }
  return (
    <div className="grid gap-4">
      <Busiest limits={limits} onShow={show} />
      <Field
        type="search"
        label={t('search')}
        autoComplete="off"
        value={typed}
        onChange={({ target }) => search(target.value)}
      />
      {found.length === 0 ? <p role="status">{t('searchNone')}</p> : null}
      {limitGroups.map((group) => {
        const some = byGroup.get(group) ?? []
        return some.length > 0 ? (
          <Group
            key={group}
            {...{ group, limits: some }}
            isOpen={isSearched ? !folded.has(group) : open.has(group)}
            onToggle={(isOpen) => toggle(group, isOpen)}
          />
        ) : null
      })}
    </div>
  )
}

interface GroupProps {
  readonly group: LimitGroup
  readonly limits: readonly Limit[]
  readonly isOpen: boolean
  readonly onToggle: (isOpen: boolean) => void
}

function Group({ group, limits, isOpen, onToggle }: GroupProps) {
  const t = useLimitText()
  const language = useLanguage()
  const refused = limits.reduce((sum, { refusedInLastDay }) => sum + refusedInLastDay, 0)
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => onToggle(currentTarget.open)}
      className="rounded-3xl border border-line bg-card"
    >
      <summary className="min-h-14 cursor-pointer px-5 py-4">
        <h2 className="inline text-lg font-bold">{t(`groups.${group}`)}</h2>
        <span className="ml-3 text-soft">{t('count', { count: limits.length })}</span>
        {refused > 0 ? (
          <span className="ml-3 font-semibold text-warn">
            {t('refused', { count: numberText(refused, language) })}
          </span>
        ) : null}
      </summary>
      {isOpen ? (
        <ul className="grid gap-4 p-5 pt-1 lg:grid-cols-2">
          {limits.map((limit) => (
            <li key={limit.name} id={limit.name} tabIndex={-1} className="scroll-mt-24">
              <LimitCard limit={limit} />
            </li>
          ))}
        </ul>
      ) : null}
    </details>
  )
}

interface BusiestProps {
  readonly limits: readonly Limit[]
  readonly onShow: (name: Limit['name']) => void
}

/** What refused most in the last day, each with a way to its card. */
function Busiest({ limits, onShow }: BusiestProps) {
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
              <button
                type="button"
                className="min-h-11 text-left underline"
                onClick={() => onShow(name)}
              >
                {t(`names.${name}`)}
              </button>
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
