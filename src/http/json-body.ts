import type { Server } from './edge.ts'
import { malformed, mediaTypeRefused, notJson } from './rules.ts'

/**
 * Parses bodies of `application/json` in UTF-8; refuses other types, encodings and prototype keys.
 */
export function jsonBody(server: Server): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (!isJson(request.headers['content-type'])) return done(mediaTypeRefused())
    if (text === '') return done(null, undefined)
    // PostgreSQL cannot store U+0000, escaped or not.
    if (text.includes('\\u0000') || text.includes('\0')) return done(notReadable())
    parse(request, text as string, done)
  })
}

const notReadable = () => malformed({ errors: [notJson] })

const isJson = (type: string | undefined): boolean =>
  type === 'application/json' || /^application\/json *; *charset="?utf-8"?$/i.test(type ?? '')
