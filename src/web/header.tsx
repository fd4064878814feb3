import { Link, useNavigate, useRouter, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef } from 'react'
import type * as accounts from '../accounts/contract.ts'
import { call } from './call.ts'
import { Mark } from './kit/mark.tsx'
import { chooseLanguage, useLanguage } from './language.ts'
import { useQueryClient } from './query.ts'
import { type Me, someoneElse, useMe } from './session.ts'
import { useShellText } from './text.ts'

const item =
  'flex min-h-11 items-center rounded-xl px-3 font-medium whitespace-nowrap xl:px-2 hover:bg-well aria-[current=page]:text-accent'

/** Name, navigation, language and account. The navigation is a menu where its row, of an administrator in English, has no space. */
export function Header() {
  const t = useShellText()
  const me = useMe()
  return (
    <header className="no-print sticky top-0 z-30 border-b border-line bg-paper/95 backdrop-blur short:static">
      <div className="mx-auto flex max-w-7xl items-center gap-1 px-4 py-2 sm:px-6">
        <Link
          to="/"
          className="mr-auto flex min-h-11 items-center gap-2 rounded-xl pr-2 text-xl font-extrabold xl:shrink-0"
        >
          <Mark className="size-9" />
          <span>
            {t('name')} <span className="font-semibold text-soft">{t('nameElsewhere')}</span>
          </span>
        </Link>
        <nav aria-label={t('nav.label')} className="hidden min-w-0 items-center gap-1 xl:flex">
          <Entries me={me} />
        </nav>
        {me ? <Baskets /> : null}
        <LanguageSwitch />
        {me && !me.isGuest ? <Menu me={me} /> : <SignIn me={me} />}
      </div>
    </header>
  )
}

function LanguageSwitch() {
  const t = useShellText()
  const language = useLanguage()
  const other = language === 'ko' ? 'en' : 'ko'
  return (
    <button type="button" lang={other} onClick={() => chooseLanguage(other)} className={item}>
      {t('nav.otherLanguage')}
    </button>
  )
}

/** What the reader means to buy; nobody who is unknown has anything. Keeps its space while loading. */
const Baskets = () =>
  useRouter().options.context.doors.map(({ name, basket: Basket }) =>
    Basket ? (
      <Suspense key={name} fallback={<span className="size-12" />}>
        <Basket className={item} />
      </Suspense>
    ) : null,
  )

/** Keeps its space while the session is loading, so that the layout does not shift. */
function SignIn({ me }: { me: Me | undefined }) {
  const t = useShellText()
  const back = useRouterState({
    select: ({ location: { href, pathname, search } }) =>
      // From the pages of signing in and up it leads to where they lead.
      pathname.startsWith('/sign-') ? (search as { return?: string }).return : href,
  })
  return (
    <Link
      to="/sign-in"
      search={back === undefined || back === '/' ? {} : { return: back }}
      className={`${item} font-semibold text-accent ${me === undefined ? 'invisible' : ''}`}
    >
      {t('nav.signIn')}
    </Link>
  )
}

function Menu({ me }: { me: NonNullable<Me> }) {
  const t = useShellText()
  const menu = useRef<HTMLElement>(null)
  const here = useRouterState({ select: ({ location }) => location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a navigation closes the menu
  useEffect(() => menu.current?.hidePopover(), [here])
  return (
    <div className="xl:hidden">
      <button type="button" popoverTarget="menu" className={item}>
        <svg viewBox="0 0 24 24" className="size-6" aria-hidden="true">
          <path d="M4 7h16M4 12h16M4 17h16" stroke="currentColor" strokeWidth="2" fill="none" />
        </svg>
        <span className="sr-only">{t('nav.menu')}</span>
      </button>
      <nav
        ref={menu}
        id="menu"
        popover="auto"
        aria-label={t('nav.label')}
        className="fixed inset-auto top-14 right-3 min-w-52 rounded-2xl border border-line bg-card p-2 text-ink shadow-lift"
      >
        <Entries me={me} />
      </nav>
    </div>
  )
}

const WaitingCount = lazy(() =>
  import('./waiting-count.tsx').then((part) => ({ default: part.WaitingCount })),
)

/** The pages of front doors that are a reader's own. */
const OwnPages = () =>
  useRouter().options.context.doors.map(({ name, own }) =>
    own ? (
      <Link key={name} to={own.page} className={item}>
        {own.title()}
        {own.waits ? (
          <Suspense>
            <WaitingCount waits={own.waits} />
          </Suspense>
        ) : null}
      </Link>
    ) : null,
  )

function Entries({ me }: { me: Me | undefined }) {
  const t = useShellText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const signOut = async () => {
    await call<typeof accounts.signOut>('POST /v1/auth/sign-out', {})
    await navigate({ to: '/' })
    await someoneElse(client)
  }
  if (!me) return null
  const bookings = (
    <Link to="/bookings" className={item}>
      {t('nav.bookings')}
    </Link>
  )
  if (me.isGuest) return bookings
  return (
    <>
      {bookings}
      <Link to="/saved" className={item}>
        {t('nav.saved')}
      </Link>
      <Link to="/tickets" className={item}>
        {t('nav.tickets')}
      </Link>
      <OwnPages />
      {me.role === 'customer' && me.jobs.length === 0 ? null : (
        <Link to="/desk" className={item}>
          {t('nav.desk')}
        </Link>
      )}
      {me.role === 'admin' ? (
        <Link to="/admin" className={item}>
          {t('nav.admin')}
        </Link>
      ) : null}
      <Link to="/wallet" className={item}>
        {t('nav.wallet')}
      </Link>
      <Link to="/account" className={`${item} min-w-16`}>
        <span className="max-w-40 truncate">{me.name}</span>
      </Link>
      <button type="button" onClick={signOut} className={`${item} w-full xl:w-auto`}>
        {t('nav.signOut')}
      </button>
    </>
  )
}
