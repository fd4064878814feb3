import { Link, useParams, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { call, type ProblemBody, type Result } from '../../web/call.ts'
import { buttonLook, Spinner } from '../../web/kit/button.tsx'
import { Page } from '../../web/kit/page.tsx'
import { tellPaymentNews } from '../../web/pay-window.ts'
import { useShellText } from '../../web/text.ts'
import type * as contract from '../contract.ts'
import { usePaymentText } from './text.ts'

type Returned = Result<AnswerOf<typeof contract.returnPayment>>

/** One request for each page load, however often React renders. */
const returns = new Map<string, Promise<Returned>>()

function handOver(paymentId: string): Promise<Returned> {
  const known = returns.get(paymentId)
  if (known) return known
  const { t = '', ...query } = Object.fromEntries(new URLSearchParams(location.search))
  const handed = call<typeof contract.returnPayment>('POST /v1/payments/:paymentId/return', {
    params: { paymentId },
    body: { token: t, query },
  })
  returns.set(paymentId, handed)
  return handed
}

/**
 * The gateway's return address; needs no session. Posts the returned query. For a front end of the
 * merchant's it goes to that one's address; else it notifies the checkout page and closes itself, or
 * navigates there.
 */
export function PaymentReturn() {
  const { paymentId } = useParams({ from: '/pay/return/$paymentId' })
  const router = useRouter()
  const [problem, setProblem] = useState<ProblemBody>()
  const [isDone, setDone] = useState(false)
  useEffect(() => {
    let isGone = false
    void handOver(paymentId).then(async (returned) => {
      if (!returned.ok) return setProblem(returned.problem)
      const { orderId, status, buys, nextUrl } = returned.answer
      if (nextUrl) return location.replace(nextUrl)
      const isAwaited = await tellPaymentNews({ paymentId, orderId, status })
      if (isGone) return
      if (!isAwaited) {
        const { orderPage } = router.options.context
        return router.history.replace(orderPage({ orderId, paymentId, buys }))
      }
      setDone(true)
      window.close()
    })
    return () => {
      isGone = true
    }
  }, [paymentId, router])
  return <ReturnState problem={problem} isDone={isDone} />
}

interface ReturnStateProps {
  readonly problem: ProblemBody | undefined
  readonly isDone: boolean
}

function ReturnState({ problem, isDone }: ReturnStateProps) {
  const t = usePaymentText()
  const shell = useShellText()
  return (
    <Page title={t('title')} heading="unseen" narrow>
      <div
        role="status"
        className="grid justify-items-center gap-4 rounded-3xl bg-well px-6 py-16 text-center"
      >
        {problem || isDone ? null : (
          <span className="grid text-accent *:size-8">
            <Spinner />
          </span>
        )}
        <p className="text-lg font-bold">{problem?.title ?? t(isDone ? 'done' : 'checking')}</p>
        <p className="text-soft">{t(problem ? 'problem' : isDone ? 'doneLead' : 'safe')}</p>
        {problem ? (
          <Link to="/" className={buttonLook()}>
            {shell('nav.home')}
          </Link>
        ) : null}
      </div>
    </Page>
  )
}
