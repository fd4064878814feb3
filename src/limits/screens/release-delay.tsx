import { type FormEvent, useState } from 'react'
import { dayText, wallDateAt, wallTimeAt } from '../../kernel/format.ts'
import { announce } from '../../web/kit/announce.tsx'
import { Button, Submit } from '../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../web/kit/field.tsx'
import { Loaded } from '../../web/kit/loaded.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { ownZone } from '../../web/kit/zone.ts'
import { useLanguage } from '../../web/language.ts'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { useSend } from '../../web/use-send.ts'
import { type ReleaseDelay, releaseDelayQuery, setReleaseDelay } from './limit-queries.ts'
import { useLimitText } from './text.ts'

const MOST = 600
const isSeconds = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) <= MOST
const timeZone = ownZone()

/** How long what was let go stays away at most. */
export function ReleaseDelayCard() {
  const t = useLimitText()
  const query = useQuery(releaseDelayQuery)
  return (
    <section className="grid gap-4 rounded-3xl border border-line bg-card p-5 sm:p-6">
      <div className="grid gap-1">
        <h2 className="text-lg font-bold">{t('release.title')}</h2>
        <p className="text-sm text-soft">{t('release.lead')}</p>
      </div>
      <Loaded query={query}>
        {(delay) => (
          <div className="grid gap-4">
            <ChangeDelay key={delay.seconds} delay={delay} />
            <Changes changes={delay.changes} />
          </div>
        )}
      </Loaded>
    </section>
  )
}

function ChangeDelay({ delay: { seconds, usual } }: { delay: ReleaseDelay }) {
  const t = useLimitText()
  const client = useQueryClient()
  const [typed, setTyped] = useState(`${seconds}`)
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const isChanged = typed !== `${seconds}`
  const save = async (to: number) => {
    const result = await send(() => setReleaseDelay({ seconds: to }))
    if (!result?.ok) return
    await client.invalidateQueries({ queryKey: releaseDelayQuery.queryKey })
    announce(t('release.saved'))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isSeconds(typed)) return focusFirstWrong(event.currentTarget)
    return save(Number(typed))
  }
  return (
    <form aria-label={t('release.title')} onSubmit={submit} noValidate className="grid gap-3">
      <Field
        inputMode="numeric"
        required
        label={t('release.seconds')}
        value={typed}
        error={isTried && !isSeconds(typed) ? t('release.range') : undefined}
        onChange={(event) => setTyped(event.target.value.trim())}
      />
      <p className="text-sm text-soft">{t('release.usual', { seconds: usual })}</p>
      <Refused problem={problem} />
      <div className="flex flex-wrap gap-2">
        {isChanged ? <Submit pending={pending}>{t('save')}</Submit> : null}
        {seconds === usual || isChanged ? null : (
          <Button kind="quiet" pending={pending} onClick={() => save(usual)}>
            {t('reset')}
          </Button>
        )}
      </div>
    </form>
  )
}

function Changes({ changes }: Pick<ReleaseDelay, 'changes'>) {
  const t = useLimitText()
  const language = useLanguage()
  if (changes.length === 0) return null
  return (
    <details>
      <summary className="min-h-11 cursor-pointer py-2 font-semibold">{t('changes')}</summary>
      <ul className="grid gap-1 text-sm text-soft">
        {changes.map(({ at, by, seconds }) => {
          const instant = new Date(at)
          const day = dayText(wallDateAt(instant, timeZone), language)
          const when = `${day} ${wallTimeAt(instant, timeZone)}`
          return <li key={at}>{t('release.changed', { when, who: by ?? t('left'), seconds })}</li>
        })}
      </ul>
    </details>
  )
}
