import type { Parsed } from './rules.ts'

/** Reads an address as browsers do. */
export const parseUrl = (text: string): Parsed | undefined => URL.parse(text) ?? undefined
