import type { Hall } from '../seats/hall.ts'
import { SeatMap } from '../seats/map/seat-map.tsx'
import { useSeatWords } from '../seats/seat-words.ts'

const none = new Set<number>()

/** A map to look at. */
export function Preview({ hall, className }: { hall: Hall; className?: string }) {
  const { factsOf } = useSeatWords(hall)
  return (
    <SeatMap
      hall={hall}
      gone={new Uint8Array(hall.size)}
      chosen={none}
      level={undefined}
      nameOf={factsOf}
      onPress={() => {}}
      className={className ?? 'h-[min(60dvh,36rem)] min-h-80'}
    />
  )
}
