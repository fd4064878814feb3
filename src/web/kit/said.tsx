import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useShellText } from '../text.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

interface Saying {
  readonly text: string
  /** The page on which it was done; it is said on the next. */
  readonly from: string
}

let saying: Saying | undefined
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function put(next: Saying | undefined): void {
  saying = next
  for (const listener of listeners) listener()
}

/** Says on the page that comes next what was done on this one. */
export const sayNext = (text: string): void => put({ text, from: location.pathname })

/** What was said for this page: until it is closed, or the page left. */
export function Said() {
  const t = useShellText()
  const said = useSyncExternalStore(subscribe, () => saying)
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const shownAt = useRef<string>(undefined)
  useEffect(() => {
    if (!said) shownAt.current = undefined
    else if (pathname === said.from) return
    else if (shownAt.current === undefined) shownAt.current = pathname
    else if (shownAt.current !== pathname) put(undefined)
  }, [said, pathname])
  if (!said || pathname === said.from) return null
  return (
    <div className="no-print mx-auto w-full max-w-6xl px-4 pt-4 sm:px-6">
      <Notice tone="good">
        <div className="flex flex-wrap items-center justify-between gap-x-4">
          <p className="min-w-0 wrap-anywhere">{said.text}</p>
          <Button kind="plain" className="-mr-4 ml-auto" onClick={() => put(undefined)}>
            {t('kit.close')}
          </Button>
        </div>
      </Notice>
    </div>
  )
}
