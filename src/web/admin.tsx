import { Link } from '@tanstack/react-router'
import { SecondFactorOffer } from '../accounts/screens/second-factor/offer.tsx'
import { Page } from './kit/page.tsx'
import { ToSignIn } from './kit/states.tsx'
import { useMe } from './session.ts'
import { Missing } from './shell.tsx'
import { useShellText } from './text.ts'

const parts = [
  { name: 'reviews', to: '/reviews' },
  { name: 'security', to: '/security' },
  { name: 'limits', to: '/limits' },
  { name: 'terms', to: '/terms/edit' },
] as const

/** Where an administrator goes from. */
export function Admin() {
  const t = useShellText()
  const me = useMe()
  if (me === undefined) return null
  if (me === null) return <ToSignIn />
  if (me.role !== 'admin') return <Missing />
  return (
    <Page title={t('admin.title')} lead={t('admin.lead')} narrow>
      <SecondFactorOffer />
      <ul className="grid gap-4">
        {parts.map(({ name, to }) => (
          <li key={name}>
            <Link
              to={to}
              className="grid gap-1 rounded-3xl border border-line bg-card p-5 hover:border-accent"
            >
              <span className="text-lg font-bold">{t(`admin.${name}`)}</span>
              <span className="text-soft">{t(`admin.${name}Lead`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
