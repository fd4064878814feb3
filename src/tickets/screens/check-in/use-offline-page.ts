import { useEffect } from 'react'

/** From now on the page can be opened without a network, where the browser can do that. */
export function useOfflinePage(): void {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return // only on HTTPS and on this machine
    navigator.serviceWorker.register('/check-in/worker.js').catch(() => {}) // storage may be blocked
  }, [])
}
