import { useEffect, useState } from 'react'
import type { ProblemBody } from '../../../../../web/call.ts'

/** Seconds that a refusal asks to wait; 0 once they are over. */
export function useWait(problem: ProblemBody | undefined): number {
  const [until, setUntil] = useState(0)
  const [, setTick] = useState(0)
  useEffect(() => {
    const seconds = problem?.type === 'chat-too-fast' ? problem.seconds : undefined
    setUntil(typeof seconds === 'number' ? performance.now() + seconds * 1000 : 0)
  }, [problem])
  const left = Math.max(0, Math.ceil((until - performance.now()) / 1000))
  const isWaiting = left > 0
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(() => setTick((tick) => tick + 1), 250)
    return () => clearInterval(timer)
  }, [isWaiting])
  return left
}
