import { Link, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { dayText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import { buttonLook, Submit } from '../../../web/kit/button.tsx'
import { Field } from '../../../web/kit/field.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { startLongText } from '../start.ts'
import { Answer } from './answer.tsx'
import { Camera } from './camera.tsx'
import type { Verdict } from './judge.ts'
import { sound } from './sound.ts'
import { useCheckInText } from './text.ts'
import { type CheckIn as CheckInState, useCheckIn } from './use-check-in.ts'
import { useOfflinePage } from './use-offline-page.ts'

/** At the door: each ticket is scanned or typed, and answered large. Works without a network. */
export function CheckIn() {
  const t = useCheckInText()
  const language = useLanguage()
  const { storeId, occasionId } = useParams({
    from: '/check-in/$storeId/$occasionId',
  })
  const checkIn = useCheckIn({ storeId, occasionId })
  useOfflinePage()
  const { about } = checkIn
  const timeZone = about?.store.timeZone ?? 'Asia/Seoul'
  return (
    <Page
      title={t('title')}
      lead={about && `${about.store.name} · ${startLongText(about.startsAt, timeZone, language)}`}
      narrow
    >
      {checkIn.listed ? (
        <Door checkIn={checkIn} timeZone={timeZone} />
      ) : checkIn.problem ? (
        <Failure problem={checkIn.problem} onRetry={checkIn.reread} />
      ) : (
        <Loading className="grid gap-4">
          <Skeleton className="h-44 rounded-3xl" />
          <Skeleton className="h-72 rounded-3xl" />
        </Loading>
      )}
      <Link
        to="/desk/$storeId"
        params={{ storeId }}
        className={buttonLook('plain', 'justify-self-start')}
      >
        {t('back')}
      </Link>
    </Page>
  )
}

interface DoorProps {
  readonly checkIn: CheckInState
  readonly timeZone: string
}

function Door({ checkIn, timeZone }: DoorProps) {
  const t = useCheckInText()
  const [verdict, setVerdict] = useState<{ readonly shown: Verdict; readonly count: number }>()
  const answer = async (asked: Promise<Verdict>) => {
    const shown = await asked
    setVerdict((before) => ({ shown, count: (before?.count ?? 0) + 1 }))
    void sound(shown.kind === 'welcome')
  }
  const scan = (text: string) => answer(checkIn.scan(text))
  return (
    <div className="grid gap-4">
      <Answer
        key={verdict?.count}
        verdict={verdict?.shown}
        startsAt={checkIn.about?.startsAt}
        timeZone={timeZone}
        onAdmit={(serial) => answer(checkIn.admit(serial))}
      />
      <Camera onCode={scan} />
      <Typed onCode={scan} />
      <State checkIn={checkIn} timeZone={timeZone} />
      {checkIn.twice.length > 0 ? (
        <Notice tone="bad" title={t('merged.title')}>
          <ul>
            {checkIn.twice.map(({ ticket, scans }) => (
              <Twice key={ticket.serial} {...{ ticket, scans, timeZone }} />
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  )
}

function Twice(props: CheckInState['twice'][number] & { readonly timeZone: string }) {
  const language = useLanguage()
  const { ticket, scans, timeZone } = props
  const said = scans.map(({ at, device }) => `${wallTimeAt(new Date(at), timeZone)} ${device}`)
  return (
    <li>
      {ticket.seat[language]}: {said.join(', ')}
    </li>
  )
}

/** The serial below the code, where no camera can read it. */
function Typed({ onCode }: { readonly onCode: (text: string) => Promise<void> }) {
  const t = useCheckInText()
  const [typed, setTyped] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim()) await onCode(typed)
    setTyped('')
  }
  return (
    <form onSubmit={submit} className="flex items-end gap-3">
      <div className="grow">
        <Field
          label={t('typed.label')}
          required
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="done"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <Submit className="min-h-12">{t('typed.button')}</Submit>
    </form>
  )
}

/** How many are in, and how fresh what this device knows is. */
function State({ checkIn, timeZone }: DoorProps) {
  const t = useCheckInText()
  const language = useLanguage()
  const { listed, readAt, waiting, isOnline, device, nameDevice } = checkIn
  const tickets = [...(listed?.values() ?? [])]
  const inside = tickets.filter(({ scans }) => scans.length > 0).length
  const read = readAt === undefined ? undefined : new Date(readAt)
  const at =
    read && `${dayText(wallDateAt(read, timeZone), language)} ${wallTimeAt(read, timeZone)}`
  return (
    <section aria-label={t('state.label')} className="grid gap-3 rounded-3xl bg-well p-4">
      <p className="text-2xl font-extrabold">
        {t('state.inside', { inside, all: tickets.length })}
      </p>
      <p role="status" className={isOnline ? 'text-soft' : 'font-semibold text-warn'}>
        {t(isOnline ? 'state.online' : 'state.offline', { at: at ?? '' })}
      </p>
      {waiting > 0 ? (
        <p className="font-semibold">{t('state.waiting', { count: waiting })}</p>
      ) : null}
      <Field
        label={t('state.device')}
        hint={t('state.deviceHint')}
        required
        maxLength={60}
        value={device}
        onChange={({ target }) => nameDevice(target.value)}
      />
    </section>
  )
}
