import { Link } from '@tanstack/react-router'
import type { StoreAnswer } from '../../web/door.ts'
import { buttonLook } from '../../web/kit/button.tsx'
import { useLanguage } from '../../web/language.ts'
import { useDoors } from './use-door.ts'

/** A store, and the door of the page on which it is shown. */
export interface AtDoor {
  readonly store: Pick<StoreAnswer, 'id' | 'door' | 'also' | 'kind'>
  readonly here: string
}

/** The doors by which a store sells besides that of this page, its own first. */
export function useOtherDoors({ store: { door, also }, here }: AtDoor) {
  const doors = useDoors()
  return [door, ...also].flatMap((name) =>
    name === here ? [] : (doors.find((one) => one.name === name) ?? []),
  )
}

/** Links to the pages of the same store at its other doors; nothing where it has none. */
export function OtherDoors(at: AtDoor) {
  const others = useOtherDoors(at)
  const doors = useDoors()
  useLanguage() // the doors say their words in it
  if (others.length === 0) return null
  const { id, kind } = at.store
  const word = doors.find(({ name }) => name === at.here)?.stores.kindName(kind ?? '') ?? ''
  return (
    <p className="mt-1 flex flex-wrap gap-3">
      {others.map(({ name, storePage, stores }) => (
        <Link key={name} to={storePage(id)} className={buttonLook('quiet')}>
          {stores.visit(word.toLowerCase())}
        </Link>
      ))}
    </p>
  )
}
