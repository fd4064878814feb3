import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { leftText } from '../../../kernel/format.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Confirm } from '../../../web/kit/confirm.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { dropPass, type KeptPass, listenToPasses, markUsed, readPasses } from '../kept.ts'
import { leave } from '../room-queries.ts'
import { usePassText } from './text.ts'

/** On the pages of a store that this browser was admitted to: how long it may choose, and leaving. */
export function PassBar() {
  const passes = useSyncExternalStore(listenToPasses, readPasses)
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const pass = passes.find(({ page }) => pathname === page || pathname.startsWith(`${page}/`))
  return pass ? <Bar key={pass.until} pass={pass} /> : null
}

const SAID_AT_SECONDS = [60, 30]
const WARN_MS = 60_000

function Bar({ pass }: { readonly pass: KeptPass }) {
  const t = usePassText()
  const leftMs = useLeftMs(pass)
  const seconds = Math.ceil(leftMs / 1000)
  const toSay = SAID_AT_SECONDS.findLast((at) => seconds <= at)
  const isOver = leftMs <= 0
  const said = isOver ? t('over') : toSay ? t('said', { seconds: toSay }) : ''
  useEffect(() => {
    if (said) announce(said)
  }, [said])
  return (
    <section
      aria-label={t('label')}
      data-pass-bar=""
      className="no-print sticky top-[calc(3.75rem+1px)] z-20 border-b border-line bg-blush text-ink short:static"
    >
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-4 px-4 py-1 sm:px-6">
        {isOver ? (
          <p className="py-2 font-semibold">{t('over')}</p>
        ) : (
          <p role="timer" aria-live="off" className={leftMs < WARN_MS ? 'text-warn' : ''}>
            {t.rich('left', {
              left: leftText(leftMs),
              clock: (chunks: ReactNode) => <span className="text-lg font-bold">{chunks}</span>,
            })}
          </p>
        )}
        {isOver ? <Again pass={pass} /> : <Leave pass={pass} />}
      </div>
    </section>
  )
}

/** After a hold was given up: the pass goes on, to choose again or to leave. */
export function PassNote({ storeId }: { readonly storeId: string }) {
  const passes = useSyncExternalStore(listenToPasses, readPasses)
  const pass = passes.find((one) => one.storeId === storeId)
  return pass ? <StillInside key={pass.until} pass={pass} /> : null
}

function StillInside({ pass }: { readonly pass: KeptPass }) {
  const t = usePassText()
  const leftMs = useLeftMs(pass)
  if (leftMs <= 0) return null
  return (
    <section
      aria-label={t('label')}
      className="grid justify-items-start gap-1 rounded-2xl bg-well px-4 py-3"
    >
      <p className="font-semibold">{t('inside.title')}</p>
      <p>{t('inside.lead', { left: leftText(leftMs) })}</p>
      <Leave pass={pass} />
    </section>
  )
}

function Again({ pass: { storeId } }: { readonly pass: KeptPass }) {
  const t = usePassText()
  const here = useRouterState({ select: ({ location }) => location.href })
  return (
    <Link
      to="/waiting-rooms/$storeId"
      params={{ storeId }}
      search={{ from: here }}
      onClick={() => dropPass(storeId)}
      className={buttonLook('plain', 'px-2')}
    >
      {t('again')}
    </Link>
  )
}

function Leave({ pass: { storeId, page } }: { readonly pass: KeptPass }) {
  const t = usePassText()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  const left = async () => {
    markUsed(storeId)
    await navigate({
      to: '/waiting-rooms/$storeId',
      params: { storeId },
      search: { from: page, ended: 'left' },
    })
    dropPass(storeId)
  }
  return (
    <>
      <Button kind="plain" className="px-2" onClick={() => setOpen(true)}>
        {t('leave')}
      </Button>
      {isOpen ? (
        <Dialog title={t('dialog.title')} onClose={close}>
          <Confirm
            keep={t('dialog.keep')}
            onKeep={close}
            confirm={t('dialog.sure')}
            request={() => leave(storeId)}
            onDone={left}
          >
            <p>{t('dialog.lead')}</p>
            <p className="text-soft">{t('dialog.held')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}

function useLeftMs({ until, aheadMs }: KeptPass): number {
  const left = () => Date.parse(until) - (Date.now() + aheadMs)
  const [leftMs, setLeftMs] = useState(left)
  useEffect(() => {
    const tick = () => setLeftMs(Date.parse(until) - (Date.now() + aheadMs))
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [until, aheadMs])
  return leftMs
}
