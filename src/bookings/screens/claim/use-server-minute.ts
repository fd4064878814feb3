import { useEffect, useState } from 'react'

const MINUTE_MS = 60_000

/** The current minute of the server's clock: times begin and days change on whole minutes. */
export function useServerMinute(aheadMs: number): Date {
  const read = () => Math.floor((Date.now() + aheadMs) / MINUTE_MS)
  const [minute, setMinute] = useState(read)
  useEffect(() => {
    const tick = () => setMinute(Math.floor((Date.now() + aheadMs) / MINUTE_MS))
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [aheadMs])
  return new Date(minute * MINUTE_MS)
}
