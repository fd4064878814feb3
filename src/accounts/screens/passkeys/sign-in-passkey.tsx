import { useEffect, useRef, useState } from 'react'
import type { ProblemBody } from '../../../web/call.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { hasPasskeys, signInByPasskey, stopOffering } from './ceremony.ts'
import { usePasskeyText } from './text.ts'

interface SignInPasskeyProps {
  readonly onDone: () => Promise<void>
}

/** A button, and the browser's own offer at the field of the address. */
export function SignInPasskey({ onDone }: SignInPasskeyProps) {
  const t = usePasskeyText()
  const [isPending, setPending] = useState(false)
  const [isStopped, setStopped] = useState(false)
  const [problem, setProblem] = useState<ProblemBody>()
  const done = useRef(onDone)
  done.current = onDone
  const isPressed = useRef(false)
  useEffect(() => {
    if (!hasPasskeys()) return
    let isGone = false
    const isWanted = () => !isGone && !isPressed.current
    void signInByPasskey({ quietly: true, isWanted }).then(async (ceremony) => {
      if (isGone || ceremony.ended !== 'answered') return
      if (ceremony.result.ok) await done.current()
      else if (ceremony.result.problem.status !== 0) setProblem(ceremony.result.problem)
    })
    return () => {
      isGone = true
      void stopOffering()
    }
  }, [])
  if (!hasPasskeys()) return null
  const signIn = async () => {
    isPressed.current = true
    setPending(true)
    setStopped(false)
    setProblem(undefined)
    const ceremony = await signInByPasskey({ quietly: false })
    setPending(false)
    if (ceremony.ended !== 'answered') setStopped(true)
    else if (ceremony.result.ok) await onDone()
    else setProblem(ceremony.result.problem)
  }
  return (
    <div className="grid gap-3">
      <Refused problem={problem} />
      {isStopped ? <Notice tone="warn">{t('notSignedIn')}</Notice> : null}
      <Button kind="quiet" pending={isPending} onClick={() => void signIn()}>
        {t('signIn')}
      </Button>
    </div>
  )
}
