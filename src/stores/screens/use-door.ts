import { useRouter } from '@tanstack/react-router'
import type { Door } from '../../web/door.ts'

export const useDoors = (): readonly Door[] => useRouter().options.context.doors

/** The front door of this name; undefined where the site has none. */
export const useDoor = (name: string | undefined): Door | undefined =>
  useDoors().find((door) => door.name === name)
