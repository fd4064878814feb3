import { useEffect, useRef, useState } from 'react'
import { numberText } from '../../../kernel/format.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button, Spinner } from '../../../web/kit/button.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useMe } from '../../../web/session.ts'
import { readTicket } from '../kept.ts'
import type { RoomRecord } from './record-queries.ts'
import { useRecordText } from './text.ts'
import {
  notStarted,
  type Step,
  type StepState,
  steps,
  type Verification,
  verify,
} from './verification.ts'

interface CheckProps {
  readonly storeId: string
  readonly record: RoomRecord
}

/** The check of a room's order in the reader's own browser, step by step. */
export function Check({ storeId, record }: CheckProps) {
  const t = useRecordText()
  const me = useMe()
  const [state, setState] = useState(notStarted)
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
    }
  }, [])
  const isSecure = globalThis.crypto.subtle !== undefined
  const start = () =>
    verify({
      storeId,
      record,
      accountId: me?.id,
      onChange: (now) => {
        if (!isGone.current) setState(now)
      },
    })
  const isStarted = state.isRunning || state !== notStarted
  return (
    <section
      className="grid gap-4 rounded-3xl border border-line bg-card p-5 sm:p-7"
      aria-labelledby="record-check"
    >
      <h2 id="record-check" className="text-xl font-bold">
        {t('check.title')}
      </h2>
      <p className="text-soft">{t('check.lead')}</p>
      {record.secret === null ? (
        <Notice>{t('check.later')}</Notice>
      ) : isSecure ? (
        <Button pending={state.isRunning} className="justify-self-start" onClick={start}>
          {t(isStarted ? 'check.again' : 'check.button')}
        </Button>
      ) : (
        <Notice tone="warn">{t('check.insecure')}</Notice>
      )}
      {isStarted ? <Steps state={state} cohort={record.cohort ?? 0} /> : null}
      <Outcome state={state} />
      <Calls state={state} record={record} />
      <Own storeId={storeId} record={record} state={state} />
    </section>
  )
}

function Steps({ state, cohort }: { readonly state: Verification; readonly cohort: number }) {
  const language = useLanguage()
  return (
    <ol className="grid gap-1">
      {steps.map((step) => (
        <StepLine
          key={step}
          step={step}
          state={state.steps[step]}
          count={numberText(cohort, language)}
        />
      ))}
    </ol>
  )
}

interface StepLineProps {
  readonly step: Step
  readonly state: StepState
  readonly count: string
}

function StepLine({ step, state: { is, done }, count }: StepLineProps) {
  const t = useRecordText()
  const percent = Math.round(100 * done)
  return (
    <li className="flex min-h-11 items-center gap-3">
      <span className="grid size-6 shrink-0 place-items-center">
        {is === 'running' ? <Spinner /> : <Mark is={is} />}
      </span>
      <span className={is === 'waiting' ? 'text-soft' : ''}>
        {t(`step.${step}`, { count })} <span className="sr-only">({t(`state.${is}`)})</span>
        {is === 'running' && percent > 0 ? (
          <span className="ml-2 text-sm text-soft">{percent}%</span>
        ) : null}
      </span>
    </li>
  )
}

const marks = {
  waiting: { path: 'M9 12h6', look: 'text-soft' },
  right: { path: 'M5 12.5l4.5 4.5L19 7.5', look: 'text-good' },
  wrong: { path: 'M6 6l12 12M18 6L6 18', look: 'text-bad' },
}

const Mark = ({ is }: { readonly is: keyof typeof marks }) => (
  <svg viewBox="0 0 24 24" className={`size-6 ${marks[is].look}`} aria-hidden="true">
    <path d={marks[is].path} stroke="currentColor" strokeWidth="3" fill="none" />
  </svg>
)

function Outcome({ state }: { readonly state: Verification }) {
  const t = useRecordText()
  const all = steps.map((step) => state.steps[step].is)
  const isRight = all.every((is) => is === 'right')
  const isWrong = all.includes('wrong')
  const said = state.isRunning ? '' : isRight ? t('check.allRight') : ''
  useEffect(() => {
    if (said) announce(said)
  }, [said])
  if (state.isRunning) return null
  return (
    <>
      {isWrong ? <Notice tone="bad" title={t('check.wrong')} /> : null}
      {state.error ? (
        <Notice tone="warn" title={t('check.stopped')}>
          {(state.error as { title?: string }).title}
        </Notice>
      ) : null}
      {isRight ? (
        <p className="rounded-2xl bg-good-ground px-4 py-3 font-semibold text-good">
          {t('check.allRight')}
        </p>
      ) : null}
    </>
  )
}

function Calls({ state, record }: { readonly state: Verification; readonly record: RoomRecord }) {
  const t = useRecordText()
  const language = useLanguage()
  if (state.calls.length === 0) return null
  const people = state.calls.reduce((sum, { called, late }) => sum + called + late, 0)
  return (
    <p className="text-soft">
      {t('calls.sum', {
        calls: state.calls.length,
        people: numberText(people, language),
        head: numberText(state.calls.at(-1)?.headTo ?? record.head, language),
      })}
    </p>
  )
}

interface OwnProps extends CheckProps {
  readonly state: Verification
}

/** Where the reader stands, if they have a ticket of this room. */
function Own({ storeId, record, state }: OwnProps) {
  const t = useRecordText()
  const language = useLanguage()
  const ticket = readTicket(storeId)
  const isOfRoom = ticket !== undefined && ticket.roomId === record.roomId
  const number = (count: number) => numberText(count + 1, language)
  const said = state.own
    ? t('own.drawn', { number: number(state.own.number), place: number(state.own.place) })
    : isOfRoom && record.cohort !== null && ticket.number >= record.cohort
      ? t('own.later', { place: number(ticket.number) })
      : isOfRoom && record.secret !== null && state === notStarted
        ? t('own.check')
        : undefined
  if (!said) return null
  return (
    <div className="grid gap-1 rounded-2xl bg-blush px-4 py-3">
      <h3 className="font-semibold">{t('own.title')}</h3>
      <p>{said}</p>
    </div>
  )
}
