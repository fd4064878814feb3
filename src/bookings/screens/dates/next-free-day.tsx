import { useState } from 'react'
import { addDays } from '../../../kernel/format.ts'
import type { Query } from '../../../web/cache.ts'
import { Button } from '../../../web/kit/button.tsx'
import { useQueryClient } from '../../../web/query.ts'
import { nextFree, type ToldDay } from './next-free.ts'
import { useDatesText } from './text.ts'

interface NextFreeDayProps {
  readonly date: string
  readonly lastDate: string
  /** Whether the dates from one on can be booked, for the same wish. */
  readonly daysFrom: (date: string) => Query<ToldDay[]>
  readonly onChoose: (date: string) => void
}

/** Leads from a date without free times to the next one that has some. */
export function NextFreeDay({ date, lastDate, daysFrom, onChoose }: NextFreeDayProps) {
  const t = useDatesText()
  const client = useQueryClient()
  const [looking, setLooking] = useState(false)
  const [noneAfter, setNoneAfter] = useState<string>()
  const look = async () => {
    setLooking(true)
    try {
      const next = nextFree(await client.fetchQuery(daysFrom(addDays(date, 1))), lastDate)
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
