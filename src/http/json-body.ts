import type { Server } from './edge.ts'
import { malformed, mediaTypeRefused, nameTwice, notStorable } from './rules.ts'

/**
 * Parses bodies of `application/json` in UTF-8; refuses other types, encodings, prototype keys and a name that an object
 * has twice.
 */
export function jsonBody(server: Server): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (!isJson(request.headers['content-type'])) return done(mediaTypeRefused())
    const { 'content-encoding': encoding = 'identity' } = request.headers
    if (encoding !== 'identity') return done(mediaTypeRefused())
    if (text === '') return done(null, undefined)
    const mayHide = UNSTORABLE.test(text as string)
    parse(request, text as string, (error, body) => {
      if (error) return done(error)
      if (mayHide && !isStorable(body)) return done(malformed({ errors: [notStorable] }))
      const isTwice = namesIn(text as string) !== membersOf(body)
      done(isTwice ? malformed({ errors: [nameTwice] }) : null, body)
    })
  })
}

/** Escapes of what PostgreSQL cannot store; also part of the harmless text `\\u0000`. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i

/** Whether no string in a parsed body has U+0000 or half of a surrogate pair. */
export function isStorable(body: unknown): boolean {
  const rest = [body]
  while (rest.length > 0) {
    const value = rest.pop()
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) return false
    if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) rest.push(name, member)
  }
  return true
}

/** A string of JSON; a name is one before a colon. */
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g

/** How many members the objects of a text have, which is JSON: also those that a later one replaces. */
function namesIn(text: string): number {
  let names = 0
  for (const [, colon] of text.matchAll(STRING)) if (colon) names += 1
  return names
}

/** How many members the objects of a parsed body have. */
function membersOf(body: unknown): number {
  let members = 0
  const rest = [body]
  while (rest.length > 0) {
    const value = rest.pop()
    if (typeof value !== 'object' || value === null) continue
    const inside = Object.values(value)
    if (!Array.isArray(value)) members += inside.length
    for (const one of inside) rest.push(one)
  }
  return members
}

const isJson = (type: string | undefined): boolean =>
  type === 'application/json' || /^application\/json *; *charset="?utf-8"?$/i.test(type ?? '')
