import { useId, useState } from 'react'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { useNoticeChoiceText } from './text.ts'

type Choice = AnswerOf<typeof contract.getNoticeChoice>

const ways = ['both', 'mail', 'phone'] as const

const choiceQuery = {
  queryKey: ['me', 'notices'],
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof contract.getNoticeChoice>('GET /v1/me/notices', { signal })),
}

/** How the reader is told of their bookings. */
export function NoticeChoice() {
  const t = useNoticeChoiceText()
  return (
    <section className="grid gap-3">
      <h2 className="text-xl font-bold">{t('title')}</h2>
      <p className="text-soft">{t('lead')}</p>
      <Loaded query={useQuery(choiceQuery)}>{({ by }) => <Ways by={by} />}</Loaded>
      <p className="text-sm text-soft">{t('kakao')}</p>
    </section>
  )
}

function Ways({ by }: Choice) {
  const t = useNoticeChoiceText()
  const name = useId()
  const client = useQueryClient()
  const [isSaved, setSaved] = useState(false)
  const [chosen, setChosen] = useState(by)
  const { problem, send } = useSend()
  const choose = async (way: Choice['by']) => {
    setSaved(false)
    setChosen(way)
    const sent = await send(() =>
      call<typeof contract.chooseNotices>('PUT /v1/me/notices', { body: { by: way } }),
    )
    if (!sent?.ok) return setChosen(by)
    client.setQueryData(choiceQuery.queryKey, sent.answer)
    setSaved(true)
  }
  return (
    <>
      <Refused problem={problem} />
      <fieldset className="grid gap-2">
        <legend className="pb-1.5 font-semibold">{t('legend')}</legend>
        {ways.map((way) => (
          <label
            key={way}
            className="flex items-start gap-3 rounded-2xl border border-edge bg-card p-4 has-checked:border-accent"
          >
            <input
              type="radio"
              name={name}
              className="mt-0.5 size-5 shrink-0"
              checked={chosen === way}
              onChange={() => choose(way)}
            />
            <span className="grid gap-0.5">
              <span className="font-semibold">{t(way)}</span>
              <span className="text-sm text-soft">{t(`does.${way}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p role="status" className="text-sm text-soft">
        {isSaved ? t('saved') : ''}
      </p>
    </>
  )
}
