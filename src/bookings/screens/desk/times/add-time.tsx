import { type FormEvent, type ReactNode, useState } from 'react'
import type { Currency } from '../../../../kernel/money.ts'
import { AddDialog } from '../../../../stores/screens/desk/edit-dialog.tsx'
import type { Result } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { useSend } from '../../../../web/use-send.ts'
import { useTimeText } from './text.ts'
import {
  type OfferedTime,
  readTimeDraft,
  type TimeDraft,
  TimeFields,
  type TimeWords,
} from './time-fields.tsx'
import { isFreeAlone, type KnownTime, lastPrice } from './typed-price.ts'

interface AddTimeProps {
  readonly title: string
  readonly add: string
  readonly words: TimeWords
  readonly currency: Currency
  /** What the form begins with; without a price, with that of the last time. */
  readonly first: Omit<TimeDraft, 'price'> & { readonly price?: string | undefined }
  readonly times: readonly KnownTime[]
  /** Fields of the front door; `isTried` once the form was submitted. */
  readonly children?: (isTried: boolean) => ReactNode
  /** Of the front door's fields; default: valid. */
  readonly isValid?: boolean
  readonly request: (time: OfferedTime) => Promise<Result<unknown>>
  /** Refetches what a new time changes, also after a refusal: a part may be done. */
  readonly refresh: () => Promise<unknown>
  readonly onClose: () => void
}

/** A new time that a store offers. A free one is asked about where others cost. */
export function AddTime(props: AddTimeProps) {
  const { title, add, words, currency, children, onClose } = props
  const t = useTimeText()
  const { draft, change, isTried, isAskedFree, pending, problem, submit } = useAdd(props)
  return (
    <AddDialog
      {...{ title, pending, problem, onClose }}
      add={isAskedFree ? t('addFree') : add}
      cancel={t('cancel')}
      onSubmit={submit}
    >
      {children?.(isTried)}
      <TimeFields {...{ draft, words, currency, isTried }} onChange={change} />
      {isAskedFree ? (
        <Notice tone="warn" title={t('free')}>
          {t('freeAsk')}
        </Notice>
      ) : null}
    </AddDialog>
  )
}

function useAdd(props: AddTimeProps) {
  const { currency, first, times, isValid = true, request, refresh, onClose } = props
  const t = useTimeText()
  const { pending, problem, send } = useSend()
  const [draft, setDraft] = useState<TimeDraft>({
    ...first,
    price: first.price ?? lastPrice(times, currency),
  })
  const [isTried, setTried] = useState(false)
  const [isAskedFree, setAskedFree] = useState(false)
  const change = (changed: TimeDraft) => {
    setDraft(changed)
    if (changed.price !== draft.price) setAskedFree(false)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const time = readTimeDraft(draft, currency)
    if (!isValid || !time) return focusFirstWrong(event.currentTarget)
    if (isFreeAlone(time.price, times) && !isAskedFree) return setAskedFree(true)
    const sent = await send(() => request(time))
    await refresh()
    if (!sent?.ok) return
    onClose()
    announce(t('added'))
  }
  return { draft, change, isTried, isAskedFree, pending, problem, submit }
}
