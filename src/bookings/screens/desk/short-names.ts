import { useSyncExternalStore } from 'react'

/** Whether names are shortened on paper: the choice of this browser, for every store. */
const KEY = 'jari-print-short-names'
let fallback = false
const listeners = new Set<() => void>()

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes'
  } catch {
    return fallback // storage may be blocked
  }
}

export function writeShortNames(isShort: boolean): void {
  fallback = isShort
  try {
    localStorage.setItem(KEY, isShort ? 'yes' : 'no')
  } catch {
    // it lasts as long as the page
  }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useShortNames = (): boolean => useSyncExternalStore(subscribe, read)

/** A name of which only the first letter can be read: `김○○`, `J○○○`. */
export function shortName(name: string): string {
  const [first = '', ...rest] = [...name.trim()]
  return first + rest.map((letter) => (letter === ' ' ? ' ' : '○')).join('')
}

/** The last four digits: enough to tell guests apart at the door. */
export const shortPhone = (phone: string): string => phone.replaceAll(/\d(?=(?:\D*\d){4})/g, '○')
