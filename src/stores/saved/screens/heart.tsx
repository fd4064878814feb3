import { useRouter } from '@tanstack/react-router'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { buttonLook } from '../../../web/kit/button.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { savedIdsQuery } from './saved-queries.ts'
import { useSavedText } from './text.ts'

interface HeartProps {
  readonly store: { readonly id: string; readonly name: string }
  /** On a card: the heart alone. */
  readonly small?: boolean | undefined
}

/** Saves a store, or saves it no longer. Whoever is not signed in is led there, and back. */
export function Heart({ store, small }: HeartProps) {
  const me = useMe()
  return me && !me.isGuest ? (
    <OwnHeart {...{ store, small }} />
  ) : (
    <SignInHeart {...{ store, small }} />
  )
}

function OwnHeart({ store, small }: HeartProps) {
  const client = useQueryClient()
  const { data } = useQuery(savedIdsQuery)
  const { pending, problem, send } = useSend()
  const isSaved = data?.data.includes(store.id) ?? false
  const params = { storeId: store.id }
  const toggle = async () => {
    const sent = await send<null>(() =>
      isSaved
        ? call<typeof contract.unsaveStore>('DELETE /v1/me/saved-stores/:storeId', { params })
        : call<typeof contract.saveStore>('PUT /v1/me/saved-stores/:storeId', { params }),
    )
    if (sent?.ok) await client.invalidateQueries({ queryKey: ['saved-stores'] })
    else if (sent) announce(sent.problem.title)
  }
  return (
    <>
      <HeartButton {...{ store, small, isSaved }} onPress={() => void (pending || toggle())} />
      {problem && !small ? <span className="text-sm text-bad">{problem.title}</span> : null}
    </>
  )
}

function SignInHeart({ store, small }: HeartProps) {
  const router = useRouter()
  const signIn = () => {
    const here = router.state.location.href
    void router.navigate({ to: '/sign-in', search: { return: here } })
  }
  return <HeartButton {...{ store, small }} isSaved={false} onPress={signIn} />
}

interface HeartButtonProps extends HeartProps {
  readonly isSaved: boolean
  readonly onPress: () => void
}

function HeartButton({ store, small, isSaved, onPress }: HeartButtonProps) {
  const t = useSavedText()
  const look = small
    ? 'grid size-11 place-items-center rounded-full bg-card/90 text-ink shadow-sm hover:bg-card'
    : buttonLook('quiet', 'px-4')
  return (
    <button type="button" aria-pressed={isSaved} onClick={onPress} className={look}>
      <svg
        viewBox="0 0 24 24"
        aria-hidden="true"
        className={`size-6 ${isSaved ? 'text-accent' : ''}`}
        fill={isSaved ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="2"
      >
        <path
          d="M12 20C5 15 3 11.5 3 8.5A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 9 1.5C21 11.5 19 15 12 20z"
          strokeLinejoin="round"
        />
      </svg>
      {small ? (
        <span className="sr-only">{t('saveOf', { name: store.name })}</span>
      ) : (
        t(isSaved ? 'saved' : 'save')
      )}
    </button>
  )
}
