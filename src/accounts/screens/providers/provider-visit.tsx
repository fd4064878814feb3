import { Link, useParams, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { returnPath } from '../../../kernel/return-path.ts'
import { call, type ProblemBody } from '../../../web/call.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useQueryClient } from '../../../web/query.ts'
import { someoneElse, useMe } from '../../../web/session.ts'
import type * as contract from '../../providers/contract.ts'
import type { ProviderName } from '../../providers/provider.ts'
import { homeOf, SignInPage } from '../sign-in.tsx'
import { signInsQuery } from './sign-ins-query.ts'
import { useProvidersText } from './text.ts'

/** What a provider has sent the browser back with: read once, and gone from the address. */
function takeReturned() {
  const search = new URLSearchParams(location.search)
  const [state, code, error] = ['state', 'code', 'error'].map((name) => search.get(name))
  if (!state) return undefined
  return { state, ...(code && { code }), ...(error && { error }) }
}

/** Where a provider sends the browser back to. Whatever failed is said on the page to sign in on. */
export function ProviderVisit() {
  const { provider } = useParams({ from: '/sign-in/$provider' })
  const router = useRouter()
  const go = useWayOn()
  const [returned] = useState(takeReturned)
  const [problem, setProblem] = useState<ProblemBody>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a code counts once
  useEffect(() => {
    if (!returned) return
    router.history.replace(location.pathname)
    const finish = async () => {
      const sent = await call<typeof contract.finishProviderVisit>(
        'POST /v1/auth/providers/:provider/return',
        { params: { provider: provider as ProviderName }, body: returned },
      )
      if (sent.ok) await go(sent.answer)
      else setProblem(sent.problem)
    }
    void finish()
  }, [])
  if (problem || !returned) return <Failed problem={problem} />
  return <Finishing />
}

function useWayOn() {
  const client = useQueryClient()
  const router = useRouter()
  return async ({ next, returnPath: asked }: AnswerOf<typeof contract.finishProviderVisit>) => {
    const back = returnPath(asked, location.origin)
    if (next === 'sign-up') return router.navigate({ to: '/sign-up/provider', replace: true })
    if (next === 'signed-in') await someoneElse(client)
    else await client.invalidateQueries(signInsQuery)
    const home = next === 'signed-in' ? await homeOf(client) : '/account'
    router.history.replace(back ?? home)
  }
}

function Finishing() {
  const t = useProvidersText()
  return (
    <Page title={t('visit.title')} stage="visit" narrow>
      <Loading>
        <Skeleton className="h-44" />
      </Loading>
    </Page>
  )
}

/** Whoever is signed in goes back to their account; anybody else may sign in by other means. */
function Failed({ problem }: { readonly problem: ProblemBody | undefined }) {
  const t = useProvidersText()
  const me = useMe()
  const back = returnPath(problem?.returnPath, location.origin)
  if (!problem || !me || me.isGuest) return <SignInPage back={back} problem={problem} />
  return (
    <Page title={t('visit.failed')} stage="failed" narrow>
      <Refused problem={problem} />
      <Link
        to={(back ?? '/account') as '/account'}
        className={buttonLook('primary', 'justify-self-start')}
      >
        {t('visit.back')}
      </Link>
    </Page>
  )
}
