import { useState } from 'react'
import { download } from '../../web/download.ts'
import { Button } from '../../web/kit/button.tsx'
import { Notice } from '../../web/kit/notice.tsx'
import { useSecurityText } from './text.ts'

/** Everything that is kept about the reader, as a file. */
export function OwnData() {
  const t = useSecurityText()
  const [state, setState] = useState<'idle' | 'pending' | 'done' | 'failed'>('idle')
  const get = async () => {
    setState('pending')
    setState((await download('/v1/me/data', {}, 'jari-my-data.json')) ? 'done' : 'failed')
  }
  return (
    <section className="grid justify-items-start gap-3">
      <h2 className="text-xl font-bold">{t('data.title')}</h2>
      <p className="text-soft">{t('data.lead')}</p>
      {state === 'done' || state === 'failed' ? (
        <Notice tone={state === 'done' ? 'good' : 'bad'}>{t(`data.${state}`)}</Notice>
      ) : null}
      <Button kind="quiet" pending={state === 'pending'} onClick={() => void get()}>
        {t('data.button')}
      </Button>
    </section>
  )
}
