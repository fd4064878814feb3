import { Link, useRouter } from '@tanstack/react-router'
import type { Door } from './door.ts'
import { Page } from './kit/page.tsx'
import { useShellText } from './text.ts'

/** The first page: what each front door offers, one beneath the other. */
export function Home() {
  const t = useShellText()
  const { doors } = useRouter().options.context
  return (
    <Page title={t('home.title')} aside={doors.length > 1 ? <ToDoors doors={doors} /> : undefined}>
      {doors.map(({ name, title, lead, Home: Offers }) => (
        <section
          key={name}
          id={name}
          aria-labelledby={`${name}-title`}
          className="grid scroll-mt-20 gap-6 not-last:mb-6"
        >
          <div className="grid gap-1">
            <h2 id={`${name}-title`} className="text-2xl font-bold">
              {title()}
            </h2>
            <p className="text-soft">{lead()}</p>
          </div>
          <Offers />
        </section>
      ))}
    </Page>
  )
}

/** On a phone the first list is long: the others are a press away. */
function ToDoors({ doors }: { doors: readonly Door[] }) {
  const t = useShellText()
  return (
    <nav aria-label={t('home.doors')}>
      <ul className="flex gap-2">
        {doors.map(({ name, title }) => (
          <li key={name}>
            <Link
              to="/"
              hash={name}
              className="inline-flex min-h-11 items-center rounded-full border border-edge bg-card px-5 font-semibold hover:bg-well"
            >
              {title()}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
