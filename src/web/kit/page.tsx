import { type ReactNode, useEffect, useRef } from 'react'
import { dropDrawn } from '../drawn.ts'
import { useShellText } from '../text.ts'
import { announce } from './announce.tsx'

let isFirstPage = true

interface PageHeadingProps {
  readonly title: string
  /** Changes when the page shows another stage at the same URL. */
  readonly stage?: string | undefined
  readonly className?: string
}

/**
 * The `h1` of a page and its document title. Takes the focus after a navigation and at each new
 * stage, so that a screen reader announces it.
 */
export function PageHeading({ title, stage, className = '' }: PageHeadingProps) {
  const t = useShellText()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${t('name')}`
  }, [title, t])
  const shownStage = useRef(stage)
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true })
    isFirstPage = false
    if (shownStage.current !== stage) heading.current?.scrollIntoView({ block: 'nearest' })
    shownStage.current = stage
  }, [stage])
  return (
    <h1
      ref={heading}
      tabIndex={-1}
      className={`scroll-mt-24 text-3xl font-extrabold tracking-tight ${className}`}
    >
      {title}
    </h1>
  )
}

/** Announces each new stage, but not the first. */
function useAnnouncedStage(title: string, stage: string | undefined): void {
  const shownStage = useRef(stage)
  useEffect(() => {
    if (shownStage.current !== stage) announce(title)
    shownStage.current = stage
  }, [stage, title])
}

interface PageProps {
  readonly title: string
  /** The stage, for a page that shows several at the same URL. */
  readonly stage?: string
  readonly lead?: ReactNode
  readonly aside?: ReactNode
  readonly children: ReactNode
  readonly narrow?: boolean
  /** Unseen: for screen readers only. Own: the page renders its `PageHeading` itself. */
  readonly heading?: 'shown' | 'unseen' | 'own'
}

export function Page(props: PageProps) {
  const { title, stage, lead, aside, children, narrow, heading = 'shown' } = props
  useAnnouncedStage(title, stage)
  useEffect(() => {
    dropDrawn(heading === 'unseen' && document.querySelector('#main [aria-busy=true]') !== null)
  })
  return (
    <div
      className={`mx-auto grid w-full gap-6 px-4 py-5 sm:gap-8 sm:px-6 sm:py-8 ${narrow ? 'max-w-xl' : 'max-w-6xl'}`}
    >
      {heading === 'unseen' ? <PageHeading title={title} className="sr-only" /> : null}
      {heading === 'shown' ? (
        <div className="flex flex-wrap items-end justify-between gap-4">
          <div className="grid gap-2">
            <PageHeading title={title} stage={stage} />
            {lead ? <p className="max-w-prose text-lg text-soft">{lead}</p> : null}
          </div>
          {aside}
        </div>
      ) : null}
      {children}
    </div>
  )
}
