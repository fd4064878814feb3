import { type ReactNode, useEffect, useRef } from 'react'
import { useShellText } from '../text.ts'

let isFirstPage = true

interface PageHeadingProps {
  readonly title: string
  readonly className?: string
}

/**
 * The one `h1` of a page, and its title in the tab. After a navigation it takes the focus, so that
 * a screen reader says where the reader has arrived.
 */
export function PageHeading({ title, className = '' }: PageHeadingProps) {
  const t = useShellText()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${t('name')}`
  }, [title, t])
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true })
    isFirstPage = false
  }, [])
  return (
    <h1
      ref={heading}
      tabIndex={-1}
      className={`text-3xl font-extrabold tracking-tight ${className}`}
    >
      {title}
    </h1>
  )
}

interface PageProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly aside?: ReactNode
  readonly children: ReactNode
  readonly narrow?: boolean
  /** Unseen: for a screen reader only. Own: the page places its `PageHeading` itself. */
  readonly heading?: 'shown' | 'unseen' | 'own'
}

export function Page({ title, lead, aside, children, narrow, heading = 'shown' }: PageProps) {
  return (
    <div
      className={`mx-auto grid w-full gap-8 px-4 py-6 sm:px-6 sm:py-8 ${narrow ? 'max-w-xl' : 'max-w-6xl'}`}
    >
      {heading === 'unseen' ? <PageHeading title={title} className="sr-only" /> : null}
      {heading === 'shown' ? (
        <div className="flex flex-wrap items-end justify-between gap-4">
          <div className="grid gap-2">
            <PageHeading title={title} />
            {lead ? <p className="max-w-prose text-lg text-soft">{lead}</p> : null}
          </div>
          {aside}
        </div>
      ) : null}
      {children}
    </div>
  )
}
