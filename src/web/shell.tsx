import { Link, Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { isAsking, listenToAsking } from '../accounts/screens/phone/gate.ts'
import { listenToPasses, readPasses } from '../waiting-room/screens/kept.ts'
import { adoptDrawn } from './drawn.ts'
import { Header } from './header.tsx'
import { Announcements } from './kit/announce.tsx'
import { buttonLook } from './kit/button.tsx'
import { Page } from './kit/page.tsx'
import { Said } from './kit/said.tsx'
import { EmptyState } from './kit/states.tsx'
import { Proving } from './proving.tsx'
import { addressElsewhere, isSandbox, useMe } from './session.ts'
import { useShellText } from './text.ts'
import { ThemeSelect } from './theme.tsx'

const HeldBar = lazy(() =>
  import('../bookings/screens/held/held-bar.tsx').then((part) => ({ default: part.HeldBar })),
)

const PassBar = lazy(() =>
  import('../waiting-room/screens/pass/pass-bar.tsx').then((part) => ({ default: part.PassBar })),
)

const AcceptBar = lazy(() =>
  import('../terms/screens/accept-bar.tsx').then((part) => ({ default: part.AcceptBar })),
)

const OperatorFooter = lazy(() =>
  import('../terms/screens/operator-footer.tsx').then((part) => ({
    default: part.OperatorFooter,
  })),
)

const StoreFooter = lazy(() =>
  import('../stores/business/screens/store-footer.tsx').then((part) => ({
    default: part.StoreFooter,
  })),
)

const PhoneGate = lazy(() =>
  import('../accounts/screens/phone/phone-gate.tsx').then((part) => ({ default: part.PhoneGate })),
)

/** The layout of every page: header, page, what the reader holds, footer. */
export function Shell() {
  const t = useShellText()
  const me = useMe()
  const passes = useSyncExternalStore(listenToPasses, readPasses)
  const asksForPhone = useSyncExternalStore(listenToAsking, isAsking)
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="no-print fixed top-2 left-2 z-50 -translate-y-24 rounded-xl bg-card px-4 py-3 font-semibold focus:translate-y-0"
      >
        {t('nav.skip')}
      </a>
      <Header />
      <Offline />
      <Elsewhere />
      {me?.mustAccept && !me.isGuest ? (
        <Suspense>
          <AcceptBar />
        </Suspense>
      ) : null}
      {passes.length > 0 ? (
        <Suspense>
          <PassBar />
        </Suspense>
      ) : null}
      <Said />
      <main id="main" ref={adoptDrawn} tabIndex={-1} className="grow pb-10">
        <Outlet />
      </main>
      {me ? (
        <Suspense>
          <HeldBar />
        </Suspense>
      ) : null}
      {asksForPhone ? (
        <Suspense>
          <PhoneGate />
        </Suspense>
      ) : null}
      <Footer />
      <Proving />
      <Announcements />
    </div>
  )
}

function Footer() {
  const t = useShellText()
  return (
    <footer className="no-print border-t border-line">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-6 text-sm text-soft sm:px-6">
        <p>{isSandbox() ? t('footer.sandbox') : t('footer.motto')}</p>
        <Link to="/guest-bookings" className="inline-flex min-h-11 items-center underline">
          {t('footer.guestBookings')}
        </Link>
        <Link to="/security/report" className="inline-flex min-h-11 items-center underline">
          {t('footer.security')}
        </Link>
        <ThemeSelect />
      </div>
      <div className="mx-auto max-w-6xl px-4 pb-6 text-sm text-soft sm:px-6">
        <Suspense>
          <StoreFooter />
        </Suspense>
        <Suspense>
          <OperatorFooter />
        </Suspense>
      </div>
    </footer>
  )
}

/** Shown where nobody can sign in, because the page was opened at another address. */
function Elsewhere() {
  const t = useShellText()
  const address = addressElsewhere()
  if (!address) return null
  return (
    <p role="status" className="no-print bg-warn-ground px-4 py-2 text-center text-warn">
      {t('elsewhere')}{' '}
      <a href={`${address}${location.pathname}`} className="font-semibold underline">
        {address}
      </a>
    </p>
  )
}

const subscribe = (listener: () => void) => {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

/** Shown while offline; the page stays. */
function Offline() {
  const t = useShellText()
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  return (
    <div role="status" className="no-print">
      {isOnline ? null : (
        <p className="bg-warn-ground px-4 py-2 text-center font-semibold text-warn">
          {t('problem.offline')}
        </p>
      )}
    </div>
  )
}

export function Missing() {
  const t = useShellText()
  return (
    <Page title={t('missing.title')} heading="unseen">
      <EmptyState
        title={t('missing.title')}
        action={
          <Link to="/" className={buttonLook()}>
            {t('nav.home')}
          </Link>
        }
      >
        {t('missing.lead')}
      </EmptyState>
    </Page>
  )
}
