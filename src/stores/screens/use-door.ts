import { useRouter } from '@tanstack/react-router'
import type { Door } from '../../web/door.ts'

export const useDoors = (): readonly Door[] => useRouter().options.context.doors

/** Whether the stores of a front door say what a person pays, as restaurants do. */
export const usePerPerson = (name: string | undefined): boolean =>
  useDoor(name)?.stores.pricePer.includes('person') ?? false

/** The front door of this name; undefined where the site has none. */
export const useDoor = (name: string | undefined): Door | undefined =>
  useDoors().find((door) => door.name === name)
