import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { TextArea } from '../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../returns/contract.ts'
import { useStoresText } from '../text.ts'

type Origins = AnswerOf<typeof contract.getReturnOrigins>

const originsQuery = (storeId: string) => ({
  queryKey: ['owner', 'return-origins', storeId],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getReturnOrigins>('GET /v1/stores/:storeId/return-origins', {
        params: { storeId },
        signal,
      }),
    ),
})

/** Where a front end of the store's own may bring its buyers back to. */
export function ReturnOrigins({ storeId }: { storeId: string }) {
  const t = useStoresText()
  const { data } = useQuery(originsQuery(storeId))
  return (
    <section className="grid gap-3 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t('returns.title')}</h2>
      <p className="text-soft">{t('returns.lead')}</p>
      {data ? <OriginsForm storeId={storeId} known={data} /> : null}
    </section>
  )
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function OriginsForm({ storeId, known }: { storeId: string; known: Origins }) {
  const t = useStoresText()
  const client = useQueryClient()
  const [text, setText] = useState(known.origins.join('\n'))
  const [isSaved, setSaved] = useState(false)
  const { pending, problem, send } = useSend()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() =>
      call<typeof contract.changeReturnOrigins>('PUT /v1/stores/:storeId/return-origins', {
        params: { storeId },
        body: { origins: linesOf(text) },
      }),
    )
    setSaved(sent?.ok === true)
    if (!sent?.ok) return
    setText(sent.answer.origins.join('\n'))
    await client.invalidateQueries({ queryKey: originsQuery(storeId).queryKey })
  }
  return (
    <form onSubmit={save} noValidate className="grid justify-items-start gap-5 *:w-full">
      <Refused problem={problem} />
      {isSaved ? <Notice tone="good" title={t('returns.saved')} /> : null}
      <TextArea
        label={t('returns.field')}
        hint={t('returns.hint')}
        value={text}
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value)
          setSaved(false)
        }}
      />
      <Submit pending={pending} className="w-full sm:w-auto sm:min-w-40 sm:justify-self-start">
        {t('returns.save')}
      </Submit>
    </form>
  )
}
