import { useSyncExternalStore } from 'react'

const listen = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}

/** Whether the page is seen: a hidden one need not be kept up to date by the second. */
export const useIsVisible = (): boolean =>
  useSyncExternalStore(listen, () => document.visibilityState === 'visible')
