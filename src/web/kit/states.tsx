import { Link, useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import type { ProblemBody } from '../call.ts'
import { useShellText } from '../text.ts'
import { Button, buttonLook } from './button.tsx'
import { Mark } from './mark.tsx'

/** A placeholder with the final size of the content. */
export const Skeleton = ({ className = '' }: { readonly className?: string }) => (
  <div aria-hidden="true" className={`shimmer rounded-2xl ${className}`} />
)

/** Wraps skeletons and announces once that something is loading. */
export function Loading({ children, className = '' }: { children: ReactNode; className?: string }) {
  const t = useShellText()
  return (
    <div aria-busy="true" className={className}>
      <p role="status" className="sr-only">
        {t('kit.loading')}
      </p>
      {children}
    </div>
  )
}

interface EmptyStateProps {
  readonly title: ReactNode
  readonly children?: ReactNode
  /** The next step. */
  readonly action?: ReactNode
}

export const EmptyState = ({ title, children, action }: EmptyStateProps) => (
  <div className="grid justify-items-center gap-3 rounded-3xl border border-dashed border-edge px-6 py-14 text-center">
    <Mark className="size-14" />
    <h2 className="text-xl font-bold">{title}</h2>
    {children ? <p className="max-w-md text-soft">{children}</p> : null}
    {action ? <div className="mt-2">{action}</div> : null}
  </div>
)

interface FailureProps {
  readonly problem: unknown
  readonly onRetry?: () => void
}

const asProblem = (thrown: unknown): Partial<ProblemBody> =>
  typeof thrown === 'object' && thrown !== null ? thrown : {}

/** Goes to the sign-in page, which leads back here. */
export function ToSignIn() {
  const router = useRouter()
  useEffect(() => {
    const here = router.state.location.href
    void router.navigate({ to: '/sign-in', search: { return: here }, replace: true })
  }, [router])
  return <LeadingAway />
}

/** Until another page is there. */
const LeadingAway = () => (
  <Loading>
    <Skeleton className="h-44" />
  </Loading>
)

/**
 * A failed request in the server's words, with the request id and a retry. Whoever has to sign in or
 * to wait first is led there.
 */
export function Failure({ problem, onRetry }: FailureProps) {
  const t = useShellText()
  const { title, type, status, instance, leadsAway } = asProblem(problem)
  if (status === 401 || type === 'guest-refused') return <ToSignIn />
  if (leadsAway) return <LeadingAway />
  return (
    <div className="grid justify-items-center gap-3 rounded-3xl bg-well px-6 py-12 text-center">
      <div role="alert">
        <h2 className="text-xl font-bold">{title ?? t('problem.unknown')}</h2>
      </div>
      {instance ? (
        <p className="text-sm text-soft">
          {t('problem.request')} <span className="select-all">{instance}</span>
        </p>
      ) : null}
      <div className="mt-2 flex flex-wrap justify-center gap-3">
        {onRetry && status !== 404 ? <Button onClick={onRetry}>{t('kit.retry')}</Button> : null}
        <Link to="/" className={buttonLook('quiet')}>
          {t('nav.home')}
        </Link>
      </div>
    </div>
  )
}
