import { useEffect, useState } from 'react'
import { chime } from '../../../bookings/screens/desk/chime.ts'
import { Button } from '../../../web/kit/button.tsx'
import { useIsVisible } from '../visibility.ts'
import { StagePage } from './outside.tsx'
import { Lost } from './parts.tsx'
import type { StageProps } from './stage.ts'
import { useRoomText } from './text.ts'
import { useWords } from './use-words.ts'

/** So long it can be read before it enters by itself. */
const READ_MS = 2_500
const VIBRATION = [200, 100, 200]

/**
 * It is the visitor's turn: said by sound, title and vibration. A page that is seen enters by itself;
 * a hidden one waits for its visitor, because the time inside begins with entering.
 */
export function Turn(props: StageProps) {
  const t = useRoomText()
  const words = useWords()
  const { store, room, visit } = props
  const isVisible = useIsVisible()
  const [isEntering, setEntering] = useState(false)
  useEffect(() => {
    void chime()
    // browsers refuse it, with an error, until the page was pressed once
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(VIBRATION)
  }, [])
  useEffect(() => {
    document.title = t('turn.tab')
  }, [t])
  useEffect(() => {
    if (!isVisible) return
    // again, where the connection fails meanwhile
    const timer = setInterval(() => void visit.enter(), READ_MS)
    return () => clearInterval(timer)
  }, [isVisible, visit])
  const enterNow = async () => {
    setEntering(true)
    await visit.enter()
    setEntering(false)
  }
  return (
    <StagePage store={store} title={t('turn.title')} stage="turn">
      <Lost {...props} />
      <div className="grid justify-items-center gap-4 rounded-3xl border-2 border-accent bg-blush px-4 py-8 text-center">
        <p className="text-xl font-bold">{t(isVisible ? 'turn.lead' : 'turn.hidden')}</p>
        <Button className="min-h-14 px-8 text-lg" pending={isEntering} onClick={enterNow}>
          {t('turn.button')}
        </Button>
        <p>
          {t('turn.within', {
            claim: words.length(room.claimSeconds),
            browse: words.length(room.browseSeconds),
          })}
        </p>
      </div>
    </StagePage>
  )
}
