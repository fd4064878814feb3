import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAccountText } from './text.ts'

/** In the order of the page. */
const sections = ['profile', 'notices', 'security', 'selling', 'data', 'leaving'] as const
type Section = (typeof sections)[number]

/** What the page of the account has: chips on a phone, a list that stays in view where there is room beside it. */
export function AccountIndex() {
  const t = useAccountText()
  return (
    <nav
      aria-label={t('index.label')}
      className="no-print lg:sticky lg:top-24 lg:self-start short:static"
    >
      <ul className="flex flex-wrap gap-2 lg:grid lg:gap-1">
        {sections.map((name) => (
          <li key={name}>
            <Link
              to="/account"
              hash={name}
              activeOptions={{ includeHash: true }}
              activeProps={{ className: 'bg-blush text-accent' }}
              inactiveProps={{ className: 'text-soft' }}
              onClick={() => document.getElementById(name)?.focus({ preventScroll: true })}
              className="inline-flex min-h-11 items-center rounded-full border border-line px-4 font-semibold hover:bg-well lg:flex lg:rounded-xl lg:border-transparent"
            >
              {t(`index.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** A section of the page that the index leads to; the focus follows, for keyboards and screen readers. */
export function AccountSection({
  name,
  children,
}: {
  readonly name: Section
  readonly children: ReactNode
}) {
  const t = useAccountText()
  return (
    <section
      id={name}
      aria-label={t(`index.${name}`)}
      tabIndex={-1}
      className="grid gap-6 border-t border-line pt-8 outline-none first:border-0 first:pt-0 sm:gap-8"
    >
      {children}
    </section>
  )
}
