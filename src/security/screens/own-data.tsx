import { useState } from 'react'
import { download } from '../../web/download.ts'
import { Button } from '../../web/kit/button.tsx'
import { Notice } from '../../web/kit/notice.tsx'
import { ownZone } from '../../web/kit/zone.ts'
import { useSecurityText } from './text.ts'

/** A page to read, or the same for machines. */
const formats = { page: 'jari-my-data.html', json: 'jari-my-data.json' } as const
type Format = keyof typeof formats

/** Everything that is kept about the reader, as a file. */
export function OwnData() {
  const t = useSecurityText()
  const [pending, setPending] = useState<Format>()
  const [ended, setEnded] = useState<'done' | 'failed'>()
  const get = async (format: Format) => {
    setPending(format)
    setEnded(undefined)
    const query = { format, ...(format === 'page' && { timeZone: ownZone() }) }
    const isDone = await download('/v1/me/data', query, formats[format])
    setEnded(isDone ? 'done' : 'failed')
    setPending(undefined)
  }
  return (
    <section className="grid justify-items-start gap-3">
      <h2 className="text-xl font-bold">{t('data.title')}</h2>
      <p className="text-soft">{t('data.lead')}</p>
      {ended ? (
        <Notice tone={ended === 'done' ? 'good' : 'bad'}>{t(`data.${ended}`)}</Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {(['page', 'json'] as const).map((format) => (
          <Button
            key={format}
            kind="quiet"
            pending={pending === format}
            onClick={() => void get(format)}
          >
            {t(`data.${format}`)}
          </Button>
        ))}
      </div>
    </section>
  )
}
