import { useState } from 'react'
import type { Query } from '../../../web/cache.ts'
import { Button } from '../../../web/kit/button.tsx'
import { useQueryClient } from '../../../web/query.ts'
import { nextFree } from './next-free.ts'
import { useDatesText } from './text.ts'

interface NextFreeDayProps<Day> {
  readonly date: string
  readonly lastDate: string
  /** The times of another date, for the same wish. */
  readonly timesOn: (date: string) => Query<Day>
  readonly onChoose: (date: string) => void
}

/** Leads from a date without free times to the next one that has some. */
export function NextFreeDay<
  Day extends { readonly times: readonly { readonly isFree: boolean }[] },
>({ date, lastDate, timesOn, onChoose }: NextFreeDayProps<Day>) {
  const t = useDatesText()
  const client = useQueryClient()
  const [looking, setLooking] = useState(false)
  const [noneAfter, setNoneAfter] = useState<string>()
  const look = async () => {
    setLooking(true)
    try {
      const next = await nextFree({ date, lastDate }, (day) => client.fetchQuery(timesOn(day)))
      if (next) onChoose(next)
      else setNoneAfter(date)
    } catch {
      setNoneAfter(undefined) // it can be pressed again
    } finally {
      setLooking(false)
    }
  }
  if (date >= lastDate) return null
  if (noneAfter === date) return <p>{t('next.none')}</p>
  return (
    <Button kind="plain" className="-ml-5" pending={looking} onClick={look}>
      {t('next.see')}
    </Button>
  )
}
