import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { dayText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import { call, type ProblemBody } from '../../../web/call.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { focusFirstWrong } from '../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as policies from '../../contract.ts'
import { draftOf, type Kind, type PolicyDraft, type Tier, tiersOf } from './policy-draft.ts'
import { policyQuery, type StorePolicy } from './policy-query.ts'
import { PolicyTiers } from './policy-tiers.tsx'
import { usePolicyText } from './text.ts'

interface CancellationPolicyProps {
  readonly store: { readonly id: string; readonly door: string; readonly timeZone: string }
}

/** Edits a store's cancellation policy: a preset, or custom tiers within the legal maximum. */
export function CancellationPolicy({ store }: CancellationPolicyProps) {
  const t = usePolicyText()
  const asked = useQuery(policyQuery(store.id))
  if (asked.isError && !asked.data)
    return <Failure problem={asked.error} onRetry={() => asked.refetch()} />
  if (!asked.data)
    return (
      <Loading>
        <Skeleton className="h-96" />
      </Loading>
    )
  const [only, ...others] = asked.data.choices
  if (only && others.length === 0) return <OnlyKind kind={only.kind} door={store.door} />
  return (
    <div className="grid max-w-xl gap-6">
      <h2 className="sr-only">{t('title')}</h2>
      <p className="text-soft">{t('lead')}</p>
      <Next next={asked.data.next} timeZone={store.timeZone} />
      <PolicyForm storeId={store.id} stored={asked.data} />
    </div>
  )
}

/** Shown when the front door offers a single kind; the door may say it in its own words. */
function OnlyKind({ kind, door: name }: { kind: Kind; door: string }) {
  const t = usePolicyText()
  const { doors } = useRouter().options.context
  const said = doors.find((door) => door.name === name)?.stores.cancellation?.()
  return (
    <section className="grid max-w-xl gap-4">
      <h2 className="text-xl font-bold">{said ? t('title') : t(`kind.${kind}`)}</h2>
      <p className="text-soft">
        {said ?? t('only')} {t('noOther')}
      </p>
    </section>
  )
}

/** Notice of a policy that does not apply yet. */
function Next({ next, timeZone }: Pick<StorePolicy, 'next'> & { timeZone: string }) {
  const t = usePolicyText()
  const language = useLanguage()
  if (!next) return null
  const at = new Date(next.appliesAt)
  const when = `${dayText(wallDateAt(at, timeZone), language)} ${wallTimeAt(at, timeZone)}`
  return <Notice>{t('next', { when })}</Notice>
}

interface PolicyFormProps {
  readonly storeId: string
  readonly stored: StorePolicy
}

function usePolicy({ storeId, stored }: PolicyFormProps) {
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const [draft, setDraft] = useState(() => draftOf(stored.next ?? stored.policy))
  const [isTried, setTried] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const change = (changed: PolicyDraft) => {
    setDraft(changed)
    setSaved(false)
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const form = event.currentTarget
    const tiers = tiersOf(draft)
    if (!tiers) return focusFirstWrong(form)
    const sent = await send(() =>
      call<typeof policies.changePolicy>('PUT /v1/stores/:storeId/cancellation-policy', {
        params: { storeId },
        body: { kind: draft.kind, tiers },
      }),
    )
    setSaved(sent?.ok === true)
    if (sent?.ok) client.setQueryData(policyQuery(storeId).queryKey, sent.answer)
  }
  return { draft, change, isTried, isSaved, pending, problem, save }
}

function PolicyForm(props: PolicyFormProps) {
  const t = usePolicyText()
  const { choices } = props.stored
  const { draft, change, isTried, isSaved, pending, problem, save } = usePolicy(props)
  const choose = (kind: Kind) =>
    change(draftOf(choices.find((choice) => choice.kind === kind) ?? props.stored.policy))
  return (
    <form onSubmit={save} noValidate className="grid gap-6">
      <KindChoice chosen={draft.kind} kinds={choices.map(({ kind }) => kind)} onChoose={choose} />
      {draft.kind === 'free' ? null : (
        <PolicyTiers
          draft={draft}
          isTried={isTried}
          onChange={change}
          onPreset={() => choose(draft.kind)}
        />
      )}
      <Refused problem={problem} />
      <Illegal problem={problem} />
      {isSaved ? <Notice tone="good" title={t('saved')} /> : null}
      <Submit pending={pending} className="w-full sm:w-auto sm:min-w-40 sm:justify-self-start">
        {t('save')}
      </Submit>
    </form>
  )
}

interface KindChoiceProps {
  readonly chosen: Kind
  readonly kinds: readonly Kind[]
  readonly onChoose: (kind: Kind) => void
}

function KindChoice({ chosen, kinds, onChoose }: KindChoiceProps) {
  const t = usePolicyText()
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-semibold">{t('kinds')}</legend>
      {kinds.map((kind) => (
        <label
          key={kind}
          className="flex cursor-pointer items-start gap-3 rounded-2xl border border-edge bg-card p-4 has-checked:border-accent has-checked:bg-blush"
        >
          <input
            type="radio"
            name="kind"
            className="size-6 shrink-0"
            checked={kind === chosen}
            onChange={() => onChoose(kind)}
          />
          <span className="grid gap-0.5">
            <span className="font-semibold">{t(`kind.${kind}`)}</span>
            <span className="text-sm text-soft">{t(`about.${kind}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** Names the illegal tier and its maximum. */
function Illegal({ problem }: { problem: ProblemBody | undefined }) {
  const t = usePolicyText()
  if (problem?.type !== 'penalty-illegal') return null
  const { tier, mostPercent } = problem as unknown as { tier: Tier; mostPercent: number }
  const when =
    'daysBefore' in tier
      ? t('daysBefore', { days: tier.daysBefore })
      : tier.hoursBefore === 0
        ? t('untilStart')
        : t('hoursBefore', { hours: tier.hoursBefore })
  return (
    <p className="text-sm font-medium text-bad">
      {t('illegal', { tier: when, kept: tier.keptPercent, most: mostPercent })}
    </p>
  )
}
